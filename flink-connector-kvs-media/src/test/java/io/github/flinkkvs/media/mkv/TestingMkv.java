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

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes Matroska elements byte by byte, right or wrong as a test wants them. */
final class TestingMkv {

    /** How an element's size is written. */
    enum SizeForm {
        ONE_BYTE(1, false),
        FOUR_BYTES(4, false),
        EIGHT_BYTES(8, false),
        UNKNOWN_ONE_BYTE(1, true),
        UNKNOWN_EIGHT_BYTES(8, true);

        private final int bytes;
        private final boolean unknown;

        SizeForm(int bytes, boolean unknown) {
            this.bytes = bytes;
            this.unknown = unknown;
        }
    }

    private TestingMkv() {}

    static byte[] element(MatroskaElement element, byte[]... content) {
        return element(element, SizeForm.FOUR_BYTES, content);
    }

    static byte[] element(MatroskaElement element, SizeForm form, byte[]... content) {
        return element(element.id(), form, content);
    }

    static byte[] element(int id, SizeForm form, byte[]... content) {
        byte[] payload = concat(content);
        long size = form.unknown ? VarInt.mask(form.bytes) : payload.length;
        return concat(id(id), varInt(size, form.bytes), payload);
    }

    /** Only the header of an element, with any size. */
    static byte[] header(int id, long size) {
        return concat(id(id), varInt(size, 8));
    }

    static byte[] unsigned(MatroskaElement element, long value) {
        return element(element, SizeForm.ONE_BYTE, minimal(value));
    }

    static byte[] unsigned8(MatroskaElement element, BigInteger value) {
        return element(
                element,
                SizeForm.ONE_BYTE,
                ByteBuffer.allocate(8).putLong(value.longValue()).array());
    }

    static byte[] number(MatroskaElement element, double value) {
        return element(element, SizeForm.ONE_BYTE, ByteBuffer.allocate(8).putDouble(value).array());
    }

    static byte[] text(MatroskaElement element, String value) {
        return element(element, value.getBytes(UTF_8));
    }

    static byte[] tags(byte[]... simpleTags) {
        return element(MatroskaElement.TAGS, element(MatroskaElement.TAG, simpleTags));
    }

    static byte[] tag(String name, String value) {
        return element(
                MatroskaElement.SIMPLE_TAG,
                text(MatroskaElement.TAG_NAME, name),
                text(MatroskaElement.TAG_STRING, value));
    }

    static byte[] serviceTag(String name, String value) {
        return tag("AWS_KINESISVIDEO_" + name, value);
    }

    static byte[] simpleBlock(int track, int time, boolean keyFrame, byte[] data) {
        return element(MatroskaElement.SIMPLE_BLOCK, block(track, time, keyFrame ? 0x80 : 0, data));
    }

    static byte[] block(int track, int time, int flags, byte[]... data) {
        byte[] head = {(byte) (0x80 | track), (byte) (time >> 8), (byte) time, (byte) flags};
        return concat(head, concat(data));
    }

    /** Data that tells itself apart from all other data of the same test. */
    static byte[] data(int seed, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (seed * 31 + i * 7);
        }
        return bytes;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] varInt(long value, int length) {
        return fixed(value | 1L << (7 * length), length);
    }

    private static byte[] id(int id) {
        return minimal(id);
    }

    private static byte[] minimal(long value) {
        return fixed(value, Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8));
    }

    private static byte[] fixed(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
        return bytes;
    }
}
