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

import java.util.Arrays;

/**
 * Finds the frames that share one block. Holds those of the block read last, so that nothing is
 * allocated for one.
 */
final class Lacing {

    private static final byte[] NO_BYTES = {};

    private static final int XIPH = 1;
    private static final int FIXED_SIZE = 2;
    private static final int EBML = 3;

    private final int[] lengths = new int[256];
    private int count;

    private byte[] bytes = NO_BYTES;
    private int next;
    private int end;

    /**
     * Reads a block from behind its flags.
     *
     * @param mode the two lacing bits of the flags
     */
    void read(int mode, byte[] block, int from, int to) throws MalformedException {
        // Where blocks stand in the same array, nothing is stored: no barrier of the collector.
        if (bytes != block) {
            bytes = block;
        }
        next = from;
        end = to;
        count = mode == 0 ? 1 : 1 + nextByte();
        switch (mode) {
            case XIPH -> xiph();
            case EBML -> ebml();
            case FIXED_SIZE -> fixedSize();
            default -> lengths[0] = end - next;
        }
    }

    /** Lets go of the block. */
    void clear() {
        bytes = NO_BYTES;
        count = 0;
    }

    int count() {
        return count;
    }

    /** Where the first frame's data begins; the others follow it without gaps. */
    int dataOffset() {
        return next;
    }

    int length(int frame) {
        return lengths[frame];
    }

    private void xiph() throws MalformedException {
        long sum = 0;
        for (int i = 0; i < count - 1; i++) {
            long length = 0;
            int part;
            do {
                part = nextByte();
                length += part;
            } while (part == 0xFF);
            sum += add(i, length);
        }
        lastGetsTheRest(sum);
    }

    private void ebml() throws MalformedException {
        long sum = 0;
        long length = 0;
        for (int i = 0; i < count - 1; i++) {
            length = i == 0 ? varInt(false) : length + varInt(true);
            sum += add(i, length);
        }
        lastGetsTheRest(sum);
    }

    private void fixedSize() throws MalformedException {
        int length = (end - next) / count;
        if (length * count != end - next) {
            throw new MalformedException(
                    "%d bytes cannot be %d frames of the same size".formatted(end - next, count));
        }
        Arrays.fill(lengths, 0, count, length);
    }

    private long add(int frame, long length) throws MalformedException {
        if (length < 0 || length > end - next) {
            throw new MalformedException(
                    "frame %d of the lace has %d bytes, the rest of the block %d"
                            .formatted(frame, length, end - next));
        }
        lengths[frame] = (int) length;
        return length;
    }

    private void lastGetsTheRest(long sum) throws MalformedException {
        long rest = end - next - sum;
        if (rest < 0) {
            throw new MalformedException(
                    "the lace's frames have %d bytes, the block has %d".formatted(sum, end - next));
        }
        lengths[count - 1] = (int) rest;
    }

    private long varInt(boolean signed) throws MalformedException {
        int size = VarInt.length(peek());
        if (size > VarInt.MAX_BYTES || size > end - next) {
            throw new MalformedException("the lace's sizes run out of the block");
        }
        long value = VarInt.value(bytes, next, size);
        next += size;
        return signed ? value - (VarInt.mask(size) >> 1) : value;
    }

    private int nextByte() throws MalformedException {
        int value = peek() & 0xFF;
        next++;
        return value;
    }

    private byte peek() throws MalformedException {
        if (next >= end) {
            throw new MalformedException("the lace's sizes run out of the block");
        }
        return bytes[next];
    }
}
