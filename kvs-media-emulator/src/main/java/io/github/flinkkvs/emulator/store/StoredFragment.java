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

import io.github.flinkkvs.emulator.mkv.ClusterSummary;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.ServiceTags;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One fragment that the service keeps. Immutable; its bytes are shared by all sessions that send
 * it.
 */
public final class StoredFragment {
    private static final byte[] SEGMENT_START = MatroskaElements.segmentStart();

    private final String number;
    private final Instant producerTimestamp;
    private final Instant serverTimestamp;
    private final ClusterSummary summary;
    private final List<byte[]> parts;
    private final boolean endsWithOwnTrailer;
    private final long size;

    private StoredFragment(
            String number,
            Instant producerTimestamp,
            Instant serverTimestamp,
            ClusterSummary summary,
            List<byte[]> parts,
            boolean endsWithOwnTrailer) {
        this.number = number;
        this.producerTimestamp = producerTimestamp;
        this.serverTimestamp = serverTimestamp;
        this.summary = summary;
        this.parts = parts;
        this.endsWithOwnTrailer = endsWithOwnTrailer;
        this.size = parts.stream().mapToLong(part -> part.length).sum();
    }

    /** A fragment as the service makes it of a producer's media. */
    static StoredFragment of(String number, Instant producer, Instant server, FragmentMedia media) {
        return new StoredFragment(
                number,
                producer,
                server,
                media.summary(),
                List.of(
                        media.ebmlHeader(),
                        SEGMENT_START,
                        media.prelude(),
                        ServiceTags.front(number, server, producer),
                        media.cluster(),
                        media.interlude()),
                false);
    }

    /** A chunk that the real service once sent, which goes out again byte for byte. */
    public static StoredFragment captured(
            String number, Instant producer, Instant server, ClusterSummary summary, byte[] chunk) {
        return new StoredFragment(number, producer, server, summary, List.of(chunk), true);
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

    /** How many frames, all tracks together. */
    public int frames() {
        return summary.blocks();
    }

    public Duration duration() {
        return summary.duration();
    }

    /** The chunk's bytes in order; the trailer is not among them unless the chunk was captured. */
    public List<byte[]> parts() {
        return parts;
    }

    /** What is to be sent after the parts, which depends on when that happens. */
    public byte[] trailerAt(Instant now) {
        if (endsWithOwnTrailer) {
            return new byte[0];
        }
        long behind = Math.max(0, Duration.between(serverTimestamp, now).toMillis());
        return ServiceTags.trailer(behind, number);
    }

    public long size() {
        return size;
    }

    boolean contains(Instant instant, Instant start) {
        return instant.equals(start)
                || (!instant.isBefore(start) && instant.isBefore(start.plus(duration())));
    }

    @Override
    public String toString() {
        return "fragment " + number + " of " + producerTimestamp;
    }
}
