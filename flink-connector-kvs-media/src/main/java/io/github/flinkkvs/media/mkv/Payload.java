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

    private static final byte[] NO_BYTES = {};

    private byte[] bytes = NO_BYTES;
    private int offset;
    private int length;
    private int position;

    /**
     * Moves to an element.
     *
     * @param array has it
     * @param newOffset where it begins in the array
     * @param newLength how long it is, be it that only its front is in the array
     * @param newPosition where it begins in the chunk
     */
    Payload at(byte[] array, int newOffset, int newLength, int newPosition) {
        // It is nearly always the same array: what is not stored needs no barrier of the collector.
        if (bytes != array) {
            bytes = array;
        }
        this.offset = newOffset;
        this.length = newLength;
        this.position = newPosition;
        return this;
    }

    /** Lets go of the array. */
    void clear() {
        at(NO_BYTES, 0, 0, 0);
    }

    /** An array of which the payload, or the front of a block, is a part. */
    byte[] array() {
        return bytes;
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
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** UTF-8 without trailing NULs; what is not UTF-8 is replaced. */
    String text() {
        int end = offset + length;
        while (end > offset && bytes[end - 1] == 0) {
            end--;
        }
        return new String(bytes, offset, end - offset, UTF_8);
    }

    /**
     * The same as {@link #text}, and the same instance as {@code before} where that is the text.
     * What is not plain ASCII is read anew.
     *
     * @param before a text that is likely to stand here again
     */
    String text(String before) {
        return isPlainly(before) ? before : text();
    }

    /** Whether these very letters stand here, all of them ASCII and none of them NUL. */
    boolean isPlainly(String text) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[offset + i] != text.charAt(i) || bytes[offset + i] == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether each byte is a letter of its own, and none of them NUL. */
    boolean isPlainAscii() {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] <= 0) {
                return false;
            }
        }
        return true;
    }

    long unsigned() throws MalformedException {
        long value = VarInt.raw(bytes, offset, length);
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
        return new BigInteger(1, bytes, offset, length);
    }

    double floatingPoint() throws MalformedException {
        return switch (length) {
            case 0 -> 0;
            case Float.BYTES -> Float.intBitsToFloat((int) VarInt.raw(bytes, offset, length));
            case Double.BYTES -> Double.longBitsToDouble(VarInt.raw(bytes, offset, length));
            default ->
                    throw new MalformedException(
                            "a floating point number has %d bytes, not 0, 4 or 8"
                                    .formatted(length));
        };
    }
}
