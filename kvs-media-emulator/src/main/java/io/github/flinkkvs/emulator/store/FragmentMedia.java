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

import java.time.Instant;

/**
 * The bytes of one fragment as its producer sent them, cut where the service puts its own between.
 *
 * <p>The arrays are shared, not copied: a camera's prelude lies in memory once for all fragments.
 */
public final class FragmentMedia {
    private final byte[] ebmlHeader;
    private final byte[] prelude;
    private final byte[] cluster;
    private final byte[] interlude;

    /** Media under the emulator's own EBML header. */
    public FragmentMedia(byte[] prelude, byte[] cluster, byte[] interlude) {
        this(MatroskaElements.ebmlHeader(), prelude, cluster, interlude);
    }

    /**
     * Puts the parts together.
     *
     * @param ebmlHeader the producer's own, since the service keeps it
     * @param prelude what goes ahead of the cluster in the segment: Info, Tracks, tags
     * @param cluster one whole cluster element
     * @param interlude what follows the cluster: user tags, cues; may be empty
     */
    public FragmentMedia(byte[] ebmlHeader, byte[] prelude, byte[] cluster, byte[] interlude) {
        this.ebmlHeader = ebmlHeader;
        this.prelude = prelude;
        this.cluster = cluster;
        this.interlude = interlude;
    }

    MemoryChunk chunk(String number, Instant producer, Instant server) {
        MemoryChunk chunk =
                MemoryChunk.of(OpenFragment.front(number, producer, server, ebmlHeader, prelude));
        chunk.add(cluster);
        chunk.add(interlude);
        return chunk;
    }
}
