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

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class SceneTest {
    private static final int WIDTH = 320;
    private static final byte WHITE = (byte) (220 - 128);

    @Test
    void byDefaultOneCrossingFollowsAnother() {
        assertThat(secondsWithBlock(SyntheticCamera.builder("c"))).hasSizeGreaterThan(55);
    }

    @Test
    void aBlockCrossesOnceInEachPeriod() {
        SyntheticCamera.Builder camera =
                SyntheticCamera.builder("c").blockEvery(Duration.ofSeconds(20));

        assertThat(secondsWithBlock(camera))
                .containsExactly(1, 2, 3, 4, 5, 21, 22, 23, 24, 25, 41, 42, 43, 44, 45);
    }

    @Test
    void withoutABlockOnlyTheClockChanges() {
        assertThat(secondsWithBlock(SyntheticCamera.builder("c").blockEvery(Duration.ZERO)))
                .isEmpty();
    }

    /** In which seconds of a minute there is white in the row where blocks cross. */
    private static long[] secondsWithBlock(SyntheticCamera.Builder builder) {
        SyntheticCamera camera = builder.size(WIDTH, 180).build();
        Scene scene = Scene.of(camera.name(), camera.optics(), camera.blockEvery());
        Canvas canvas = new Canvas(WIDTH, 180);
        return LongStream.range(0, 60)
                .filter(
                        second -> {
                            scene.draw(Instant.ofEpochSecond(second), canvas);
                            return hasWhite(canvas);
                        })
                .toArray();
    }

    private static boolean hasWhite(Canvas canvas) {
        byte[] luma = canvas.picture().getPlaneData(0);
        int middle = canvas.height() / 2 * canvas.picture().getWidth();
        for (int x = 0; x < canvas.width(); x++) {
            if (luma[middle + x] == WHITE) {
                return true;
            }
        }
        return false;
    }
}
