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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes the savepoints that {@link GoldenSavepointsITCase} restores, amid a stream, and puts them
 * into the folder that {@code -Dkvs.golden=…} names, each with what had been read; see
 * docs/testing.md. No build runs it.
 */
@EnabledIfSystemProperty(named = GoldenSavepointsWriter.FOLDER, matches = ".+")
class GoldenSavepointsWriter {

    static final String FOLDER = "kvs.golden";
    static final String READ = "read.txt";

    /** What is noted of a fragment: its place, whatever its bytes. */
    static final Function<IndexLine, String> LINE_OF = line -> line.stream() + " " + line.number();

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    @TempDir private Path savepoints;

    @ParameterizedTest
    @EnumSource
    void write(GoldenCase job) throws Exception {
        try (GoldenStreams streams = new GoldenStreams()) {
            List<IndexLine> wanted = streams.lines(GoldenStreams.CAMERA).subList(0, 7);
            List<IndexLine> others = streams.lines(GoldenStreams.OTHER_CAMERA).subList(0, 11);
            stallBehind(streams, GoldenStreams.CAMERA, wanted.size());
            stallBehind(streams, GoldenStreams.OTHER_CAMERA, others.size());
            long sessions = job == GoldenCase.BOUNDED ? 2 : 3;
            Sightings sightings = new Sightings();

            JobClient client =
                    new TestingJob(job.source(streams), sightings)
                            .through(new LastFragments(new Sightings()))
                            .start();
            Eventually.await(
                    "a session of each stream",
                    LONGEST,
                    () -> streams.emulator().sessionsOpened() == sessions);
            sightings.await(wanted.get(wanted.size() - 1));
            sightings.await(others.get(others.size() - 1));
            String savepoint =
                    client.stopWithSavepoint(
                                    false,
                                    savepoints.toUri().toString(),
                                    SavepointFormatType.CANONICAL)
                            .get(LONGEST.toSeconds(), TimeUnit.SECONDS);

            assertThat(sightings.byStream().get(GoldenStreams.CAMERA)).isEqualTo(wanted);
            assertThat(sightings.byStream().get(GoldenStreams.OTHER_CAMERA)).isEqualTo(others);
            keep(Path.of(URI.create(savepoint)), sightings.lines(), job);
        }
    }

    /** Sends some fragments and part of the next one; later sessions get nothing. */
    private static void stallBehind(GoldenStreams streams, String name, int fragments) {
        EmulatedStream stream = streams.emulator().stream(name);
        long bytes =
                stream.fragments().stream()
                                .limit(fragments)
                                .mapToLong(GoldenSavepointsWriter::sentBytes)
                                .sum()
                        + 1_000;
        AtomicInteger session = new AtomicInteger();
        stream.stallEachSessionAfterBytes(() -> session.getAndIncrement() == 0 ? bytes : 0);
    }

    private static long sentBytes(StoredFragment fragment) {
        return fragment.size() + fragment.trailerAt(fragment.serverTimestamp()).length;
    }

    private static void keep(Path savepoint, List<IndexLine> read, GoldenCase job)
            throws Exception {
        Path folder = job.folder(Path.of(System.getProperty(FOLDER)));
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(savepoint)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.write(folder.resolve(READ), read.stream().map(LINE_OF).sorted().toList());
    }
}
