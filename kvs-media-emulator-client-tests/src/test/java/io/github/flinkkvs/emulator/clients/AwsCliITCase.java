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

package io.github.flinkkvs.emulator.clients;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.emulator.store.StoredFragment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** The AWS CLI does with the emulator what it does with the service. */
@Timeout(90)
class AwsCliITCase {
    private static final String SOURCE = "--stream-name";
    private static final String STREAM = "front-door";
    private static final Instant TAKEN = Instant.parse("2025-01-01T12:00:00Z");

    private final ObjectMapper json = new ObjectMapper();
    private KvsEmulator emulator;
    private Program aws;

    @TempDir private Path folder;

    @BeforeEach
    void start() {
        aws = new Program("aws", folder, environment(Account.SECRET));
        emulator = Account.emulator().start();
    }

    @AfterEach
    void stop() {
        // Null where the CLI is not installed.
        if (emulator != null) {
            emulator.close();
        }
    }

    @Test
    void aStreamIsCreatedTaggedRetainedAndDeleted() throws Exception {
        String arn =
                control("create-stream", SOURCE, STREAM, "--data-retention-in-hours", "2")
                        .path("StreamARN")
                        .asText();
        assertThat(arn).isEqualTo(emulator.stream(STREAM).arn());
        assertThat(control("list-streams").path("StreamInfoList").findValuesAsText("StreamName"))
                .containsExactly(STREAM);

        control("tag-stream", SOURCE, STREAM, "--tags", "site=north,floor=2");
        control("untag-stream", SOURCE, STREAM, "--tag-key-list", "floor");
        assertThat(control("list-tags-for-stream", SOURCE, STREAM).path("Tags"))
                .isEqualTo(json.readTree("{\"site\":\"north\"}"));

        JsonNode before = describe();
        control(
                "update-data-retention",
                SOURCE,
                STREAM,
                "--current-version",
                before.path("Version").asText(),
                "--operation",
                "INCREASE_DATA_RETENTION",
                "--data-retention-change-in-hours",
                "3");
        JsonNode after = describe();
        assertThat(before.path("DataRetentionInHours").asInt()).isEqualTo(2);
        assertThat(before.path("Status").asText()).isEqualTo("ACTIVE");
        assertThat(after.path("DataRetentionInHours").asInt()).isEqualTo(5);
        assertThat(after.path("Version")).isNotEqualTo(before.path("Version"));

        control("delete-stream", "--stream-arn", arn);
        assertThat(emulator.streams()).isEmpty();
    }

    @Test
    void getMediaWritesWhatWasStoredByteForByte() throws Exception {
        byte[] stored = new Recording(6, 20_000, 5).getMediaBody();
        EmulatedStream stream = emulator.createStream(STREAM);
        stream.replayCapture(stored);
        stream.endEachSessionAfterBytes(() -> stored.length, SessionEnd.CLEAN);

        Path file = folder.resolve("media.mkv");
        String reply =
                aws.run(
                        "--endpoint-url",
                        dataEndpoint("GET_MEDIA"),
                        "kinesis-video-media",
                        "get-media",
                        SOURCE,
                        STREAM,
                        "--start-selector",
                        "StartSelectorType=EARLIEST",
                        file.toString());

        assertThat(json.readTree(reply).path("ContentType").asText()).isEqualTo("video/webm");
        assertThat(Files.readAllBytes(file)).isEqualTo(stored);
    }

    @Test
    void fragmentsAreListedPageByPageAndFetched() throws Exception {
        EmulatedStream stream = emulator.createStream(STREAM);
        Path recording =
                Files.write(folder.resolve("recording.mkv"), new Recording(7, 9000, 6).matroska());
        stream.storeMatroska(recording, TAKEN);

        JsonNode listed =
                json.readTree(
                        archive(
                                "LIST_FRAGMENTS",
                                "list-fragments",
                                "--page-size",
                                "3",
                                "--fragment-selector",
                                selector(TAKEN.plusSeconds(2), TAKEN.plusSeconds(10))));
        List<StoredFragment> wanted = stream.fragments().subList(1, 6);
        assertThat(listed.path("Fragments").findValuesAsText("FragmentNumber"))
                .containsExactlyInAnyOrderElementsOf(numbers(wanted));
        assertThat(listed.path("Fragments"))
                .allSatisfy(
                        f ->
                                assertThat(f.path("FragmentLengthInMilliseconds").asInt())
                                        .isPositive())
                .extracting(f -> (long) f.path("ProducerTimestamp").asDouble())
                .contains(TAKEN.getEpochSecond() + 2, TAKEN.getEpochSecond() + 10);

        Path file = folder.resolve("fragments.mkv");
        List<String> arguments = new ArrayList<>(List.of("--fragments"));
        arguments.addAll(numbers(wanted));
        arguments.addAll(List.of("--", file.toString()));
        archive(
                "GET_MEDIA_FOR_FRAGMENT_LIST",
                "get-media-for-fragment-list",
                arguments.toArray(String[]::new));

        assertThat(Files.readAllBytes(file)).isEqualTo(chunks(wanted));
    }

    @Test
    void aWrongSecretIsRefused() throws Exception {
        emulator.createStream(STREAM);
        Program stranger = new Program("aws", folder, environment("not-the-secret"));

        Program.Result refused =
                stranger.attempt(
                        "--endpoint-url",
                        emulator.endpoint().toString(),
                        "kinesisvideo",
                        "describe-stream",
                        SOURCE,
                        STREAM);

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.complaint()).contains("DescribeStream operation").contains("signature");
    }

    private JsonNode describe() throws Exception {
        return control("describe-stream", SOURCE, STREAM).path("StreamInfo");
    }

    private String dataEndpoint(String api) throws Exception {
        return control("get-data-endpoint", SOURCE, STREAM, "--api-name", api)
                .path("DataEndpoint")
                .asText();
    }

    private JsonNode control(String command, String... arguments) throws Exception {
        return json.readTree(
                aws.with("--endpoint-url", emulator.endpoint().toString(), "kinesisvideo", command)
                        .run(arguments));
    }

    private String archive(String api, String command, String... arguments) throws Exception {
        return aws.with("--endpoint-url", dataEndpoint(api), "kinesis-video-archived-media")
                .with(command, SOURCE, STREAM)
                .run(arguments);
    }

    private static String selector(Instant start, Instant end) {
        return """
                {"FragmentSelectorType": "PRODUCER_TIMESTAMP",
                 "TimestampRange": {"StartTimestamp": "%s", "EndTimestamp": "%s"}}"""
                .formatted(start, end);
    }

    private static List<String> numbers(List<StoredFragment> fragments) {
        return fragments.stream().map(StoredFragment::number).toList();
    }

    private static byte[] chunks(List<StoredFragment> fragments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        fragments.forEach(fragment -> bytes.writeBytes(fragment.toByteArray()));
        return bytes.toByteArray();
    }

    /** Nothing of the account of whoever runs the test. */
    private Map<String, String> environment(String secret) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("AWS_ACCESS_KEY_ID", Account.KEY_ID);
        environment.put("AWS_SECRET_ACCESS_KEY", secret);
        environment.put("AWS_SESSION_TOKEN", "");
        environment.put("AWS_DEFAULT_REGION", Account.REGION);
        environment.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString());
        environment.put("AWS_PAGER", "");
        environment.put("AWS_MAX_ATTEMPTS", "1");
        return environment;
    }
}
