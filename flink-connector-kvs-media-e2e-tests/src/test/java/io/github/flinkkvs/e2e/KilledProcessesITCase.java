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
import io.github.flinkkvs.e2e.process.EmulatorProcess;
import io.github.flinkkvs.e2e.process.FlinkCluster;
import io.github.flinkkvs.e2e.process.FlinkDistribution;
import io.github.flinkkvs.e2e.process.FlinkRest;
import io.github.flinkkvs.e2e.process.ProcessFolder;
import io.github.flinkkvs.e2e.process.Reactor;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.store.StoredFragment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Exactly once on processes that are killed, with the job submitted as a user would. */
@Timeout(300)
class KilledProcessesITCase {

    private static final String JOB = "io.github.flinkkvs.examples.FragmentIndexJob";
    private static final Duration LONG = Duration.ofSeconds(90);

    @RegisterExtension static final ProcessFolder FOLDER = new ProcessFolder();

    private final Path storage = FOLDER.path().resolve("storage");
    private final Path index = FOLDER.path().resolve("index");

    @Test
    void neitherTheLossOfATaskManagerNorOfTheServiceNorARescalingShowsInTheOutput()
            throws Exception {
        try (EmulatorProcess emulator = startEmulator();
                FlinkCluster cluster = startCluster(emulator)) {
            FlinkRest rest = cluster.rest();
            String job = submit(cluster, List.of(), 2);
            awaitProgress(rest, job);

            cluster.taskManagers().get(0).kill();
            cluster.startTaskManager();
            awaitProgress(rest, job);

            emulator.process().kill();
            emulator.start();
            awaitProgress(rest, job);

            String savepoint =
                    rest.stopWithSavepoint(job, FOLDER.path().resolve("savepoints").toUri());
            assertThat(rest.awaitEnd(job, LONG)).isEqualTo("FINISHED");

            job = submit(cluster, List.of("-s", savepoint), 1);
            awaitProgress(rest, job);
            rest.stopWithSavepoint(job, FOLDER.path().resolve("savepoints").toUri());
            assertThat(rest.awaitEnd(job, LONG)).isEqualTo("FINISHED");
        }

        Map<String, List<String>> stored = stored();
        Map<String, List<String>> written = written();
        assertThat(written.keySet()).isEqualTo(stored.keySet());
        written.forEach(
                (stream, numbers) ->
                        assertThat(numbers)
                                .isEqualTo(stored.get(stream).subList(0, numbers.size())));
    }

    private EmulatorProcess startEmulator() {
        return EmulatorProcess.start(
                FOLDER.path(), "--folder=" + storage, "--cameras=2,size=160x96,fps=5");
    }

    private static FlinkCluster startCluster(EmulatorProcess emulator) {
        return FlinkCluster.in(FOLDER.path(), FlinkDistribution.ofLine("2.3"))
                .environment(AwsEnvironment.of(emulator.endpoint()))
                .set("taskmanager.numberOfTaskSlots", "1")
                .start(2);
    }

    private String submit(FlinkCluster cluster, List<String> options, int parallelism) {
        return cluster.cli()
                .run(
                        options,
                        Reactor.jobJar(),
                        JOB,
                        "--streams=cam-1,cam-2",
                        "--start=earliest",
                        "--parallelism=" + parallelism,
                        "--checkpoint-interval=1s",
                        "--output=" + index.toUri());
    }

    /** Waits until the job runs as a whole, and has written more. */
    private void awaitProgress(FlinkRest rest, String job) {
        rest.awaitAllRunning(job, LONG);
        int before = lines().size();
        Eventually.await(
                "more than " + before + " lines in " + index,
                LONG,
                () -> lines().size() > before + 4);
    }

    /** What the service has, read from its folder once it is dead. */
    private Map<String, List<String>> stored() {
        Map<String, List<String>> numbers = new TreeMap<>();
        try (KvsEmulator emulator = KvsEmulator.builder().folder(storage).start()) {
            for (EmulatedStream stream : emulator.streams()) {
                numbers.put(
                        stream.name(),
                        stream.fragments().stream().map(StoredFragment::number).toList());
            }
        }
        return numbers;
    }

    private Map<String, List<String>> written() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, List<String>> numbers = new TreeMap<>();
        for (String line : lines()) {
            JsonNode fragment = json.readTree(line);
            numbers.computeIfAbsent(
                            fragment.get("streamName").asText(), stream -> new ArrayList<>())
                    .add(fragment.get("fragmentNumber").asText());
        }
        // All numbers have the same length; the order within files is another test's.
        numbers.values().forEach(list -> list.sort(null));
        return numbers;
    }

    private List<String> lines() {
        if (!Files.exists(index)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(index)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
