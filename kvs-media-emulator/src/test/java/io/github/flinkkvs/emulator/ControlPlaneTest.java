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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoClient;
import software.amazon.awssdk.services.kinesisvideo.model.ComparisonOperator;
import software.amazon.awssdk.services.kinesisvideo.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisvideo.model.ListStreamsRequest;
import software.amazon.awssdk.services.kinesisvideo.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesisvideo.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisvideo.model.StreamInfo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ControlPlaneTest {
    private static final Instant NOW = Instant.ofEpochMilli(1551924009774L);

    private KvsEmulator emulator;
    private KinesisVideoClient client;

    @BeforeEach
    void start() {
        emulator = KvsEmulator.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();
        client = SdkClients.control(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void describesAStreamByNameAndByArn() {
        EmulatedStream stream = emulator.createStream("door");

        StreamInfo byName = client.describeStream(r -> r.streamName("door")).streamInfo();
        StreamInfo byArn = client.describeStream(r -> r.streamARN(stream.arn())).streamInfo();

        assertThat(byName).isEqualTo(byArn);
        assertThat(byName.streamARN())
                .isEqualTo("arn:aws:kinesisvideo:us-east-1:123456789012:stream/door/1551924009774");
        assertThat(byName.statusAsString()).isEqualTo("ACTIVE");
        assertThat(byName.creationTime()).isEqualTo(NOW);
    }

    @Test
    void aStreamIsNoYoungerThanWhatCameToIt() {
        EmulatedStream stream = emulator.createStream("door");
        String arn = stream.arn();
        Instant past = NOW.minusSeconds(3_600);

        stream.storePast(SyntheticCamera.named("cam"), past, Duration.ofSeconds(2));

        StreamInfo door = client.describeStream(r -> r.streamName("door")).streamInfo();
        assertThat(door.creationTime()).isEqualTo(past);
        assertThat(door.streamARN()).isEqualTo(arn);
        assertThat(client.listStreams().streamInfoList()).containsExactly(door);
    }

    @Test
    void listsTheTagsOfAStream() {
        emulator.createStream("door", Map.of("site", "north"));

        assertThat(client.listTagsForStream(r -> r.streamName("door")).tags())
                .containsExactly(Map.entry("site", "north"));
    }

    @Test
    void listsAllStreamsPageByPage() {
        for (int i = 10; i < 35; i++) {
            emulator.createStream("camera-" + i);
        }
        emulator.createStream("door");

        List<String> names = new ArrayList<>();
        ListStreamsRequest request =
                ListStreamsRequest.builder()
                        .streamNameCondition(
                                c ->
                                        c.comparisonOperator(ComparisonOperator.BEGINS_WITH)
                                                .comparisonValue("camera-"))
                        .build();
        for (ListStreamsResponse page : client.listStreamsPaginator(request)) {
            assertThat(page.streamInfoList()).hasSizeLessThanOrEqualTo(10);
            page.streamInfoList().forEach(info -> names.add(info.streamName()));
        }

        assertThat(names).hasSize(25).isSorted().contains("camera-10", "camera-34");
    }

    @Test
    void anUnknownStreamIsATypedException() {
        assertThatThrownBy(() -> client.describeStream(r -> r.streamName("nowhere")))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(404);
                            assertThat(e.requestId()).isNotEmpty();
                            assertThat(e.getMessage()).contains("nowhere");
                        });
    }

    @Test
    void namingNeitherOrBothOfNameAndArnIsATypedException() {
        EmulatedStream stream = emulator.createStream("door");

        assertThatThrownBy(() -> client.describeStream(r -> {}))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(
                        () ->
                                client.describeStream(
                                        r -> r.streamName("door").streamARN(stream.arn())))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void writesTimesAndAbsentMembersAsTheRealServiceDoes() throws IOException {
        emulator.createStream("door");

        try (RawSession reply =
                new RawSession(
                        emulator.endpoint(), "/describeStream", "{\"StreamName\":\"door\"}")) {
            assertThat(reply.plainBody())
                    .contains("\"CreationTime\":1.551924009774E9")
                    .contains("\"DeviceName\":null")
                    .contains("\"IngestionConfiguration\":null");
        }
    }

    @Test
    void membersThatNobodyKnowsAreIgnored() throws IOException {
        emulator.createStream("door");

        try (RawSession reply =
                new RawSession(
                        emulator.endpoint(),
                        "/describeStream",
                        "{\"StreamName\":\"door\",\"StreamARN\":null,\"Colour\":{\"x\":[1]}}")) {
            assertThat(reply.status()).isEqualTo(200);
        }
    }

    @Test
    void anUnknownPathIsRefusedInXml() throws IOException {
        try (RawSession reply = new RawSession(emulator.endpoint(), "/nothing", "{}")) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.plainBody()).startsWith("<AccessDeniedException>");
        }
    }

    @Test
    void anErrorBearsTheHeadersOfTheRealService() throws IOException {
        try (RawSession reply =
                new RawSession(
                        emulator.endpoint(), "/describeStream", "{\"StreamName\":\"nowhere\"}")) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.header("x-amzn-errortype"))
                    .isEqualTo(
                            "ResourceNotFoundException:"
                                    + "https://kinesisvideo.amazonaws.com/doc/2017-09-30/");
            assertThat(reply.plainBody()).contains("\"Message\":");
        }
    }

    @Test
    void hostileRequestsAreRefusedAndTheServerLivesOn() throws IOException {
        emulator.createStream("door");
        String[] hostile = {
            "{", "[]", "\"x\"", "{\"StreamName\":{}}", "[".repeat(100_000), "\u0000\u0001"
        };

        for (String body : hostile) {
            try (RawSession reply = new RawSession(emulator.endpoint(), "/describeStream", body)) {
                assertThat(reply.status()).as(body).isEqualTo(400);
            }
        }
        try (RawSession reply = new RawSession(emulator.endpoint(), "/%zz?%", "{}")) {
            assertThat(reply.status()).isEqualTo(403);
        }
        String oversized = "{\"StreamName\":\"" + "x".repeat(2 << 20) + "\"}";
        try (RawSession reply = new RawSession(emulator.endpoint(), "/describeStream", oversized)) {
            assertThat(reply.status()).isEqualTo(413);
        }

        assertThat(client.describeStream(r -> r.streamName("door")).streamInfo()).isNotNull();
    }
}
