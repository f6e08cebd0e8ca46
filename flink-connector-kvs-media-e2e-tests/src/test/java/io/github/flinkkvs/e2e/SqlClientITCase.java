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

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.e2e.process.AwsEnvironment;
import io.github.flinkkvs.e2e.process.FlinkCluster;
import io.github.flinkkvs.e2e.process.FlinkDistribution;
import io.github.flinkkvs.e2e.process.ProcessFolder;
import io.github.flinkkvs.e2e.process.Reactor;
import io.github.flinkkvs.e2e.process.SqlOutput;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.store.StoredFragment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scripts of {@code examples/sql} as a user runs them: in the real SQL Client, on a cluster of
 * processes, with nothing added to Flink but the one jar.
 */
@Timeout(180)
class SqlClientITCase {

    private static final Map<String, String> PLACES =
            Map.of("front-door", "Main entrance", "garage", "Ramp, level -1");
    private static final int SECONDS = 45;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration UPLOAD = Duration.ofMillis(1_300);
    private static final Duration LONGEST_SCRIPT = Duration.ofMinutes(2);
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @RegisterExtension static final ProcessFolder FOLDER = new ProcessFolder();

    private static final List<EmulatedStream> CAMERAS = new ArrayList<>();
    private static KvsEmulator emulator;
    private static FlinkCluster cluster;

    @BeforeAll
    static void startCamerasAndCluster() {
        emulator = KvsEmulator.start();
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
        for (String name : List.of("front-door", "garage")) {
            EmulatedStream camera = emulator.createStream(name);
            // Not the same times, so that no row of a camera can be taken for one of the other's.
            Instant first = begin.plusMillis(130L * CAMERAS.size());
            SmallCamera.record(camera, first, UPLOAD, SECONDS);
            CAMERAS.add(camera);
        }
        cluster =
                FlinkCluster.in(FOLDER.path(), FlinkDistribution.ofLine("2.3"))
                        .environment(AwsEnvironment.of(emulator.endpoint()))
                        .set("taskmanager.numberOfTaskSlots", "1")
                        .start(2);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
        emulator.close();
        assertThat(FOLDER.linesWith("uncaught exception"))
                .as("what ends behind a job's class loader has all that it needs")
                .isEmpty();
    }

    @Test
    void fragmentsAreTheRowsOfATable() {
        List<Map<String, String>> rows = run("fragments.sql").rows();

        for (EmulatedStream camera : CAMERAS) {
            List<Map<String, String>> expected = new ArrayList<>();
            for (StoredFragment fragment : camera.fragments()) {
                expected.add(
                        Map.of(
                                "camera", camera.name(),
                                "number", fragment.number(),
                                "recorded", SHOWN.format(fragment.producerTimestamp()),
                                "received", SHOWN.format(fragment.serverTimestamp()),
                                "tags", "{second=" + expected.size() + "}"));
            }
            assertThat(rows)
                    .filteredOn(row -> row.get("camera").equals(camera.name()))
                    .containsExactlyElementsOf(expected);
        }
        assertThat(rows).hasSize(CAMERAS.size() * SECONDS);
    }

    @Test
    void windowsOfEventTimeCountEachFragmentOfACamera() {
        List<Map<String, String>> expected = new ArrayList<>();
        for (EmulatedStream camera : CAMERAS) {
            Map<Instant, Long> windows =
                    camera.fragments().stream().collect(groupingBy(f -> windowOf(f), counting()));
            windows.forEach(
                    (start, fragments) ->
                            expected.add(
                                    Map.of(
                                            "op", "+I",
                                            "camera", camera.name(),
                                            "window_start", SHOWN.format(start),
                                            "fragments", fragments.toString(),
                                            "longest_upload", UPLOAD.toSeconds() + "")));
        }

        assertThat(run("windows.sql").rows()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void keyFramesAreJoinedWithTheirCamerasPlaces() {
        List<Map<String, String>> expected = new ArrayList<>();
        for (EmulatedStream camera : CAMERAS) {
            for (StoredFragment fragment : camera.fragments()) {
                expected.add(
                        Map.of(
                                "place",
                                PLACES.get(camera.name()),
                                "taken",
                                SHOWN.format(fragment.producerTimestamp()),
                                "codec",
                                SmallCamera.CODEC,
                                "width",
                                SmallCamera.WIDTH + "",
                                "height",
                                SmallCamera.HEIGHT + ""));
            }
        }

        assertThat(run("join.sql").rows()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void filesHoldEachKeyFrameOnceAndByteForByte() throws IOException {
        run("files.sql");

        for (EmulatedStream camera : CAMERAS) {
            List<JsonNode> lines =
                    lines(FOLDER.path().resolve("key-frames/camera=" + camera.name()));
            assertThat(lines).hasSize(SECONDS);
            for (int second = 0; second < SECONDS; second++) {
                JsonNode line = lines.get(second);
                Instant recorded = camera.fragments().get(second).producerTimestamp();
                assertThat(Instant.parse(line.get("taken").asText())).isEqualTo(recorded);
                assertThat(line.get("picture").binaryValue())
                        .isEqualTo(SmallCamera.picture(camera, second));
                assertThat(line.get("width").asInt()).isEqualTo(SmallCamera.WIDTH);
            }
        }
    }

    private static SqlOutput run(String script) {
        SqlOutput output =
                cluster.sqlClient()
                        .run(
                                Reactor.file("examples/sql/" + script),
                                Reactor.jar("flink-sql-connector-kvs-media"),
                                LONGEST_SCRIPT);
        assertThat(output.hasError()).as(output.text()).isFalse();
        return output;
    }

    private static Instant windowOf(StoredFragment fragment) {
        long length = WINDOW.toMillis();
        long time = fragment.producerTimestamp().toEpochMilli();
        return Instant.ofEpochMilli(time - time % length);
    }

    /** The lines of all files that are committed, by their time. */
    private static List<JsonNode> lines(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    lines.add(json.readTree(line));
                }
            }
        }
        lines.sort(Comparator.comparing(line -> Instant.parse(line.get("taken").asText())));
        return lines;
    }
}
