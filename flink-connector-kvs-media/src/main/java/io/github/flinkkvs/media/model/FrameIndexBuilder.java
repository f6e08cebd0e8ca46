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

import java.util.Arrays;

/**
 * Collects the frames of one fragment after another: {@link #build} leaves it empty and keeps its
 * room.
 *
 * <p>Not thread-safe.
 */
public final class FrameIndexBuilder {

    private static final int INITIAL_FRAMES = 64;

    long[] trackNumbers = new long[INITIAL_FRAMES];
    long[] timeOffsetNanos = new long[INITIAL_FRAMES];
    long[] durationNanos = new long[INITIAL_FRAMES];

    /** Twice the offset, and one more for a key frame. */
    long[] places = new long[INITIAL_FRAMES];

    long[] lengths = new long[INITIAL_FRAMES];
    int size;

    FrameIndexBuilder() {}

    public int size() {
        return size;
    }

    /**
     * Appends a frame.
     *
     * @param offset where its data begins in the fragment's bytes
     * @param length how many bytes of data it has
     */
    public FrameIndexBuilder add(
            long trackNumber,
            long timeOffsetNanos,
            long durationNanos,
            boolean keyFrame,
            int offset,
            int length) {
        if (size == places.length) {
            grow();
        }
        this.trackNumbers[size] = trackNumber;
        this.timeOffsetNanos[size] = timeOffsetNanos;
        this.durationNanos[size] = durationNanos;
        this.places[size] = 2L * offset + (keyFrame ? 1 : 0);
        this.lengths[size] = length;
        size++;
        return this;
    }

    public void clear() {
        size = 0;
    }

    public FrameIndex build() {
        FrameIndex index = new FrameIndex(this);
        clear();
        return index;
    }

    private void grow() {
        int room = size * 2;
        trackNumbers = Arrays.copyOf(trackNumbers, room);
        timeOffsetNanos = Arrays.copyOf(timeOffsetNanos, room);
        durationNanos = Arrays.copyOf(durationNanos, room);
        places = Arrays.copyOf(places, room);
        lengths = Arrays.copyOf(lengths, room);
    }
}
