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

/**
 * Where the frames of a fragment stand in its bytes, and when they play. Immutable; in the order of
 * the bytes, which is the order to decode in.
 *
 * <p>It is kept as arrays of primitives, so that an index costs no object per frame.
 */
public final class FrameIndex {

    /** What {@link #durationNanos} says where neither frame nor track told. */
    public static final long UNKNOWN_DURATION = -1;

    /** The most frames that an index holds. */
    public static final int MAX_FRAMES = 1_000_000;

    private final long[] trackNumbers;
    private final long[] timeOffsetNanos;
    private final long[] durationNanos;
    private final int[] offsets;
    private final int[] lengths;
    private final boolean[] keyFrames;

    FrameIndex(FrameIndexBuilder frames) {
        this.trackNumbers = Arrays.copyOf(frames.trackNumbers, frames.size);
        this.timeOffsetNanos = Arrays.copyOf(frames.timeOffsetNanos, frames.size);
        this.durationNanos = Arrays.copyOf(frames.durationNanos, frames.size);
        this.offsets = Arrays.copyOf(frames.offsets, frames.size);
        this.lengths = Arrays.copyOf(frames.lengths, frames.size);
        this.keyFrames = Arrays.copyOf(frames.keyFrames, frames.size);
    }

    public static FrameIndexBuilder builder() {
        return new FrameIndexBuilder();
    }

    public int size() {
        return offsets.length;
    }

    public long trackNumber(int frame) {
        return trackNumbers[frame];
    }

    /** The frame's time minus the fragment's producer timestamp; may be negative. */
    public long timeOffsetNanos(int frame) {
        return timeOffsetNanos[frame];
    }

    /** How long the frame lasts, or {@link #UNKNOWN_DURATION}. */
    public long durationNanos(int frame) {
        return durationNanos[frame];
    }

    /** Where the frame's data begins in the fragment's bytes. */
    public int offset(int frame) {
        return offsets[frame];
    }

    /** The number of bytes of the frame's data. */
    public int length(int frame) {
        return lengths[frame];
    }

    public boolean keyFrame(int frame) {
        return keyFrames[frame];
    }

    public int keyFrameCount() {
        int count = 0;
        for (boolean keyFrame : keyFrames) {
            count += keyFrame ? 1 : 0;
        }
        return count;
    }

    /** Writes the index in the form that {@link #readFrom} reads. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(size());
        for (int i = 0; i < size(); i++) {
            out.writeLong(trackNumbers[i]);
            out.writeLong(timeOffsetNanos[i]);
            out.writeLong(durationNanos[i]);
            out.writeInt(offsets[i]);
            out.writeInt(lengths[i]);
            out.writeBoolean(keyFrames[i]);
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

    @Override
    public boolean equals(Object other) {
        return other instanceof FrameIndex that
                && Arrays.equals(trackNumbers, that.trackNumbers)
                && Arrays.equals(timeOffsetNanos, that.timeOffsetNanos)
                && Arrays.equals(durationNanos, that.durationNanos)
                && Arrays.equals(offsets, that.offsets)
                && Arrays.equals(lengths, that.lengths)
                && Arrays.equals(keyFrames, that.keyFrames);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(timeOffsetNanos), Arrays.hashCode(offsets));
    }

    @Override
    public String toString() {
        return "FrameIndex{%d frames, %d key frames}".formatted(size(), keyFrameCount());
    }
}
