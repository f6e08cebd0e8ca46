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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;

/** Codec private data and frames, byte by byte. */
final class TestingBytes {

    static final String AVC = "V_MPEG4/ISO/AVC";
    static final String HEVC = "V_MPEGH/ISO/HEVC";

    static final byte[] SPS = hex("67 64 00 1F AC");
    static final byte[] SPS_EXTENSION = hex("6D 80");
    static final byte[] PPS = hex("68 EB E3");

    private TestingBytes() {}

    static byte[] hex(String spaced) {
        return HexFormat.of().parseHex(spaced.replace(" ", ""));
    }

    static ByteBuffer buffer(byte[]... parts) {
        return ByteBuffer.wrap(concat(parts));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Units behind lengths of so many bytes. */
    static byte[] prefixed(int lengthBytes, byte[]... units) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] unit : units) {
            byte[] length = ByteBuffer.allocate(4).putInt(unit.length).array();
            all.write(length, 4 - lengthBytes, lengthBytes);
            all.writeBytes(unit);
        }
        return all.toByteArray();
    }

    /** Units behind start codes of four bytes. */
    static byte[] annexB(byte[]... units) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] unit : units) {
            all.writeBytes(hex("00 00 00 01"));
            all.writeBytes(unit);
        }
        return all.toByteArray();
    }

    /** An avcC of the High profile with one SPS, one PPS and one SPS extension. */
    static byte[] avcC(int lengthBytes) {
        return concat(
                hex("01 64 00 1F"),
                new byte[] {(byte) (0xFC | (lengthBytes - 1)), (byte) 0xE1},
                prefixed(2, SPS),
                hex("01"),
                prefixed(2, PPS),
                hex("FD F8 F8 01"),
                prefixed(2, SPS_EXTENSION));
    }

    /** An hvcC with an array of units for each type, in the order given. */
    static byte[] hvcC(int lengthBytes, List<byte[]> units) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(hex("01 01 60 00 00 00 90 00 00 00 00 00 5D F0 00 FC FD F8 F8 00 00"));
        all.write(0x0C | (lengthBytes - 1));
        all.write(units.size());
        for (byte[] unit : units) {
            all.write(0x80 | (unit[0] >> 1 & 0x3F));
            all.writeBytes(hex("00 01"));
            all.writeBytes(prefixed(2, unit));
        }
        return all.toByteArray();
    }

    /** Microsoft's WAVEFORMATEX without extension. */
    static ByteBuffer waveFormat(int tag, int channels, int frequency, int bits) {
        return ByteBuffer.allocate(18)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(frequency)
                .putInt(frequency * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits)
                .putShort((short) 0)
                .flip();
    }
}
