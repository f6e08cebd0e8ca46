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

package io.github.flinkkvs.media.table;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A query that is stopped with a savepoint amid its streams goes on from there, in the same form or
 * in one that Flink lets it change to: each fragment is written once.
 */
@Timeout(120)
class SavepointITCase {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String COLUMNS =
            "media BYTES,"
                    + " camera STRING METADATA FROM 'stream-name',"
                    + " number STRING METADATA FROM 'fragment-number',"
                    + " received TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp',"
                    + " recorded TIMESTAMP_LTZ(3) METADATA FROM 'producer-timestamp',"
                    + " WATERMARK FOR recorded AS SOURCE_WATERMARK()";
    private static final String INSERT = "INSERT INTO written SELECT camera, number FROM cameras";

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.start();
    private final TestingCameras cameras = new TestingCameras(emulator);
    private final EmulatedStream door = cameras.begin("door", 60);
    private final EmulatedStream gate = cameras.begin("gate", 60);

    @TempDir Path folder;

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    /** A session that reads slowly enough to be stopped amid the streams. */
    private TestingTables slow() {
        return session("source.reader.max-fragments-per-second", "20");
    }

    private TestingTables session(String... more) {
        TestingTables tables = TestingTables.streaming(emulator);
        tables.session.getConfig().set("execution.checkpointing.interval", "100 ms");
        // Plans are numbered on within a JVM, so the number must not be part of what is restored.
        tables.session.getConfig().set("table.exec.uid.format", "<type>_<transformation>");
        Map<String, String> options = tables.options(more);
        options.put("stream", "door;gate");
        options.put("scan.startup.mode", "earliest");
        tables.create("cameras", COLUMNS, options);
        tables.create(
                "written",
                "camera STRING, number STRING",
                Map.of(
                        "connector", "filesystem",
                        "path", folder.resolve("written").toUri().toString(),
                        "format", "json",
                        // A file for each line, so that a checkpoint commits all lines.
                        "sink.rolling-policy.file-size", "1b"));
        return tables;
    }

    private TestingTables restored(String savepoint) {
        TestingTables tables = session();
        tables.session.getConfig().set("execution.state-recovery.path", savepoint);
        tables.session.getConfig().set("execution.state-recovery.ignore-unclaimed-state", "true");
        return tables;
    }

    private static String compiled(TestingTables tables, String sql) {
        return tables.session.compilePlanSql(sql).asJsonString();
    }

    private static TableResult execute(TestingTables tables, String plan) {
        return tables.session.loadPlan(PlanReference.fromJsonString(plan)).execute();
    }

    private String stopAmidTheStreams(TableResult job) throws Exception {
        await(() -> lines().size() >= 10);
        String savepoint =
                job.getJobClient()
                        .orElseThrow()
                        .stopWithSavepoint(
                                false,
                                folder.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get(60, TimeUnit.SECONDS);
        assertThat(lines()).hasSizeLessThan(120);
        return savepoint;
    }

    private static void cancel(TableResult job) throws Exception {
        JobClient client = job.getJobClient().orElseThrow();
        client.cancel().get(30, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** The lines that are committed; other files are hidden. */
    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(Files.createDirectories(folder.resolve("written")))) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.sort(null);
        return lines;
    }

    private static Stream<String> linesOf(String camera, List<StoredFragment> fragments) {
        return fragments.stream()
                .map(
                        fragment ->
                                "{\"camera\":\"%s\",\"number\":\"%s\"}"
                                        .formatted(camera, fragment.number()));
    }

    private List<String> allLines() {
        return Stream.concat(linesOf("door", door.fragments()), linesOf("gate", gate.fragments()))
                .sorted()
                .toList();
    }

    @Test
    void aQueryGoesOnFromItsSavepoint() throws Exception {
        String savepoint = stopAmidTheStreams(slow().session.executeSql(INSERT));
        cameras.add(door, 10);

        TableResult job = restored(savepoint).session.executeSql(INSERT);

        await(() -> lines().size() >= 130);
        cancel(job);
        assertThat(lines()).isEqualTo(allLines());
    }

    @Test
    void aCompiledPlanGoesOnFromItsSavepointInAnotherSession() throws Exception {
        TestingTables first = slow();
        first.session.getConfig().set("table.plan.compile.catalog-objects", "IDENTIFIER");
        String plan = compiled(first, INSERT);
        String savepoint = stopAmidTheStreams(execute(first, plan));
        cameras.add(door, 10);

        TableResult job = execute(restored(savepoint), plan);

        await(() -> lines().size() >= 130);
        cancel(job);
        assertThat(lines()).isEqualTo(allLines());
    }

    @Test
    void anotherProjectionGoesOnWhereTheFirstStopped() throws Exception {
        TestingTables first = slow();
        String savepoint = stopAmidTheStreams(execute(first, compiled(first, INSERT)));
        cameras.add(door, 10);
        TestingTables upgraded = restored(savepoint);

        TableResult job =
                execute(
                        upgraded,
                        compiled(
                                upgraded,
                                "INSERT INTO written SELECT MD5(DECODE(media, 'US-ASCII')), number FROM cameras"));

        await(() -> lines().size() >= 130);
        cancel(job);
        assertThat(numbers(lines().stream())).isEqualTo(numbers(allLines().stream()));
    }

    private static List<String> numbers(Stream<String> lines) {
        return lines.map(line -> line.replaceAll(".*\"number\":\"(\\d+)\".*", "$1"))
                .sorted()
                .toList();
    }

    @Test
    void aConditionThatIsAddedIsMetFromTheSavepointOn() throws Exception {
        TestingTables first = slow();
        String savepoint = stopAmidTheStreams(execute(first, compiled(first, INSERT)));
        List<String> before = lines();
        cameras.add(gate, 10);
        TestingTables upgraded = restored(savepoint);

        TableResult job = execute(upgraded, compiled(upgraded, INSERT + " WHERE camera = 'gate'"));

        List<String> expected =
                Stream.concat(
                                before.stream().filter(line -> line.contains("door")),
                                linesOf("gate", gate.fragments()))
                        .sorted()
                        .toList();
        await(() -> lines().size() >= expected.size());
        cancel(job);
        assertThat(lines()).isEqualTo(expected);
    }

    @Test
    void aRangeOfTimeThatIsAddedEndsTheQueryAndDoesNotStartItAnew() throws Exception {
        TestingTables first = slow();
        String savepoint = stopAmidTheStreams(execute(first, compiled(first, INSERT)));
        List<String> stored = allLines();
        cameras.add(door, 10);
        cameras.add(gate, 10);
        TestingTables upgraded = restored(savepoint);
        String range =
                " WHERE received > TIMESTAMP '2020-01-01 00:00:00' AND received < TIMESTAMP '%s'"
                        .formatted(
                                cameras.begin
                                        .plusSeconds(60)
                                        .toString()
                                        .replace('T', ' ')
                                        .replace("Z", ""));

        execute(upgraded, compiled(upgraded, INSERT + range)).await();

        assertThat(lines()).isEqualTo(stored);
    }
}
