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

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static io.github.flinkkvs.e2e.GoldenSavepointsWriter.LINE_OF;
import static io.github.flinkkvs.e2e.GoldenSavepointsWriter.READ;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Savepoints of every version, taken on the oldest line of Flink, are restored by this version on
 * this line, and reading goes on with exactly the next fragment. {@link GoldenSavepointsWriter}
 * took them.
 */
class GoldenSavepointsITCase {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("savepoints")
    void readingGoesOnWithTheNextFragment(String version, GoldenCase job, Path savepoint)
            throws Exception {
        try (GoldenStreams streams = new GoldenStreams()) {
            List<String> read = Files.readAllLines(savepoint.resolve(READ));
            Map<String, List<IndexLine>> expected = expected(job, streams, read);
            Sightings sightings = new Sightings();
            Sightings restored = new Sightings();

            JobClient client =
                    new TestingJob(job.source(streams), sightings)
                            .through(new LastFragments(restored))
                            .parallelism(3)
                            .restoreFrom(savepoint.toUri().toString())
                            .start();
            if (job == GoldenCase.BOUNDED) {
                client.getJobExecutionResult().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            } else {
                int unread = expected.values().stream().mapToInt(List::size).sum();
                Eventually.await(
                        unread + " fragments", LONGEST, () -> sightings.lines().size() >= unread);
                client.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            }

            assertThat(sightings.byStream()).isEqualTo(expected);
            assertThat(restored.lines())
                    .extracting(LINE_OF::apply)
                    .containsExactlyInAnyOrderElementsOf(lastOfEach(read));
        }
    }

    /** All that was not read before the savepoint, but for what is not to be read at all. */
    private static Map<String, List<IndexLine>> expected(
            GoldenCase job, GoldenStreams streams, List<String> read) {
        Map<String, List<IndexLine>> before = new HashMap<>();
        for (String stream : List.of(GoldenStreams.CAMERA, GoldenStreams.OTHER_CAMERA)) {
            before.put(stream, streams.lines(stream));
        }
        assertThat(before.values().stream().flatMap(List::stream).map(LINE_OF))
                .as("what the streams held then")
                .containsAll(read);
        List<IndexLine> quiet = streams.lines(GoldenStreams.QUIET);
        streams.goOn();
        Map<String, List<IndexLine>> expected = new HashMap<>();
        for (String stream : job.streamsAtRestore()) {
            List<IndexLine> unread = new ArrayList<>(streams.lines(stream));
            if (job == GoldenCase.BOUNDED) {
                unread.retainAll(before.get(stream));
            }
            unread.removeIf(line -> read.contains(LINE_OF.apply(line)));
            unread.removeAll(quiet);
            expected.put(stream, unread);
        }
        return expected;
    }

    /** The lines are in order of stream and number. */
    private static Collection<String> lastOfEach(List<String> read) {
        return read.stream()
                .collect(
                        Collectors.toMap(
                                line -> line.substring(0, line.indexOf(" ")),
                                line -> line,
                                (one, next) -> next))
                .values();
    }

    static Stream<Arguments> savepoints() throws Exception {
        List<Arguments> savepoints = new ArrayList<>();
        for (Path version : list(root())) {
            for (GoldenCase job : GoldenCase.values()) {
                Path savepoint = job.folder(version);
                if (Files.exists(savepoint)) {
                    savepoints.add(Arguments.of(version.getFileName().toString(), job, savepoint));
                }
            }
        }
        return savepoints.stream();
    }

    private static List<Path> list(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Path root() throws URISyntaxException {
        return Path.of(GoldenSavepointsITCase.class.getResource("/golden/savepoints").toURI());
    }
}
