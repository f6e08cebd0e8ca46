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

import io.github.flinkkvs.emulator.CameraHandle;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.CollectionUtil;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

/** Three cameras, one of which is exchanged for another, and a job that fails. */
@Timeout(180)
class ArchiveITCase {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CAMERAS = List.of("front-door", "garage", "garden");

    @TempDir private static Path archive;

    private static final Failures FAILURES = Failures.behind(4, 14);
    private static final List<StoredFragment> FILMED = new ArrayList<>();
    private static final Map<String, List<StoredFragment>> FILMED_BY = new TreeMap<>();

    @BeforeAll
    static void filmAndArchive() throws Exception {
        Instant end = Instant.now().plusSeconds(20);
        try (KvsEmulator emulator = KvsEmulator.start()) {
            CAMERAS.forEach(emulator::createStream);
            emulator.stream("garage").addCamera(camera("garage").audio(true).build());
            emulator.stream("garden").addCamera(camera("garden").build());
            EmulatedStream exchanged = emulator.stream("front-door");
            exchanged.storePast(camera("old").build(), end.minusSeconds(26), Duration.ofSeconds(6));
            try (CameraHandle ignored = exchanged.addCamera(camera("new").size(192, 108).build())) {
                archive(emulator, end);
            }
            for (String camera : CAMERAS) {
                List<StoredFragment> filmed =
                        emulator.stream(camera).fragments().stream()
                                .filter(fragment -> fragment.serverTimestamp().isBefore(end))
                                .toList();
                FILMED.addAll(filmed);
                FILMED_BY.put(camera, filmed);
            }
        }
    }

    private static SyntheticCamera.Builder camera(String name) {
        return SyntheticCamera.builder(name)
                .size(160, 90)
                .framesPerSecond(5)
                .fragmentLength(Duration.ofSeconds(2));
    }

    private static void archive(KvsEmulator emulator, Instant end) throws Exception {
        ArchiveArguments arguments = new ArchiveArguments();
        WrongArgumentsException.parse(
                arguments,
                new String[] {
                    "--streams=" + String.join(",", CAMERAS),
                    "--endpoint=" + emulator.endpoint(),
                    "--region=us-east-1",
                    "--stop=server-timestamp=" + end,
                    "--parallelism=2",
                    "--checkpoint-interval=1s",
                    "--output=" + archive.toUri()
                });
        StreamExecutionEnvironment env = arguments.job.environment();
        DataStream<MediaFragment> fragments =
                env.fromSource(
                        Archive.source(arguments), WatermarkStrategy.noWatermarks(), "Streams");
        Archive.write(fragments.map(FAILURES), arguments.output);
        env.execute();
    }

    @Test
    void everyFragmentIsInTheIndexOnceInSpiteOfFailures() throws IOException {
        assertThat(FAILURES.happened()).isPositive();
        assertThat(index())
                .extracting(line -> line.get("fragment_number").asText())
                .containsExactlyInAnyOrderElementsOf(
                        FILMED.stream().map(StoredFragment::number).toList());
    }

    @Test
    void everyFolderHasAsManyFragmentsAndFramesAsTheIndexSays() throws IOException {
        Map<String, Integer> framesOfFolders =
                index().stream()
                        .collect(
                                groupingBy(
                                        line -> line.get("folder").asText(),
                                        TreeMap::new,
                                        summingInt(line -> line.get("frames").asInt())));
        Map<String, Integer> found = new TreeMap<>();
        int fragments = 0;
        for (Path file : media()) {
            List<StoredFragment> clusters = clusters(file);
            fragments += clusters.size();
            int frames = clusters.stream().mapToInt(StoredFragment::frames).sum();
            found.merge(folder(file), frames, Integer::sum);
        }

        assertThat(found).isEqualTo(framesOfFolders);
        assertThat(fragments).isEqualTo(FILMED.size());
        assertThat(found.keySet())
                .allMatch(
                        folder ->
                                folder.matches(
                                        "stream=[a-z-]+/day=\\d{4}-\\d\\d-\\d\\d/hour=\\d\\d"
                                                + "/tracks=[0-9a-f]{8}"));
    }

    @Test
    void theExchangedCameraGoesOnInAnotherFolder() throws IOException {
        assertThat(media().stream().map(ArchiveITCase::tracks).filter(t -> t.startsWith("front")))
                .hasSizeGreaterThan(1);
        assertThat(media().stream().map(ArchiveITCase::tracks).distinct()).hasSize(4);
    }

    @Test
    void ffmpegDecodesEveryFileWithoutAnErrorAndFindsEachFrameByteForByteOnce() throws Exception {
        Ffmpeg.assumeInstalled();
        for (String camera : CAMERAS) {
            List<String> archived = new ArrayList<>();
            for (Path file : media()) {
                if (file.toString().contains("stream=" + camera + "/")) {
                    Ffmpeg.decode(file);
                    archived.addAll(hashesOfFrames(file));
                }
            }
            List<String> filmed = new ArrayList<>();
            Path chunk = archive.resolve(camera + ".chunk");
            for (StoredFragment fragment : FILMED_BY.get(camera)) {
                filmed.addAll(hashesOfFrames(Files.write(chunk, fragment.toByteArray())));
            }

            assertThat(archived).containsExactlyInAnyOrderElementsOf(filmed).isNotEmpty();
        }
    }

    @Test
    void theIndexAnswersTheQueriesOfItsScript() throws Exception {
        List<List<Row>> answers = new ArrayList<>();
        TableEnvironment session = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        for (String statement : script()) {
            if (statement.startsWith("SELECT")) {
                try (CloseableIterator<Row> rows = session.executeSql(statement).collect()) {
                    answers.add(CollectionUtil.iteratorToList(rows));
                }
            } else if (!statement.startsWith("SET")) {
                session.executeSql(statement);
            }
        }

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).stream().mapToLong(row -> (long) row.getField("fragments")).sum())
                .isEqualTo(FILMED.size());
        assertThat(answers.get(0).stream().mapToInt(row -> (int) row.getField("frames")).sum())
                .isEqualTo(FILMED.stream().mapToInt(StoredFragment::frames).sum());
        assertThat(answers.get(1)).isEmpty();
    }

    private static List<String> script() throws IOException {
        String text = Files.readString(Path.of("sql", "archive-index.sql"));
        return Stream.of(text.replaceAll("--.*", "").split(";"))
                .map(statement -> statement.replace("'archive/index'", "'" + archive + "/index'"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static List<JsonNode> index() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Path file : committed(archive.resolve("index"))) {
            for (String line : Files.readAllLines(file)) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private static List<Path> media() throws IOException {
        return committed(archive.resolve("media"));
    }

    private static List<Path> committed(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static String folder(Path file) {
        return archive.resolve("media").relativize(file.getParent()).toString();
    }

    private static String tracks(Path file) {
        return folder(file).replaceAll("stream=([^/]*)/.*tracks=", "$1 ");
    }

    /** As the emulator's own parser cuts the file. */
    private static List<StoredFragment> clusters(Path file) {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("file");
            stream.storeMatroska(file, Instant.now().minusSeconds(3600));
            return stream.fragments();
        }
    }

    private static List<String> hashesOfFrames(Path file) throws Exception {
        return Ffmpeg.probe(file, "packet=data_hash", "-show_data_hash", "sha256")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
