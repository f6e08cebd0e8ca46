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

package io.github.flinkkvs.media.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

import static io.github.flinkkvs.media.model.PackedNumbers.least;
import static io.github.flinkkvs.media.model.PackedNumbers.most;
import static io.github.flinkkvs.media.model.PackedNumbers.width;

/**
 * Where the frames of a fragment stand in its bytes, and when they play. Immutable; in the order of
 * the bytes, which is the order to decode in.
 *
 * <p>It costs no object per frame and as few bytes as the largest numbers need: some 8 for a frame
 * of a fragment of 0.5 MB.
 */
public final class FrameIndex {

    /** What {@link #durationNanos} says where neither frame nor track told. */
    public static final long UNKNOWN_DURATION = -1;

    /** The most frames that an index holds. */
    public static final int MAX_FRAMES = 1_000_000;

    /** As times are usually written. */
    private static final int MILLISECOND = 1_000_000;

    private static final int OBJECT_BYTES = 80;

    /**
     * A row for each frame: track, time, duration, place and length, each less the least of all
     * frames. The place is twice the offset, and one more for a key frame.
     */
    private final byte[] rows;

    private final int size;
    private final int timeUnit;
    private final long leastTrack;
    private final long leastTime;
    private final long leastDuration;
    private final int leastLength;

    /** Where in a row its columns begin, and where it ends. */
    private final byte time;

    private final byte duration;
    private final byte place;
    private final byte length;
    private final byte rowBytes;

    FrameIndex(FrameIndexBuilder frames) {
        size = frames.size;
        timeUnit = timeUnit(frames);
        leastTrack = least(frames.trackNumbers, size);
        leastTime = least(frames.timeOffsetNanos, size) / timeUnit;
        leastDuration = least(frames.durationNanos, size);
        leastLength = (int) least(frames.lengths, size);
        time = (byte) width(most(frames.trackNumbers, size) - leastTrack);
        duration = (byte) (time + width(most(frames.timeOffsetNanos, size) / timeUnit - leastTime));
        place = (byte) (duration + width(most(frames.durationNanos, size) - leastDuration));
        length = (byte) (place + width(most(frames.places, size)));
        rowBytes = (byte) (length + width(most(frames.lengths, size) - leastLength));
        rows = rows(frames);
    }

    private byte[] rows(FrameIndexBuilder frames) {
        byte[] packed = new byte[Math.addExact(size * rowBytes, PackedNumbers.MARGIN)];
        for (int i = 0; i < size; i++) {
            int row = i * rowBytes;
            PackedNumbers.put(packed, row, frames.trackNumbers[i] - leastTrack);
            long units = frames.timeOffsetNanos[i] / timeUnit;
            PackedNumbers.put(packed, row + time, units - leastTime);
            PackedNumbers.put(packed, row + duration, frames.durationNanos[i] - leastDuration);
            PackedNumbers.put(packed, row + place, frames.places[i]);
            PackedNumbers.put(packed, row + length, frames.lengths[i] - leastLength);
        }
        return packed;
    }

    private static int timeUnit(FrameIndexBuilder frames) {
        for (int i = 0; i < frames.size; i++) {
            if (frames.timeOffsetNanos[i] % MILLISECOND != 0) {
                return 1;
            }
        }
        return MILLISECOND;
    }

    public static FrameIndexBuilder builder() {
        return new FrameIndexBuilder();
    }

    public int size() {
        return size;
    }

    public long trackNumber(int frame) {
        return leastTrack + column(frame, 0, time);
    }

    /** The frame's time minus the fragment's producer timestamp; may be negative. */
    public long timeOffsetNanos(int frame) {
        return (leastTime + column(frame, time, duration)) * timeUnit;
    }

    /** How long the frame lasts, or {@link #UNKNOWN_DURATION}. */
    public long durationNanos(int frame) {
        return leastDuration + column(frame, duration, place);
    }

    /** Where the frame's data begins in the fragment's bytes. */
    public int offset(int frame) {
        return (int) (column(frame, place, length) >> 1);
    }

    /** The number of bytes of the frame's data. */
    public int length(int frame) {
        return leastLength + (int) column(frame, length, rowBytes);
    }

    public boolean keyFrame(int frame) {
        return (column(frame, place, length) & 1) != 0;
    }

    private long column(int frame, int from, int to) {
        Objects.checkIndex(frame, size);
        return PackedNumbers.get(rows, frame * rowBytes + from, to - from);
    }

    /** Returns about how much memory the index takes. */
    int retainedBytes() {
        return OBJECT_BYTES + rows.length;
    }

    public int keyFrameCount() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += keyFrame(i) ? 1 : 0;
        }
        return count;
    }

    /** Writes the index in the form that {@link #readFrom} reads. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(trackNumber(i));
            out.writeLong(timeOffsetNanos(i));
            out.writeLong(durationNanos(i));
            out.writeInt(offset(i));
            out.writeInt(length(i));
            out.writeBoolean(keyFrame(i));
        }
    }

    /**
     * Reads what {@link #writeTo} wrote; bytes it cannot have written are an {@link IOException}.
     */
    public static FrameIndex readFrom(DataInput in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MAX_FRAMES) {
            throw new IOException(
                    "Cannot read a frame index: %d frames, at most %d are possible"
                            .formatted(size, MAX_FRAMES));
        }
        FrameIndexBuilder frames = builder();
        for (int i = 0; i < size; i++) {
            readFrame(in, frames);
        }
        return frames.build();
    }

    private static void readFrame(DataInput in, FrameIndexBuilder frames) throws IOException {
        long trackNumber = in.readLong();
        long timeOffsetNanos = in.readLong();
        long durationNanos = in.readLong();
        int offset = in.readInt();
        int length = in.readInt();
        if (offset < 0 || length < 0) {
            throw new IOException(
                    "Cannot read a frame index: frame %d has %d bytes at offset %d"
                            .formatted(frames.size(), length, offset));
        }
        frames.add(trackNumber, timeOffsetNanos, durationNanos, in.readBoolean(), offset, length);
    }

    /** Equal frames are packed the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FrameIndex that
                && size == that.size
                && timeUnit == that.timeUnit
                && leastTrack == that.leastTrack
                && leastTime == that.leastTime
                && leastDuration == that.leastDuration
                && leastLength == that.leastLength
                && time == that.time
                && duration == that.duration
                && place == that.place
                && length == that.length
                && Arrays.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Objects.hash(leastTime, leastLength, Arrays.hashCode(rows));
    }

    @Override
    public String toString() {
        return "FrameIndex{%d frames, %d key frames}".formatted(size(), keyFrameCount());
    }
}
