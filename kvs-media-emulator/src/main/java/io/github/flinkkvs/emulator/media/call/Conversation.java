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

package io.github.flinkkvs.emulator.media.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What two people say who speak in turn, in syllables of a pitch of their own, which differs from
 * call to call. A function of contact and time alone, so that any stretch may be made at any time.
 */
final class Conversation {
    static final int HERTZ = 8000;
    static final int SAMPLES_PER_MILLI = HERTZ / 1000;

    /** The one who speaks first, and lower. */
    static final int AGENT = 0;

    static final int CUSTOMER = 1;

    private static final int TURN_MILLIS = 3000;
    private static final int PAUSE_MILLIS = 400;
    private static final int SYLLABLE_MILLIS = 200;
    private static final int VOICED_MILLIS = 150;
    private static final int SYLLABLES_PER_WORD = 4;
    private static final int AMPLITUDE = 9000;
    private static final double[] PITCH = {115, 205};
    private static final double LOWEST_TUNE = 0.8;
    private static final double TUNE_RANGE = 0.4;

    /** Spreads the hash codes of contacts that are named alike, as Knuth's hashing does. */
    private static final int SPREAD = 0x9E3779B9;

    private static final double[] HARMONICS = {0.5, 0.3, 0.15, 0.05};
    private static final double[] WAVE = new double[1024];

    static {
        for (int i = 0; i < WAVE.length; i++) {
            for (int h = 0; h < HARMONICS.length; h++) {
                WAVE[i] += HARMONICS[h] * Math.sin(2 * Math.PI * (h + 1) * i / WAVE.length);
            }
        }
    }

    private final double tune;

    /** The call's own: no other contact is likely to say the same. */
    Conversation(String contactId) {
        long spread = Integer.toUnsignedLong(contactId.hashCode() * SPREAD);
        tune = LOWEST_TUNE + TUNE_RANGE * spread / (1L << Integer.SIZE);
    }

    /** What one of the two says from a time of the call on, as little-endian 16-bit samples. */
    byte[] samples(int speaker, long fromMillis, int millis) {
        int count = millis * SAMPLES_PER_MILLI;
        ByteBuffer bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            long millisOfCall = fromMillis + i / SAMPLES_PER_MILLI;
            if (isVoiced(speaker, millisOfCall)) {
                bytes.putShort(sample(speaker, fromMillis * SAMPLES_PER_MILLI + i));
            } else {
                bytes.putShort((short) 0);
            }
        }
        return bytes.array();
    }

    private static boolean isVoiced(int speaker, long millis) {
        boolean hasTurn = millis / TURN_MILLIS % PITCH.length == speaker;
        boolean pauses = millis % TURN_MILLIS >= TURN_MILLIS - PAUSE_MILLIS;
        boolean breathes = millis / SYLLABLE_MILLIS % SYLLABLES_PER_WORD == SYLLABLES_PER_WORD - 1;
        return hasTurn && !pauses && !breathes && millis % SYLLABLE_MILLIS < VOICED_MILLIS;
    }

    private short sample(int speaker, long index) {
        int perSyllable = SYLLABLE_MILLIS * SAMPLES_PER_MILLI;
        long syllable = index / perSyllable;
        int within = (int) (index % perSyllable);
        // A melody of five notes in no obvious order.
        double pitch = tune * PITCH[speaker] * (0.85 + 0.08 * (syllable * 3 % 5));
        double loudness = Math.sin(Math.PI * within / (VOICED_MILLIS * SAMPLES_PER_MILLI));
        int phase = (int) (within * pitch / HERTZ * WAVE.length);
        return (short) (AMPLITUDE * loudness * WAVE[phase % WAVE.length]);
    }
}
