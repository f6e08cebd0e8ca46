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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The job as the command line starts it, over real GetMedia bytes. */
@Timeout(60)
class FragmentIndexJobITCase {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLEAN = "output_get_media.mkv";
    private static final String MIXED_TAGS = "test_mixed_tags.mkv";
    private static final String CUT = "output-get-media-non-increasing-timecode.mkv";

    private final KvsEmulator emulator = KvsEmulator.start();
    private Captures captures;

    @TempDir private Path output;

    @BeforeEach
    void replayTheCaptures() throws IOException {
        captures = Captures.find();
        emulator.createStream("clean").replayCapture(captures.file(CLEAN));
        emulator.createStream("tags").replayCapture(captures.file(MIXED_TAGS));
        emulator.createStream("cut").replayCapture(captures.file(CUT));
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void everyCompleteChunkOfTheCapturesIsOneExactLine() throws Exception {
        run(
                "--streams=clean,tags,cut",
                "--start=earliest",
                "--stop=server-timestamp=2019-01-01T00:00:00Z",
                "--parallelism=2",
                "--checkpoint-interval=500ms");

        List<JsonNode> lines = lines();
        assertThat(linesOf("clean", lines)).isEqualTo(captures.expectedLines(CLEAN, "clean"));
        assertThat(linesOf("tags", lines)).isEqualTo(captures.expectedLines(MIXED_TAGS, "tags"));
        assertThat(linesOf("cut", lines)).isEqualTo(captures.expectedLines(CUT, "cut"));
        assertThat(lines).hasSize(5 + 10 + 11);
        assertThat(emulator.openSessions()).isZero();
    }

    @Test
    void startIsBehindTheNamedFragmentAndStopBeforeTheFirstThatArrivedLater() throws Exception {
        List<JsonNode> expected = captures.expectedLines(CLEAN, "clean");

        run(
                "--streams",
                "clean",
                "--start",
                "after-fragment=" + expected.get(0).get("fragmentNumber").asText(),
                "--stop",
                "server-timestamp=" + expected.get(3).get("serverTimestamp").asText());

        assertThat(lines()).isEqualTo(expected.subList(1, 3));
    }

    @Test
    void anUnknownStreamIsNamedInTheErrorOfTheJob() {
        assertThatThrownBy(() -> run("--streams=nowhere", "--start=earliest"))
                .hasStackTraceContaining("Cannot read stream nowhere from earliest")
                .hasStackTraceContaining("ResourceNotFoundException");
    }

    @Test
    void wrongArgumentsStartNoJob() {
        assertThatThrownBy(() -> run("--streams=clean", "--start=yesterday"))
                .isInstanceOf(WrongArgumentsException.class);
        assertThat(emulator.sessionsOpened()).isZero();
    }

    private void run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--endpoint=" + emulator.endpoint());
        all.add("--region=us-east-1");
        all.add("--output=" + output.toUri());
        FragmentIndexJob.main(all.toArray(new String[0]));
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(FragmentIndexJobITCase::isCommitted).sorted().toList()) {
                assertThat(file.getFileName().toString())
                        .startsWith("fragments-")
                        .endsWith(".jsonl");
                for (String line : Files.readAllLines(file)) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        return lines;
    }

    private static boolean isCommitted(Path file) {
        return !file.getFileName().toString().startsWith(".");
    }

    private static List<JsonNode> linesOf(String stream, List<JsonNode> lines) {
        return lines.stream().filter(l -> l.get("streamName").asText().equals(stream)).toList();
    }
}
