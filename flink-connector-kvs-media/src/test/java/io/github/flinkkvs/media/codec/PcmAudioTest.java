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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.sound.sampled.AudioFormat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

import static io.github.flinkkvs.media.codec.TestingBytes.buffer;
import static io.github.flinkkvs.media.codec.TestingBytes.bytes;
import static io.github.flinkkvs.media.codec.TestingBytes.concat;
import static io.github.flinkkvs.media.codec.TestingBytes.hex;
import static io.github.flinkkvs.media.codec.TestingBytes.waveFormat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PcmAudioTest {

    /** The rest of the identifier that WAVEFORMATEXTENSIBLE has behind the format's code. */
    private static final String SUB_FORMAT = "00 00 00 00 10 00 80 00 00 AA 00 38 9B 71";

    /** Values of the tables of ITU-T G.711, scaled to 16 bits. */
    @ParameterizedTest
    @CsvSource({
        "7, FF, 0", "7, 7F, 0", "7, 80, 32124", "7, 00, -32124", "7, EF, 132", "7, 8F, 16764",
        "6, D5, 8", "6, 55, -8", "6, AA, 32256", "6, 2A, -32256", "6, C5, 264", "6, 80, 5504"
    })
    void g711(int tag, String code, short sample) {
        PcmAudio audio = PcmAudio.of(acm(waveFormat(tag, 1, 8_000, 8)));

        assertThat(audio.toSamples(buffer(hex(code)))).containsExactly(sample);
    }

    @ParameterizedTest
    @CsvSource({
        "A_PCM/INT/LIT, 8, 00 80 FF, -32768 0 32512",
        "A_PCM/INT/LIT, 16, 01 80 FF 7F, -32767 32767",
        "A_PCM/INT/BIG, 16, 80 01 7F FF, -32767 32767",
        "A_PCM/INT/LIT, 24, FF 01 80 FF FF FF, -32767 -1",
        "A_PCM/INT/BIG, 24, 80 01 FF FF FF FF, -32767 -1",
        "A_PCM/INT/LIT, 32, FF FF 01 80, -32767",
        "A_PCM/INT/BIG, 32, 80 01 FF FF, -32767",
        "A_PCM/INT/LIT, 0, 34 12, 4660"
    })
    void integers(String codecId, int bits, String frame, String samples) {
        PcmAudio audio = PcmAudio.of(pcm(codecId, 1, OptionalInt.of(bits)));

        assertThat(text(audio.toSamples(buffer(hex(frame))))).isEqualTo(samples);
    }

    @Test
    void floatsAreRoundedAndClipped() {
        PcmAudio audio = PcmAudio.of(pcm("A_PCM/FLOAT/IEEE", 1, OptionalInt.empty()));
        ByteBuffer frame = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : new float[] {0.5f, -1, 1, -9, 1e9f, 2.5f / 32768, Float.NaN}) {
            frame.putFloat(value);
        }

        assertThat(audio.toSamples(frame.flip()))
                .containsExactly(16384, -32768, 32767, -32768, 32767, 2, 0);
    }

    @Test
    void theFormatIsWhatAWaveFileNeeds() {
        PcmAudio audio = PcmAudio.of(acm(waveFormat(7, 2, 8_000, 8)));

        assertThat(audio.format().matches(new AudioFormat(8_000, 16, 2, true, false))).isTrue();
        assertThat(audio.toPcm16(buffer(hex("80 00")))).isEqualTo(hex("7C 7D 84 82"));
        assertThat(audio).hasToString("PcmAudio{MU_LAW, LITTLE_ENDIAN, 8000.0 Hz, 2 channels}");
    }

    @Test
    void theWaveFormatTellsItsOwnFrequencyAndChannels() {
        PcmAudio audio = PcmAudio.of(acm(waveFormat(1, 2, 11_025, 24)));

        assertThat(audio.format().getSampleRate()).isEqualTo(11_025);
        assertThat(audio.toSamples(buffer(hex("00 34 12 00 78 56"))))
                .containsExactly(0x1234, 0x5678);
    }

    @Test
    void anExtensibleWaveFormatTellsItsFormatInItsExtension() {
        byte[] plain = bytes(waveFormat(0xFFFE, 1, 8_000, 32));
        plain[16] = 22;
        ByteBuffer extensible =
                buffer(plain, hex("20 00 04 00 00 00"), hex("03 00"), hex(SUB_FORMAT));

        assertThat(PcmAudio.of(acm(extensible)).toSamples(buffer(hex("00 00 00 3F"))))
                .containsExactly(0x4000);
    }

    @Test
    void aWaveFormatWithoutTheLengthOfAnExtensionIsEnough() {
        ByteBuffer old = waveFormat(6, 1, 8_000, 8).limit(16);

        assertThat(PcmAudio.of(acm(old)).toSamples(buffer(hex("D5")))).containsExactly(8);
    }

    @Test
    void aWaveFormatCutAnywhereIsRefused() {
        byte[] plain = bytes(waveFormat(0xFFFE, 1, 8_000, 16));
        byte[] whole = concat(plain, hex("10 00 04 00 00 00"), hex("01 00"));
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);

            assertThatThrownBy(() -> PcmAudio.of(acm(cut)))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("the WAVEFORMATEX of " + length + " bytes: byte ");
        }
        assertThat(PcmAudio.of(acm(ByteBuffer.wrap(whole)))).isNotNull();
    }

    @Test
    void otherFormatsAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> PcmAudio.of(acm(waveFormat(0x0055, 1, 8_000, 16))))
                .hasMessageStartingWith(
                        "Cannot read the WAVEFORMATEX of 18 bytes: byte 0, the format is 0x0055;");
        assertThatThrownBy(() -> PcmAudio.of(acm(waveFormat(1, 1, 8_000, 12))))
                .hasMessageContaining("integers of 12 bits");
        assertThatThrownBy(() -> PcmAudio.of(acm(waveFormat(3, 1, 8_000, 16))))
                .hasMessageContaining("floating-point numbers of 16 bits");
        assertThatThrownBy(() -> PcmAudio.of(acm(waveFormat(7, 0, 8_000, 8))))
                .hasMessageContaining("0 channels");
        assertThatThrownBy(() -> PcmAudio.of(acm(waveFormat(7, 1, 0, 8))))
                .hasMessageContaining("0.0 Hz");
        assertThatThrownBy(() -> PcmAudio.of(acm(waveFormat(7, 1, -1, 8))))
                .hasMessageContaining("Hz");
    }

    @Test
    void otherCodecsAreRefused() {
        assertThatThrownBy(() -> PcmAudio.of(pcm("A_OPUS", 1, OptionalInt.empty())))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("'A_OPUS'");
        MediaTrack silent = MediaTrack.builder().number(1).codecId("A_PCM/INT/LIT").build();
        assertThatThrownBy(() -> PcmAudio.of(silent))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("says nothing of its sound");
    }

    @Test
    void aFrameThatEndsAmidAnInstantIsRefused() {
        PcmAudio audio = PcmAudio.of(pcm("A_PCM/INT/LIT", 2, OptionalInt.of(16)));

        assertThat(audio.toSamples(ByteBuffer.allocate(0))).isEmpty();
        assertThatThrownBy(() -> audio.toPcm16(ByteBuffer.allocate(6)))
                .isInstanceOf(CodecException.class)
                .hasMessage(
                        "A frame has 6 bytes, which is no whole number of instants:"
                                + " the samples of 2 channels, SIGNED_16, take 4 bytes.");
    }

    private static MediaTrack acm(ByteBuffer waveFormat) {
        return MediaTrack.builder()
                .number(1)
                .codecId("A_MS/ACM")
                .codecPrivate(bytes(waveFormat))
                .build();
    }

    private static MediaTrack pcm(String codecId, int channels, OptionalInt bits) {
        return MediaTrack.builder()
                .number(1)
                .codecId(codecId)
                .audio(new MediaTrack.Audio(8_000, channels, bits))
                .build();
    }

    private static String text(short[] samples) {
        StringBuilder text = new StringBuilder();
        for (short sample : samples) {
            text.append(text.isEmpty() ? "" : " ").append(sample);
        }
        return text.toString();
    }
}
