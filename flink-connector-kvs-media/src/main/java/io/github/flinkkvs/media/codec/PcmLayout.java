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

import io.github.flinkkvs.media.model.MediaTrack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/** How a track's samples are written, by its codec id and what belongs to that. */
record PcmLayout(SampleCoding coding, ByteOrder order, double samplingFrequency, int channels) {

    /** Codes of WAVEFORMATEX's wFormatTag, as Microsoft's mmreg.h has them. */
    private static final int WAVE_PCM = 0x0001;

    private static final int WAVE_IEEE_FLOAT = 0x0003;
    private static final int WAVE_A_LAW = 0x0006;
    private static final int WAVE_MU_LAW = 0x0007;
    private static final int WAVE_EXTENSIBLE = 0xFFFE;

    private static final int MAX_CHANNELS = 255;

    PcmLayout {
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw new CodecException("The track has %d channels.".formatted(channels));
        }
        if (!(samplingFrequency > 0 && samplingFrequency < Integer.MAX_VALUE)) {
            throw new CodecException(
                    "The track's sampling frequency is %s Hz.".formatted(samplingFrequency));
        }
    }

    static PcmLayout of(MediaTrack track) {
        return switch (track.codecId()) {
            case "A_MS/ACM" -> waveFormat(track.codecPrivate());
            case "A_PCM/INT/LIT" -> integers(track, ByteOrder.LITTLE_ENDIAN);
            case "A_PCM/INT/BIG" -> integers(track, ByteOrder.BIG_ENDIAN);
            case "A_PCM/FLOAT/IEEE" -> floats(track);
            default ->
                    throw new CodecException(
                            ("Only tracks of A_MS/ACM, A_PCM/INT/LIT, A_PCM/INT/BIG and"
                                            + " A_PCM/FLOAT/IEEE have samples, not those of %s.")
                                    .formatted(CodecException.shown(track.codecId())));
        };
    }

    private static PcmLayout integers(MediaTrack track, ByteOrder order) {
        int bits = bitDepth(track).orElse(Short.SIZE);
        return layout(integer(bits), order, audio(track));
    }

    private static PcmLayout floats(MediaTrack track) {
        int bits = bitDepth(track).orElse(Float.SIZE);
        return layout(floatingPoint(bits), ByteOrder.LITTLE_ENDIAN, audio(track));
    }

    /** Matroska leaves the bit depth out where nobody told, and some write 0 there. */
    private static OptionalInt bitDepth(MediaTrack track) {
        OptionalInt depth = audio(track).bitDepth();
        return depth.orElse(0) == 0 ? OptionalInt.empty() : depth;
    }

    private static MediaTrack.Audio audio(MediaTrack track) {
        return track.audio()
                .orElseThrow(
                        () ->
                                new CodecException(
                                        "The track of %s says nothing of its sound."
                                                .formatted(track.codecId())));
    }

    private static PcmLayout layout(SampleCoding coding, ByteOrder order, MediaTrack.Audio audio) {
        return new PcmLayout(coding, order, audio.samplingFrequency(), audio.channels());
    }

    /** Microsoft's WAVEFORMATEX and WAVEFORMATEXTENSIBLE. */
    private static PcmLayout waveFormat(ByteBuffer codecPrivate) {
        PrivateReader in =
                new PrivateReader("the WAVEFORMATEX", codecPrivate, ByteOrder.LITTLE_ENDIAN);
        int tag = in.unsigned16("wFormatTag");
        int channels = in.unsigned16("nChannels");
        long samplesPerSecond = in.unsigned32("nSamplesPerSec");
        in.skip(Integer.BYTES + Short.BYTES, "nAvgBytesPerSec and nBlockAlign");
        int bits = in.unsigned16("wBitsPerSample");
        int tagAt = 0;
        if (tag == WAVE_EXTENSIBLE) {
            in.skip(2 * Short.BYTES + Integer.BYTES, "cbSize, wValidBitsPerSample, dwChannelMask");
            tagAt = in.position();
            tag = in.unsigned16("SubFormat");
        }
        SampleCoding coding =
                switch (tag) {
                    case WAVE_PCM -> integer(bits);
                    case WAVE_IEEE_FLOAT -> floatingPoint(bits);
                    case WAVE_A_LAW -> SampleCoding.A_LAW;
                    case WAVE_MU_LAW -> SampleCoding.MU_LAW;
                    default ->
                            throw in.wrong(
                                    tagAt,
                                    ("the format is 0x%04X; only 0x0001 (PCM), 0x0003 (IEEE float),"
                                                    + " 0x0006 (A-law) and 0x0007 (mu-law) can be"
                                                    + " converted")
                                            .formatted(tag));
                };
        return new PcmLayout(coding, ByteOrder.LITTLE_ENDIAN, samplesPerSecond, channels);
    }

    private static SampleCoding integer(int bits) {
        return switch (bits) {
            case 8 -> SampleCoding.UNSIGNED_8;
            case 16 -> SampleCoding.SIGNED_16;
            case 24 -> SampleCoding.SIGNED_24;
            case 32 -> SampleCoding.SIGNED_32;
            default ->
                    throw new CodecException(
                            "The track's samples are integers of %d bits; only 8, 16, 24 and 32 can be converted."
                                    .formatted(bits));
        };
    }

    private static SampleCoding floatingPoint(int bits) {
        return switch (bits) {
            case 32 -> SampleCoding.FLOAT_32;
            case 64 -> SampleCoding.FLOAT_64;
            default ->
                    throw new CodecException(
                            "The track's samples are floating-point numbers of %d bits; only 32 and 64 can be converted."
                                    .formatted(bits));
        };
    }
}
