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

/**
 * How AAC frames are coded, ISO/IEC 14496-3, 1.6.2.1.
 *
 * @param objectType that of the core, if the data signal SBR or PS around it
 * @param samplingFrequency that of the core, in Hz
 * @param channelConfiguration by table 1.19; 0 where a program config element tells
 */
record AudioSpecificConfig(int objectType, int samplingFrequency, int channelConfiguration) {

    private static final int SBR = 5;
    private static final int PS = 29;
    private static final int ESCAPED_TYPE = 31;
    private static final int EXPLICIT_FREQUENCY = 15;

    /** The object types up to TTSI that are coded as AAC in raw data blocks. */
    private static final int LAST_ADTS_TYPE = 4;

    /** By index, table 1.18. */
    private static final int[] FREQUENCIES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025,
        8_000, 7_350
    };

    static AudioSpecificConfig read(ByteBuffer codecPrivate) {
        BitReader in = new BitReader("the AudioSpecificConfig", codecPrivate);
        int objectType = objectType(in);
        int samplingFrequency = samplingFrequency(in);
        int channels = in.read(4, "the channel configuration");
        if (objectType == SBR || objectType == PS) {
            samplingFrequency(in);
            objectType = objectType(in);
        }
        if (objectType >= 1
                && objectType <= LAST_ADTS_TYPE
                && in.read(1, "the frame length") == 1) {
            throw in.wrong(
                    "frames are of 960 samples, which an ADTS header cannot tell;"
                            + " only those of 1024 can be converted");
        }
        return new AudioSpecificConfig(objectType, samplingFrequency, channels);
    }

    private static int objectType(BitReader in) {
        int type = in.read(5, "the object type");
        return type == ESCAPED_TYPE ? 32 + in.read(6, "the extended object type") : type;
    }

    private static int samplingFrequency(BitReader in) {
        int index = in.read(4, "the sampling frequency's index");
        if (index == EXPLICIT_FREQUENCY) {
            return in.read(24, "the sampling frequency");
        }
        if (index >= FREQUENCIES.length) {
            throw in.wrong(
                    "the sampling frequency's index is %d, which is reserved".formatted(index));
        }
        return FREQUENCIES[index];
    }

    /** The seven bytes of an ADTS header without CRC, for a frame of no bytes. */
    byte[] adtsHeader() {
        int profile = profile();
        int index = frequencyIndex();
        int channels = adtsChannels();
        return new byte[] {
            (byte) 0xFF,
            // MPEG-4, and no CRC.
            (byte) 0xF1,
            (byte) (profile << 6 | index << 2 | channels >> 2),
            (byte) (channels << 6),
            0,
            // The buffer's fullness, here and in the next byte: of a variable bit rate.
            0x1F,
            (byte) 0xFC
        };
    }

    private int profile() {
        if (objectType < 1 || objectType > LAST_ADTS_TYPE) {
            throw new CodecException(
                    ("The track's audio object type is %d, which ADTS has no profile for: only 1 to"
                                    + " 4 (AAC Main, LC, SSR, LTP) can be converted.")
                            .formatted(objectType));
        }
        return objectType - 1;
    }

    private int frequencyIndex() {
        for (int index = 0; index < FREQUENCIES.length; index++) {
            if (FREQUENCIES[index] == samplingFrequency) {
                return index;
            }
        }
        throw new CodecException(
                ("The track's sampling frequency is %d Hz, which an ADTS header cannot tell: it"
                                + " knows the 13 usual ones from 7350 to 96000 Hz only.")
                        .formatted(samplingFrequency));
    }

    private int adtsChannels() {
        if (channelConfiguration < 1 || channelConfiguration > 7) {
            throw new CodecException(
                    ("The track's channel configuration is %d, which an ADTS header cannot tell:"
                                    + " only 1 to 7 (mono to 7.1) can be converted.")
                            .formatted(channelConfiguration));
        }
        return channelConfiguration;
    }
}
