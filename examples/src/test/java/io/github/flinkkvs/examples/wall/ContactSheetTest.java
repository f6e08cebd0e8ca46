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

package io.github.flinkkvs.examples.wall;

import io.github.flinkkvs.examples.pictures.Brightness;
import io.github.flinkkvs.media.decode.KeyFrameDecoder;
import io.github.flinkkvs.media.decode.Picture;
import io.github.flinkkvs.media.decode.PictureSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.imageio.ImageIO;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ContactSheetTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final int MIDDLE_X = ContactSheet.GAP + ContactSheet.TILE_WIDTH / 2;
    private static final int MIDDLE_Y = ContactSheet.HEADER + ContactSheet.TILE_HEIGHT / 2;

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 1", "4, 2, 2", "5, 3, 2", "50, 8, 7"})
    void theSheetIsAboutAsManyPicturesWideAsHigh(int cameras, int columns, int rows)
            throws Exception {
        List<CameraView> views = new ArrayList<>();
        for (int i = 0; i < cameras; i++) {
            views.add(camera("cam-" + i, white(64, 36), Duration.ZERO));
        }

        BufferedImage sheet = ContactSheet.draw(views, NOW);

        int gaps = (columns + 1) * ContactSheet.GAP;
        assertThat(sheet.getWidth()).isEqualTo(columns * ContactSheet.TILE_WIDTH + gaps);
        assertThat(sheet.getHeight())
                .isEqualTo(
                        ContactSheet.HEADER
                                + rows * (ContactSheet.TILE_HEIGHT + ContactSheet.CAPTION));
    }

    @Test
    void aPictureOfAnotherShapeIsNeitherCutNorStretched() throws Exception {
        BufferedImage sheet =
                ContactSheet.draw(List.of(camera("portrait", white(90, 180), Duration.ZERO)), NOW);

        assertThat(isWhite(sheet, MIDDLE_X - 44, MIDDLE_Y)).isTrue();
        assertThat(isWhite(sheet, MIDDLE_X + 43, MIDDLE_Y)).isTrue();
        assertThat(isWhite(sheet, MIDDLE_X - 47, MIDDLE_Y)).isFalse();
        assertThat(isWhite(sheet, MIDDLE_X + 46, MIDDLE_Y)).isFalse();
        assertThat(isWhite(sheet, MIDDLE_X, ContactSheet.HEADER + 1)).isTrue();
    }

    @Test
    void aCameraThatIsSilentIsDarkenedAndSaysSo() throws Exception {
        CameraView silent = camera("cam-1", white(64, 36), Duration.ofSeconds(75));

        BufferedImage sheet = ContactSheet.draw(List.of(silent), NOW);

        assertThat(isWhite(sheet, MIDDLE_X, ContactSheet.HEADER + 5)).isFalse();
        assertThat(silent.silenceText()).isEqualTo("no picture for 1 min 15 s");
    }

    @Test
    void aNameThatIsTooLongIsCutWithinItsTile() throws Exception {
        List<CameraView> cameras =
                List.of(
                        camera("n".repeat(256), white(64, 36), Duration.ZERO),
                        camera("short", white(64, 36), Duration.ZERO));

        BufferedImage sheet = ContactSheet.draw(cameras, NOW);

        BufferedImage gap =
                sheet.getSubimage(
                        ContactSheet.GAP + ContactSheet.TILE_WIDTH,
                        ContactSheet.HEADER,
                        ContactSheet.GAP,
                        ContactSheet.TILE_HEIGHT + ContactSheet.CAPTION);
        assertThat(Brightness.of(gap).spread()).isLessThan(0.01);
    }

    private static boolean isWhite(BufferedImage image, int x, int y) {
        return (image.getRGB(x, y) & 0xFF) > 200;
    }

    private static CameraView camera(String name, Picture picture, Duration silence) {
        return new CameraView(name, NOW.minus(silence), silence, picture);
    }

    /** A frame of MJPEG is a JPEG file. */
    private static Picture white(int width, int height) throws Exception {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, width, height);
        canvas.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return KeyFrameDecoder.decode(
                ByteBuffer.wrap(jpeg.toByteArray()),
                "V_MJPEG",
                ByteBuffer.allocate(0),
                PictureSettings.defaults());
    }
}
