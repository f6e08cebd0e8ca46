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

import java.math.BigInteger;
import java.util.Arrays;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The payload of one element, read where it lies in the chunk. One instance is moved from element
 * to element.
 */
final class Payload {

    private final ChunkBytes chunk;
    private int offset;
    private int length;
    private int position;

    Payload(ChunkBytes chunk) {
        this.chunk = chunk;
    }

    /**
     * Moves to an element.
     *
     * @param newOffset where it begins in the array
     * @param newLength how long it is, be it that only its front is in the array
     * @param newPosition where it begins in the chunk
     */
    Payload at(int newOffset, int newLength, int newPosition) {
        this.offset = newOffset;
        this.length = newLength;
        this.position = newPosition;
        return this;
    }

    /** The chunk's array; the payload, or the front of a block, is a part of it. */
    byte[] array() {
        return chunk.array();
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Where it begins in the chunk: at its offset in the array, if all of the chunk is there. */
    int position() {
        return position;
    }

    byte[] copy() {
        return Arrays.copyOfRange(array(), offset, offset + length);
    }

    /** UTF-8 without trailing NULs; what is not UTF-8 is replaced. */
    String text() {
        int end = offset + length;
        while (end > offset && array()[end - 1] == 0) {
            end--;
        }
        return new String(array(), offset, end - offset, UTF_8);
    }

    long unsigned() throws MalformedException {
        long value = VarInt.raw(array(), offset, length);
        if (value < 0) {
            throw MalformedException.overLimit(
                    "a number has too many bits", Long.SIZE, Long.SIZE - 1L, "bits");
        }
        return value;
    }

    int unsignedInt() throws MalformedException {
        long value = unsigned();
        if (value > Integer.MAX_VALUE) {
            throw MalformedException.overLimit(
                    "a number is too large", value, Integer.MAX_VALUE, "31 bits");
        }
        return (int) value;
    }

    BigInteger unsigned64() {
        return new BigInteger(1, array(), offset, length);
    }

    double floatingPoint() throws MalformedException {
        return switch (length) {
            case 0 -> 0;
            case Float.BYTES -> Float.intBitsToFloat((int) VarInt.raw(array(), offset, length));
            case Double.BYTES -> Double.longBitsToDouble(VarInt.raw(array(), offset, length));
            default ->
                    throw new MalformedException(
                            "a floating point number has %d bytes, not 0, 4 or 8"
                                    .formatted(length));
        };
    }
}
