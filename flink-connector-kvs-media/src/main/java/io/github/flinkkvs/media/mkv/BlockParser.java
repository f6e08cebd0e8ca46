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

package io.github.flinkkvs.media.mkv;

import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.FrameIndexBuilder;

/** Reads blocks into the index of their frames. */
final class BlockParser {

    /** Behind the track number: a signed 16-bit time and the flags. */
    private static final int TIME_AND_FLAGS_BYTES = 3;

    /** A block that is at least as long has its whole header in these bytes. */
    static final int MAX_HEADER_BYTES = VarInt.MAX_BYTES + TIME_AND_FLAGS_BYTES;

    private static final int KEY_FRAME = 0x80;
    private static final int LACING = 0x06;

    private final int maxFrames;
    private final ClusterClock clock;
    private final TrackReader tracks;
    private final Lacing lacing = new Lacing();
    private final FrameIndexBuilder frames = FrameIndex.builder();

    private long track;
    private int units;
    private int flags;
    private int dataPosition;

    BlockParser(int maxFrames, ClusterClock clock, TrackReader tracks) {
        this.maxFrames = maxFrames;
        this.clock = clock;
        this.tracks = tracks;
    }

    /** To be called after each chunk. Lets go of its bytes. */
    void clear() {
        lacing.clear();
        frames.clear();
    }

    FrameIndex frames() {
        return frames.build();
    }

    /**
     * Says whether frames share a block, so that more than its header is needed to find them.
     *
     * @param bytes begin with the block's header
     */
    static boolean isLaced(byte[] bytes) {
        int trackBytes = VarInt.length(bytes[0]);
        return trackBytes <= VarInt.MAX_BYTES
                && (bytes[trackBytes + TIME_AND_FLAGS_BYTES - 1] & LACING) != 0;
    }

    /** Reads a block that tells by a flag of its own whether it is a key frame. */
    void simpleBlock(Payload block) throws MalformedException {
        readHeader(block);
        addFrames((flags & KEY_FRAME) != 0, FrameIndex.UNKNOWN_DURATION);
    }

    /**
     * Reads where a block's frames are, of which {@link #addFrames} tells the rest. Of the block's
     * bytes nothing is needed afterwards.
     */
    void readHeader(Payload block) throws MalformedException {
        byte[] bytes = block.array();
        int from = block.offset();
        int trackBytes = block.length() == 0 ? 0 : VarInt.length(bytes[from]);
        int dataFrom = from + trackBytes + TIME_AND_FLAGS_BYTES;
        if (trackBytes > VarInt.MAX_BYTES || dataFrom > from + block.length()) {
            throw new MalformedException(
                    "a block of %d bytes has no room for its header".formatted(block.length()));
        }
        track = VarInt.value(bytes, from, trackBytes);
        units = (short) VarInt.raw(bytes, from + trackBytes, Short.BYTES);
        flags = bytes[dataFrom - 1];
        lacing.read((flags & LACING) >> 1, bytes, dataFrom, from + block.length());
        dataPosition = block.position() + lacing.dataOffset() - from;
        checkCount();
    }

    /** Adds the frames of the block that was read last. */
    void addFrames(boolean keyFrame, long blockDurationNanos) throws MalformedException {
        int count = lacing.count();
        long defaultDuration = tracks.defaultDurationNanos(track);
        long duration = blockDurationNanos < 0 ? defaultDuration : blockDurationNanos / count;
        long step = Math.max(defaultDuration, 0);
        long time = clock.offsetNanos(units);
        int offset = dataPosition;
        for (int i = 0; i < count; i++) {
            int length = lacing.length(i);
            frames.add(track, laced(time, i, step), duration, keyFrame, offset, length);
            offset += length;
        }
    }

    private void checkCount() throws MalformedException {
        long count = (long) frames.size() + lacing.count();
        if (count > maxFrames) {
            throw MalformedException.overLimit(
                    "the chunk has too many frames", count, maxFrames, "maxFrames");
        }
    }

    private static long laced(long time, int frame, long step) throws MalformedException {
        try {
            return Math.addExact(time, Math.multiplyExact(frame, step));
        } catch (ArithmeticException e) {
            throw new MalformedException(
                    "the time of laced frame %d, %d ns each, exceeds 64 bits"
                            .formatted(frame, step));
        }
    }
}
