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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a camera sees: a still background, a block that crosses it, the camera's name and the time.
 *
 * <p>Little moves, and what moves stays within rows of macroblocks, so frames stay small.
 */
final class Scene {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    static final Duration NEVER = Duration.ZERO;
    static final Duration ONE_AFTER_ANOTHER = Duration.ofMillis(1);

    private static final int WHITE = 220;
    private static final int GREY = 90;
    private static final int BLACK = 20;
    private static final int BLOCK = 2 * Canvas.MACROBLOCK;
    private static final int MILLIS_PER_PIXEL = 16;

    private final Canvas background;
    private final int scale;
    private final boolean clock;
    private final Duration blockEvery;

    private Scene(String name, int width, int height, boolean clock, Duration blockEvery) {
        this.clock = clock;
        this.blockEvery = blockEvery;
        background = new Canvas(width, height);
        int clockWidth = "0000-00-00 00:00:00.000".length() * BitmapFont.CELL;
        scale = width >= 2 * clockWidth + 2 * Canvas.MACROBLOCK ? 2 : 1;
        int bands = Canvas.toMacroblocks(height);
        for (int band = 0; band < bands; band++) {
            int luma = GREY - band * (GREY - BLACK) / bands;
            background.fill(0, band * Canvas.MACROBLOCK, 1 << 16, Canvas.MACROBLOCK, luma);
        }
        // Each camera has a tint of its own, so that mixed-up streams show at once.
        int tint = Math.floorMod(name.hashCode(), 64);
        background.tint(96 + tint, 160 - tint);
        BitmapFont.draw(background, name, Canvas.MACROBLOCK, Canvas.MACROBLOCK, scale, WHITE);
    }

    static Scene of(String cameraName, CameraOptics optics, Duration blockEvery) {
        return new Scene(cameraName, optics.width(), optics.height(), true, blockEvery);
    }

    /** A scene that many cameras may show at once. */
    static Scene withoutClock(CameraOptics optics) {
        return new Scene(
                "shared footage", optics.width(), optics.height(), false, ONE_AFTER_ANOTHER);
    }

    /** Draws the moment over whatever the canvas held. */
    void draw(Instant moment, Canvas canvas) {
        canvas.copyFrom(background);
        if (blockEvery.compareTo(NEVER) > 0) {
            drawBlock(moment, canvas);
        }
        if (clock) {
            drawClock(moment, canvas);
        }
    }

    /** Beyond its path the block is off the canvas, and cut away. */
    private void drawBlock(Instant moment, Canvas canvas) {
        int path = canvas.width() + BLOCK;
        long length = Math.max(path, blockEvery.toMillis() / MILLIS_PER_PIXEL);
        long way = moment.toEpochMilli() / MILLIS_PER_PIXEL % length;
        int y = canvas.height() / 2 / Canvas.MACROBLOCK * Canvas.MACROBLOCK;
        canvas.fill((int) Math.min(way, path) - BLOCK, y, BLOCK, BLOCK, WHITE);
    }

    private void drawClock(Instant moment, Canvas canvas) {
        int bottom = (canvas.height() / Canvas.MACROBLOCK - 2) * Canvas.MACROBLOCK;
        BitmapFont.draw(canvas, CLOCK.format(moment), Canvas.MACROBLOCK, bottom, scale, WHITE);
    }
}
