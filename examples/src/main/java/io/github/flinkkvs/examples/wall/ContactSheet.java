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

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Draws all cameras side by side, with name and time below each picture. */
final class ContactSheet {

    static final int TILE_WIDTH = 320;
    static final int TILE_HEIGHT = 180;
    static final int GAP = 12;
    static final int HEADER = 40;
    static final int CAPTION = 44;

    private static final Color GROUND = new Color(0x16181C);
    private static final Color TEXT = new Color(0xE8E8E8);
    private static final Color FAINT = new Color(0x9AA0A8);
    private static final Color SHADE = new Color(0, 0, 0, 160);
    private static final Color WARNING = new Color(0xFFB347);
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final BufferedImage sheet;
    private final Graphics2D canvas;

    private ContactSheet(int columns, int rows) {
        sheet =
                new BufferedImage(
                        GAP + columns * (TILE_WIDTH + GAP),
                        HEADER + rows * (TILE_HEIGHT + CAPTION),
                        BufferedImage.TYPE_INT_RGB);
        canvas = sheet.createGraphics();
        canvas.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }

    /**
     * Draws cameras.
     *
     * @param cameras at least one
     */
    static BufferedImage draw(List<CameraView> cameras, Instant now) throws IOException {
        int columns = (int) Math.ceil(Math.sqrt(cameras.size()));
        int rows = (cameras.size() + columns - 1) / columns;
        ContactSheet drawn = new ContactSheet(columns, rows);
        try {
            drawn.header(cameras.size(), now);
            for (int i = 0; i < cameras.size(); i++) {
                drawn.tile(
                        cameras.get(i),
                        GAP + i % columns * (TILE_WIDTH + GAP),
                        HEADER + i / columns * (TILE_HEIGHT + CAPTION));
            }
            return drawn.sheet;
        } finally {
            drawn.canvas.dispose();
        }
    }

    private void header(int count, Instant now) {
        canvas.setColor(GROUND);
        canvas.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        text(BOLD, TEXT, count == 1 ? "1 camera" : count + " cameras", GAP, HEADER - 14);
        String time = CameraView.text(now);
        int width = canvas.getFontMetrics(PLAIN).stringWidth(time);
        text(PLAIN, FAINT, time, sheet.getWidth() - GAP - width, HEADER - 14);
    }

    private void tile(CameraView camera, int x, int y) throws IOException {
        canvas.setColor(Color.BLACK);
        canvas.fillRect(x, y, TILE_WIDTH, TILE_HEIGHT);
        picture(camera.picture().toImage(), x, y);
        if (camera.isSilent()) {
            canvas.setColor(SHADE);
            canvas.fillRect(x, y, TILE_WIDTH, TILE_HEIGHT);
            String silence = camera.silenceText();
            int width = canvas.getFontMetrics(BOLD).stringWidth(silence);
            text(BOLD, WARNING, silence, x + (TILE_WIDTH - width) / 2, y + TILE_HEIGHT / 2);
        }
        text(BOLD, TEXT, cut(camera.name()), x, y + TILE_HEIGHT + 17);
        text(PLAIN, FAINT, camera.timeText(), x, y + TILE_HEIGHT + 34);
    }

    /** As large as fits, neither cut nor stretched. */
    private void picture(BufferedImage image, int x, int y) {
        double scale =
                Math.min(
                        (double) TILE_WIDTH / image.getWidth(),
                        (double) TILE_HEIGHT / image.getHeight());
        int width = (int) Math.round(image.getWidth() * scale);
        int height = (int) Math.round(image.getHeight() * scale);
        canvas.drawImage(
                image,
                x + (TILE_WIDTH - width) / 2,
                y + (TILE_HEIGHT - height) / 2,
                width,
                height,
                null);
    }

    private String cut(String name) {
        FontMetrics metrics = canvas.getFontMetrics(BOLD);
        String shown = name;
        for (int length = name.length(); metrics.stringWidth(shown) > TILE_WIDTH; ) {
            length--;
            shown = name.substring(0, length) + "…";
        }
        return shown;
    }

    private void text(Font font, Color colour, String text, int x, int y) {
        canvas.setFont(font);
        canvas.setColor(colour);
        canvas.drawString(text, x, y);
    }
}
