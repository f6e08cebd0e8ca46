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

package io.github.flinkkvs.media.file;

import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes fragments as clusters: each begins one, and another where a block's time does not fit into
 * the 16 bits that a block has for its distance from its cluster.
 */
final class ClusterWriter {

    private static final int CLUSTER = 0x1F43B675;
    private static final int TIMESTAMP = 0xE7;
    private static final int SIMPLE_BLOCK = 0xA3;
    private static final int BLOCK_GROUP = 0xA0;
    private static final int BLOCK = 0xA1;
    private static final int BLOCK_DURATION = 0x9B;
    private static final int REFERENCE_BLOCK = 0xFB;
    private static final int KEY_FRAME = 0x80;

    /** Behind the track number: the time and the flags. */
    private static final int TIME_AND_FLAGS_BYTES = 3;

    private final OutputStream out;
    private final Map<Long, Duration> defaultDurations = new HashMap<>();
    private final Map<Long, Long> lastTimes = new HashMap<>();
    private final EbmlBuffer cluster = new EbmlBuffer();
    private final EbmlBuffer details = new EbmlBuffer();
    private long clusterTime;

    ClusterWriter(OutputStream out, List<MediaTrack> tracks) {
        this.out = out;
        for (MediaTrack track : tracks) {
            track.defaultDuration()
                    .ifPresent(duration -> defaultDurations.put(track.number(), duration));
        }
    }

    /**
     * Writes one fragment.
     *
     * @param millis the frames' times, none below 0
     */
    void write(List<MediaFrame> frames, long[] millis) throws IOException {
        if (frames.isEmpty()) {
            return;
        }
        // A cluster does not begin before the one ahead of it, though a track may.
        long earliest = Arrays.stream(millis).min().getAsLong();
        begin(fits(earliest - clusterTime) ? Math.max(clusterTime, earliest) : earliest);
        for (int i = 0; i < millis.length; i++) {
            if (!fits(millis[i] - clusterTime)) {
                end();
                begin(millis[i]);
            }
            writeFrame(frames.get(i), millis[i]);
        }
        end();
    }

    private static boolean fits(long distance) {
        return distance == (short) distance;
    }

    private void begin(long millis) {
        clusterTime = millis;
        cluster.clear();
        cluster.unsigned(TIMESTAMP, millis);
    }

    private void end() throws IOException {
        EbmlBuffer header = new EbmlBuffer();
        header.header(CLUSTER, cluster.length()).writeTo(out);
        cluster.writeTo(out);
    }

    private void writeFrame(MediaFrame frame, long millis) {
        long track = frame.trackNumber();
        Long lastTime = lastTimes.put(track, millis);
        long duration = ownDuration(frame);
        if (duration == 0) {
            writeBlock(SIMPLE_BLOCK, frame, millis, frame.keyFrame() ? KEY_FRAME : 0);
            return;
        }
        details.clear();
        details.unsigned(BLOCK_DURATION, duration);
        if (!frame.keyFrame()) {
            details.signed(REFERENCE_BLOCK, lastTime == null ? 0 : lastTime - millis);
        }
        long blockBytes = blockBytes(frame);
        long elementBytes = 1 + EbmlBuffer.varIntBytes(blockBytes) + blockBytes;
        cluster.header(BLOCK_GROUP, elementBytes + details.length());
        writeBlock(BLOCK, frame, millis, 0);
        details.appendTo(cluster);
    }

    /** In milliseconds; 0 where the frame has none, or the one that its track tells. */
    private long ownDuration(MediaFrame frame) {
        Duration duration = frame.duration().orElse(Duration.ZERO);
        return duration.equals(defaultDurations.get(frame.trackNumber())) ? 0 : duration.toMillis();
    }

    private void writeBlock(int id, MediaFrame frame, long millis, int flags) {
        cluster.header(id, blockBytes(frame))
                .varInt(frame.trackNumber())
                .number(millis - clusterTime, Short.BYTES)
                .number(flags, Byte.BYTES)
                .raw(frame.data());
    }

    private static long blockBytes(MediaFrame frame) {
        ByteBuffer data = frame.data();
        return (long) EbmlBuffer.varIntBytes(frame.trackNumber())
                + TIME_AND_FLAGS_BYTES
                + data.remaining();
    }
}
