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

/**
 * EBML's integers of variable length: the leading zero bits of the first byte tell how many bytes
 * follow it.
 */
final class VarInt {

    static final int MAX_BYTES = 8;

    private VarInt() {}

    /**
     * The number of bytes that an integer with this first byte has; 9 where the byte is 0, which
     * none may have.
     */
    static int length(byte first) {
        return Integer.numberOfLeadingZeros(first & 0xFF) - 23;
    }

    /** The value without its length marker. */
    static long value(byte[] bytes, int offset, int length) {
        return raw(bytes, offset, length) & mask(length);
    }

    /** The value with its length marker, as ids are written. */
    static long raw(byte[] bytes, int offset, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (bytes[offset + i] & 0xFF);
        }
        return value;
    }

    /** All the value bits of an integer of this length; as a size it says "unknown". */
    static long mask(int length) {
        return (1L << (7 * length)) - 1;
    }
}
