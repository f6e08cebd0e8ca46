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

import java.nio.ByteBuffer;
import java.util.Arrays;

import static io.github.flinkkvs.media.codec.TestingBytes.buffer;
import static io.github.flinkkvs.media.codec.TestingBytes.concat;
import static io.github.flinkkvs.media.codec.TestingBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MotionJpegTest {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] PICTURE = hex("FF D8 FF DB 00");

    @Test
    void aFramesBytesAreThePicture() {
        MediaTrack track = MediaTrack.builder().number(1).codecId("V_MJPEG").build();
        ByteBuffer frame = buffer(hex("00"), PICTURE).position(1);

        assertThat(MotionJpeg.of(track).toJpeg(frame)).isEqualTo(PICTURE);
        assertThat(frame.position()).isEqualTo(1);
    }

    @Test
    void videoForWindowsTellsItsCodecInItsHeader() {
        assertThat(MotionJpeg.of("V_MS/VFW/FOURCC", header("4D 4A 50 47"))).isNotNull();
        assertThat(MotionJpeg.of("V_MS/VFW/FOURCC", header("6D 6A 70 67"))).isNotNull();
        assertThatThrownBy(() -> MotionJpeg.of("V_MS/VFW/FOURCC", header("48 32 36 34")))
                .isInstanceOf(CodecException.class)
                .hasMessage(
                        "Cannot read the BITMAPINFOHEADER of 40 bytes:"
                                + " byte 16, biCompression is 'H264', not MJPG");
    }

    @Test
    void aHeaderCutAnywhereIsRefused() {
        byte[] whole = Arrays.copyOf(header("4D 4A 50 47").array(), 20);
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);

            assertThatThrownBy(() -> MotionJpeg.of("V_MS/VFW/FOURCC", cut))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("the BITMAPINFOHEADER of " + length + " bytes");
        }
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> MotionJpeg.of("V_VP9\n", NOTHING))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("'V_VP9?'");
        assertThatThrownBy(() -> MotionJpeg.of("V_MJPEG", NOTHING).toJpeg(buffer(hex("FF"))))
                .isInstanceOf(CodecException.class)
                .hasMessage("A frame of 1 bytes is no JPEG picture: it begins with FF, not FF D8.");
    }

    private static ByteBuffer header(String fourCc) {
        return ByteBuffer.wrap(concat(new byte[16], hex(fourCc), new byte[20]));
    }
}
