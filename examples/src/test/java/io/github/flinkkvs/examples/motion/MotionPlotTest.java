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

package io.github.flinkkvs.examples.motion;

import io.github.flinkkvs.examples.pictures.Brightness;

import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class MotionPlotTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final MotionPlot plot = new MotionPlot(1.5);

    @Test
    void oneWindowIsEnough() {
        plot.add(window(0, 0.1, false));

        assertThat(Brightness.of(plot.draw()).spread()).isPositive();
    }

    @Test
    void anAlertIsMarkedInRed() {
        plot.add(window(0, 0.1, false));
        plot.add(window(2, 6.1, false));
        assertThat(redPixels(plot.draw())).isZero();

        plot.add(window(4, 6.1, true));

        assertThat(redPixels(plot.draw())).isPositive();
    }

    @Test
    void theLineBreaksWhereThereWereNoPictures() {
        plot.add(window(0, 3, false));
        plot.add(window(2, 3, false));
        plot.add(window(20, 3, false));
        plot.add(window(22, 3, false));
        BufferedImage broken = plot.draw();
        MotionPlot whole = new MotionPlot(1.5);
        for (int second = 0; second <= 22; second += 2) {
            whole.add(window(second, 3, false));
        }

        assertThat(Brightness.difference(broken, whole.draw())).isPositive();
    }

    private static MotionWindow window(int second, double score, boolean alert) {
        Instant start = NOON.plusSeconds(second);
        return new MotionWindow("cam-1", start, start.plusSeconds(2), score, alert);
    }

    private static long redPixels(BufferedImage image) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == 0xFF0000 ? 1 : 0;
            }
        }
        return count;
    }
}
