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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Gathers EBML elements (RFC 8794) in an array that it keeps for the next ones. */
final class EbmlBuffer {

    private static final int INITIAL_BYTES = 256;
    private static final int FIXED_BYTES = 8;
    private static final long MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8L;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    /** The beginning of an element whose payload follows. */
    EbmlBuffer header(int id, long size) {
        number(id, numberBytes(Integer.toUnsignedLong(id)));
        return varInt(size);
    }

    /** The beginning of an element whose size nobody knows yet. */
    EbmlBuffer headerOfUnknownSize(int id) {
        number(id, numberBytes(Integer.toUnsignedLong(id)));
        return number((1L << 57) - 1, FIXED_BYTES);
    }

    EbmlBuffer unsigned(int id, long value) {
        int count = numberBytes(value);
        return header(id, count).number(value, count);
    }

    EbmlBuffer signed(int id, long value) {
        return header(id, FIXED_BYTES).number(value, FIXED_BYTES);
    }

    EbmlBuffer text(int id, String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        return header(id, utf8.length).raw(ByteBuffer.wrap(utf8));
    }

    EbmlBuffer master(int id, EbmlBuffer content) {
        header(id, content.length);
        content.appendTo(this);
        return this;
    }

    void appendTo(EbmlBuffer other) {
        other.raw(ByteBuffer.wrap(bytes, 0, length));
    }

    /** A number that tells its own length. */
    EbmlBuffer varInt(long value) {
        int count = varIntBytes(value);
        return number(value | 1L << (7 * count), count);
    }

    static int varIntBytes(long value) {
        int count = 1;
        while (value >= (1L << (7 * count)) - 1) {
            count++;
        }
        return count;
    }

    /** The lowest bytes of a number, the highest of them first. */
    EbmlBuffer number(long value, int count) {
        makeRoom(count);
        for (int i = count - 1; i >= 0; i--) {
            bytes[length++] = (byte) (value >>> (Byte.SIZE * i));
        }
        return this;
    }

    EbmlBuffer raw(ByteBuffer from) {
        int count = from.remaining();
        makeRoom(count);
        from.get(bytes, length, count);
        length += count;
        return this;
    }

    private static int numberBytes(long value) {
        return Math.max(1, FIXED_BYTES - Long.numberOfLeadingZeros(value) / Byte.SIZE);
    }

    private void makeRoom(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            long room = Math.min(MAX_ARRAY_BYTES, bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, room));
        }
    }
}
