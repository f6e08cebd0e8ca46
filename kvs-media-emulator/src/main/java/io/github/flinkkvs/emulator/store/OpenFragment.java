/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.flinkkvs.emulator.store;

import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.ServiceTags;

import java.time.Instant;
import java.util.List;

/**
 * A fragment whose producer is still sending it. Sessions get every part at once.
 *
 * <p>Used by one thread at a time, the producer's; ends by {@link #complete} or {@link #abandon}.
 */
public final class OpenFragment {
    private final FragmentLog log;
    private final LogEntry entry;
    private final MemoryChunk chunk;
    private final String number;
    private final Instant producerTimestamp;
    private final Instant serverTimestamp;

    OpenFragment(
            FragmentLog log,
            LogEntry entry,
            MemoryChunk chunk,
            Instant producerTimestamp,
            Instant serverTimestamp) {
        this.log = log;
        this.entry = entry;
        this.chunk = chunk;
        this.number = entry.number().orElseThrow();
        this.producerTimestamp = producerTimestamp;
        this.serverTimestamp = serverTimestamp;
    }

    /** What a chunk begins with, up to its cluster. */
    static List<byte[]> front(
            String number, Instant producer, Instant server, byte[] ebmlHeader, byte[] prelude) {
        return List.of(
                ebmlHeader,
                MatroskaElements.segmentStart(),
                prelude,
                ServiceTags.front(number, server, producer));
    }

    public String number() {
        return number;
    }

    public Instant producerTimestamp() {
        return producerTimestamp;
    }

    public Instant serverTimestamp() {
        return serverTimestamp;
    }

    /** Adds the cluster's next bytes: its head, then whole blocks. */
    public void append(byte[] clusterBytes) {
        chunk.add(clusterBytes);
        log.grew(clusterBytes.length);
    }

    /**
     * Adds what the producer sent behind the cluster and ends the fragment. When this returns it is
     * kept as durably as the stream keeps anything.
     */
    public StoredFragment complete(byte[] interlude) {
        append(interlude);
        StoredFragment whole = StoredFragment.of(number, producerTimestamp, serverTimestamp, chunk);
        return log.complete(entry, whole);
    }

    /** Ends the fragment without a trailer: the producer died. No later session hears of it. */
    public void abandon() {
        log.abandon(entry);
    }
}
