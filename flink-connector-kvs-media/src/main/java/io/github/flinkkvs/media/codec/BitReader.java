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

package io.github.flinkkvs.media.codec;

import java.nio.ByteBuffer;

/** Reads a codec's private data bit by bit, and says where they end too early. */
final class BitReader {

    private final String what;
    private final ByteBuffer bytes;
    private int position;

    /**
     * @param what what the bytes are, as errors shall name it
     */
    BitReader(String what, ByteBuffer codecPrivate) {
        this.what = what;
        this.bytes = codecPrivate.slice();
    }

    /** The next bits, at most 31 of them. */
    int read(int count, String field) {
        if (bytes.limit() * (long) Byte.SIZE - position < count) {
            throw wrong("%s takes %d bits, which are not there".formatted(field, count));
        }
        int value = 0;
        for (int i = 0; i < count; i++, position++) {
            int bit = bytes.get(position / Byte.SIZE) >> (7 - position % Byte.SIZE) & 1;
            value = value << 1 | bit;
        }
        return value;
    }

    /** An error about what was read last. */
    CodecException wrong(String problem) {
        return new CodecException(
                "Cannot read %s of %d bytes, %s: byte %d, bit %d, %s"
                        .formatted(
                                what,
                                bytes.limit(),
                                CodecException.shown(bytes),
                                position / Byte.SIZE,
                                position % Byte.SIZE,
                                problem));
    }
}
