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
import java.nio.ByteOrder;

/** How one sample is written, and which signed 16-bit value it has. */
enum SampleCoding {
    UNSIGNED_8(1),
    SIGNED_16(2),
    SIGNED_24(3),
    SIGNED_32(4),
    FLOAT_32(4),
    FLOAT_64(8),
    A_LAW(1),
    MU_LAW(1);

    private static final short[] A_LAW_SAMPLES = new short[256];
    private static final short[] MU_LAW_SAMPLES = new short[256];

    static {
        for (int code = 0; code < 256; code++) {
            A_LAW_SAMPLES[code] = aLaw(code);
            MU_LAW_SAMPLES[code] = muLaw(code);
        }
    }

    private final int bytes;

    SampleCoding(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /**
     * The sample at a position. Finer integers lose their lower bits; finer floating-point ones are
     * rounded, to the even value amid two, and those beyond -1 to 1 are clipped.
     */
    short sample(ByteBuffer from, int at) {
        return switch (this) {
            case UNSIGNED_8 -> (short) (((from.get(at) & 0xFF) - 0x80) << 8);
            case SIGNED_16, SIGNED_24, SIGNED_32 -> upper(from, at);
            case FLOAT_32 -> rounded(from.getFloat(at));
            case FLOAT_64 -> rounded(from.getDouble(at));
            case A_LAW -> A_LAW_SAMPLES[from.get(at) & 0xFF];
            case MU_LAW -> MU_LAW_SAMPLES[from.get(at) & 0xFF];
        };
    }

    private short upper(ByteBuffer from, int at) {
        boolean upperLast = from.order() == ByteOrder.LITTLE_ENDIAN;
        return from.getShort(upperLast ? at + bytes - Short.BYTES : at);
    }

    private static short rounded(double sample) {
        double scaled = Math.rint(sample * 0x8000);
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, scaled));
    }

    /** ITU-T G.711, table 1: every other bit is inverted, and the sign is that of positive ones. */
    private static short aLaw(int code) {
        int bits = code ^ 0x55;
        int segment = (bits & 0x70) >> 4;
        int step = (bits & 0x0F) << 4;
        int size = segment == 0 ? step + 8 : (step + 0x108) << (segment - 1);
        return (short) ((bits & 0x80) != 0 ? size : -size);
    }

    /** ITU-T G.711, table 2: all bits are inverted, and a bias of 33 steps is added. */
    private static short muLaw(int code) {
        int bits = ~code;
        int segment = (bits & 0x70) >> 4;
        int size = ((((bits & 0x0F) << 3) + 0x84) << segment) - 0x84;
        return (short) ((bits & 0x80) != 0 ? -size : size);
    }
}
