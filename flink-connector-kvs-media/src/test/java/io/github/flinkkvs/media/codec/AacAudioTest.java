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

import java.nio.ByteBuffer;
import java.util.OptionalInt;

import static io.github.flinkkvs.media.codec.TestingBytes.buffer;
import static io.github.flinkkvs.media.codec.TestingBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AacAudioTest {

    private static final byte[] FRAME = hex("21 10 04 60 8C 1C");

    /** Headers put together by hand from ISO/IEC 14496-3, 1.A.2.2; each of a frame of six bytes. */
    @ParameterizedTest
    @CsvSource({
        // LC, 44.1 kHz, stereo.
        "12 10, FF F1 50 80 01 BF FC",
        // LC, 48 kHz, mono.
        "11 88, FF F1 4C 40 01 BF FC",
        // LC, 8 kHz, 5.1.
        "15 B0, FF F1 6D 80 01 BF FC",
        // Main, 96 kHz, 7.1.
        "08 38, FF F1 01 C0 01 BF FC",
        // SBR around LC of 22.05 kHz, stereo: the core is told.
        "2B 92 08 00, FF F1 5C 80 01 BF FC",
        // PS around LC of 24 kHz, mono.
        "EB 09 88 00, FF F1 58 40 01 BF FC",
        // LC, SBR told behind it, as older decoders can pass over.
        "13 90 56 E5 A0, FF F1 5C 80 01 BF FC",
        // LC, 44100 Hz written out, stereo.
        "17 80 56 22 10, FF F1 50 80 01 BF FC"
    })
    void headers(String config, String header) {
        byte[] adts = AacAudio.of(track("A_AAC", config)).toAdts(ByteBuffer.wrap(FRAME));

        assertThat(adts).startsWith(hex(header)).endsWith(FRAME).hasSize(7 + FRAME.length);
    }

    @ParameterizedTest
    @CsvSource({
        "A_AAC/MPEG4/LC, 44100, 2, FF F1 50 80 01 BF FC",
        "A_AAC/MPEG2/MAIN, 48000, 1, FF F1 0C 40 01 BF FC",
        "A_AAC/MPEG4/LC/SBR, 22050, 2, FF F1 5C 80 01 BF FC",
        "A_AAC/MPEG4/LTP, 8000, 8, FF F1 ED C0 01 BF FC"
    })
    void oldTracksAreReadByTheirCodecId(
            String codecId, double frequency, int channels, String header) {
        MediaTrack track =
                MediaTrack.builder()
                        .number(1)
                        .codecId(codecId)
                        .audio(new MediaTrack.Audio(frequency, channels, OptionalInt.empty()))
                        .build();

        assertThat(AacAudio.of(track).toAdts(ByteBuffer.wrap(FRAME))).startsWith(hex(header));
    }

    @Test
    void theLengthCountsTheHeader() {
        AacAudio audio = AacAudio.of(track("A_AAC", "12 10"));

        assertThat(audio.toAdts(ByteBuffer.allocate(8_184)))
                .startsWith(hex("FF F1 50 83 FF FF FC"));
        for (int bytes : new int[] {0, 8_185, 100_000}) {
            assertThatThrownBy(() -> audio.toAdts(ByteBuffer.allocate(bytes)))
                    .isInstanceOf(CodecException.class)
                    .hasMessage(
                            "An AAC frame has %d bytes;".formatted(bytes)
                                    + " behind an ADTS header there can be 1 to 8184.");
        }
    }

    @Test
    void aFrameWithAHeaderStaysAsItIs() {
        AacAudio audio = AacAudio.of(track("A_AAC", "12 10"));
        ByteBuffer longest = ByteBuffer.wrap(audio.toAdts(ByteBuffer.allocate(8_184)));
        byte[] withCrc = hex("FF F0 50 80 01 BF FC 12 34 21 10 04 60");

        assertThat(audio.toAdts(longest)).isEqualTo(longest.array());
        assertThat(audio.toAdts(ByteBuffer.wrap(withCrc))).isEqualTo(withCrc);
    }

    @ParameterizedTest
    @CsvSource({
        "'F8 F8 2C 00', object type is 39",
        "'02 10', object type is 0",
        "'17 80 55 F8 10', sampling frequency is 44016 Hz",
        "'12 00', channel configuration is 0",
        "'12 58', channel configuration is 11",
        "'12 14', frames are of 960 samples",
        "'16 90', 'index is 13, which is reserved'",
        "12, index takes 4 bits",
        "'17 80 56', the sampling frequency takes 24 bits"
    })
    void whatAHeaderCannotTellIsRefused(String config, String why) {
        assertThatThrownBy(() -> AacAudio.of(track("A_AAC", config)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(why);
    }

    @Test
    void theErrorShowsBytesAndPlace() {
        assertThatThrownBy(() -> AacAudio.of(track("A_AAC", "16 90")))
                .hasMessage(
                        "Cannot read the AudioSpecificConfig of 2 bytes, 16 90: byte 1, bit 1,"
                                + " the sampling frequency's index is 13, which is reserved");
    }

    @Test
    void aConfigCutAnywhereIsRefused() {
        for (String config : new String[] {"12 10", "2B 92 08 00", "17 80 56 22 10"}) {
            byte[] whole = hex(config);
            for (int length = 1; length < whole.length; length++) {
                String cut = config.substring(0, 3 * length - 1);
                // The last byte of the second one is unused.
                if (!cut.equals("2B 92 08")) {
                    assertThatThrownBy(() -> AacAudio.of(track("A_AAC", cut)))
                            .isInstanceOf(CodecException.class);
                }
            }
        }
    }

    @Test
    void otherTracksAreRefused() {
        assertThatThrownBy(() -> AacAudio.of(track("A_AACX", "12 10")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("'A_AACX'");
        assertThatThrownBy(() -> AacAudio.of(track("A_AAC", "")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("has no codec private data");
        assertThatThrownBy(() -> AacAudio.of(track("A_AAC/MPEG4/XYZ", "")))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void theCallersBufferIsLeftAsItIs() {
        ByteBuffer frame = buffer(hex("AA"), FRAME).position(1);

        assertThat(AacAudio.of(track("A_AAC", "12 10")).toAdts(frame)).endsWith(FRAME);
        assertThat(frame.position()).isEqualTo(1);
    }

    private static MediaTrack track(String codecId, String config) {
        return MediaTrack.builder().number(1).codecId(codecId).codecPrivate(hex(config)).build();
    }
}
