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

import io.github.flinkkvs.emulator.mkv.ChunkScan;
import io.github.flinkkvs.emulator.mkv.ClusterSummary;
import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.mkv.ServiceTags;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One fragment that the service keeps. Immutable; its bytes are shared by all sessions that send
 * it.
 */
public final class StoredFragment {
    private final String number;
    private final Instant producerTimestamp;
    private final Instant serverTimestamp;
    private final int frames;
    private final Duration duration;
    private final ChunkBytes bytes;
    private final byte[] ownTrailer;

    private StoredFragment(
            String number,
            Instant producerTimestamp,
            Instant serverTimestamp,
            int frames,
            Duration duration,
            ChunkBytes bytes,
            byte[] ownTrailer) {
        this.number = number;
        this.producerTimestamp = producerTimestamp;
        this.serverTimestamp = serverTimestamp;
        this.frames = frames;
        this.duration = duration;
        this.bytes = bytes;
        this.ownTrailer = ownTrailer;
    }

    /** A fragment as the service makes it of a producer's media. */
    static StoredFragment of(String number, Instant producer, Instant server, ChunkBytes bytes) {
        ClusterSummary cluster = clusterOf(ChunkScan.at(bytes.toByteArray(), 0));
        return new StoredFragment(
                number,
                producer,
                server,
                cluster.blocks(),
                cluster.duration(),
                bytes,
                ServiceTags.NONE);
    }

    /** A fragment of which a file has told what there is to know. */
    static StoredFragment kept(FragmentFile file, ChunkBytes bytes, byte[] ownTrailer) {
        return new StoredFragment(
                file.number(),
                file.producer(),
                file.server(),
                file.frames(),
                file.duration(),
                bytes,
                ownTrailer);
    }

    /**
     * A whole chunk that the real service once sent, which goes out again byte for byte, or one
     * that lacks nothing but its trailer.
     *
     * @throws MalformedMatroskaException if it does not bear its number and times, or no cluster
     */
    public static StoredFragment captured(byte[] chunk) {
        ChunkScan scan = ChunkScan.at(chunk, 0);
        ClusterSummary cluster = clusterOf(scan);
        byte[] body = Arrays.copyOf(chunk, scan.trailerStart());
        return new StoredFragment(
                tag(scan.tags(), ServiceTags.FRAGMENT_NUMBER),
                instant(tag(scan.tags(), ServiceTags.PRODUCER_TIMESTAMP)),
                instant(tag(scan.tags(), ServiceTags.SERVER_TIMESTAMP)),
                cluster.blocks(),
                cluster.duration(),
                MemoryChunk.of(List.of(body)),
                Arrays.copyOfRange(chunk, scan.trailerStart(), scan.end()));
    }

    /** The same fragment with its bytes in another place. */
    StoredFragment at(ChunkBytes place) {
        return new StoredFragment(
                number, producerTimestamp, serverTimestamp, frames, duration, place, ownTrailer);
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
        return frames;
    }

    public Duration duration() {
        return duration;
    }

    /** A copy of the chunk; without a trailer unless the chunk was captured with one. */
    public byte[] toByteArray() {
        byte[] body = bytes.toByteArray();
        byte[] all = Arrays.copyOf(body, body.length + ownTrailer.length);
        System.arraycopy(ownTrailer, 0, all, body.length, ownTrailer.length);
        return all;
    }

    /** Reads the chunk up to its trailer. */
    public ChunkReader reader() {
        return bytes.reader();
    }

    ChunkBytes bytes() {
        return bytes;
    }

    byte[] ownTrailer() {
        return ownTrailer;
    }

    /** What is to be sent after the bytes, which depends on when that happens. */
    public byte[] trailerAt(Instant now) {
        if (ownTrailer.length > 0) {
            return ownTrailer;
        }
        long behind = Math.max(0, Duration.between(serverTimestamp, now).toMillis());
        return ServiceTags.trailer(behind, number);
    }

    /** Bytes of the chunk without its trailer. */
    public long size() {
        return bytes.size();
    }

    boolean contains(Instant instant, Instant start) {
        return instant.equals(start)
                || (!instant.isBefore(start) && instant.isBefore(start.plus(duration())));
    }

    private static ClusterSummary clusterOf(ChunkScan scan) {
        return scan.summary()
                .orElseThrow(() -> new MalformedMatroskaException("The chunk has no cluster"));
    }

    private static String tag(Map<String, String> tags, String name) {
        String value = tags.get(name);
        if (value == null) {
            throw new MalformedMatroskaException("The chunk has no tag " + name);
        }
        return value;
    }

    private static Instant instant(String seconds) {
        return Instant.ofEpochMilli(new BigDecimal(seconds).movePointRight(3).longValue());
    }

    @Override
    public String toString() {
        return "fragment " + number + " of " + producerTimestamp;
    }
}
