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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.examples.pictures.Brightness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import javax.imageio.ImageIO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The job as the command line starts it, over what cameras have recorded. */
@Timeout(120)
class MotionAlertsITCase {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Blocks cross from the beginning of each period on, for 5.6 s at this width. */
    private static final Duration PERIOD = Duration.ofSeconds(20);

    @TempDir private Path output;

    @Test
    void eachAlertIsOfTheCameraBeforeWhichSomethingMovesAndOfWhenItBegan() throws Exception {
        Instant from = Instant.now().minusSeconds(120).truncatedTo(ChronoUnit.MINUTES);
        try (KvsEmulator emulator = KvsEmulator.start()) {
            record(emulator, "yard-still", from, Duration.ZERO);
            record(emulator, "yard-moving", from.plusMillis(150), PERIOD);
            record(emulator, "street", from, PERIOD);

            MotionAlerts.main(
                    new String[] {
                        "--prefix=yard-",
                        "--endpoint=" + emulator.endpoint(),
                        "--region=" + emulator.region(),
                        "--start=earliest",
                        "--stop=server-timestamp=" + from.plusSeconds(60),
                        "--output=" + output
                    });
        }

        List<JsonNode> alerts = alerts();
        assertThat(alerts)
                .hasSize(3)
                .allSatisfy(
                        alert -> {
                            assertThat(alert.get("camera").asText()).isEqualTo("yard-moving");
                            assertThat(alert.get("score").asDouble()).isBetween(1.5, 20.0);
                        });
        assertThat(alerts.stream().map(alert -> sincePeriodBegan(alert.get("from").asText())))
                .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(4)));
        assertThat(Brightness.of(ImageIO.read(output.resolve("motion.png").toFile())).spread())
                .isPositive();
    }

    @Test
    void withoutAServiceTheDemonstrationHasAStillCameraAndMovingOnes() throws Exception {
        MotionAlerts.main(new String[] {"--start=earliest", "--stop=now", "--output=" + output});

        assertThat(alerts().stream().map(alert -> alert.get("camera").asText()).distinct())
                .containsExactlyInAnyOrder("cam-front-door", "cam-garden");
    }

    private static void record(
            KvsEmulator emulator, String name, Instant from, Duration blockEvery) {
        SyntheticCamera camera =
                SyntheticCamera.builder(name)
                        .size(320, 180)
                        .framesPerSecond(6)
                        .blockEvery(blockEvery)
                        .build();
        emulator.createStream(name).storePast(camera, from, Duration.ofSeconds(65));
    }

    private static Duration sincePeriodBegan(String time) {
        return Duration.ofMillis(Instant.parse(time).toEpochMilli() % PERIOD.toMillis());
    }

    private List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(MotionAlertsITCase::isOfAlerts).toList()) {
                for (String line : Files.readAllLines(file)) {
                    alerts.add(JSON.readTree(line));
                }
            }
        }
        return alerts;
    }

    private static boolean isOfAlerts(Path file) {
        return file.getFileName().toString().matches("alerts-.*\\.jsonl");
    }
}
