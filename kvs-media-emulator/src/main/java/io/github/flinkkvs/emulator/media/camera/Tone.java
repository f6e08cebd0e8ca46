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

package io.github.flinkkvs.emulator.media.camera;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A steady tone as little-endian 16-bit samples. */
final class Tone {
    static final int HERTZ = 8000;
    private static final int PITCH = 440;
    private static final int AMPLITUDE = 6000;

    /** Whole turns of the tone, so that it may be put end to end. */
    private static final short[] PERIOD = new short[HERTZ / 40];

    static {
        for (int i = 0; i < PERIOD.length; i++) {
            PERIOD[i] = (short) (AMPLITUDE * Math.sin(2 * Math.PI * i * PITCH / HERTZ));
        }
    }

    private Tone() {}

    /** The samples of a stretch; the phase goes on from the stretch before. */
    static byte[] samples(long fromMillis, int millis) {
        int count = millis * HERTZ / 1000;
        long first = fromMillis * HERTZ / 1000;
        ByteBuffer bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putShort(PERIOD[(int) ((first + i) % PERIOD.length)]);
        }
        return bytes.array();
    }
}
