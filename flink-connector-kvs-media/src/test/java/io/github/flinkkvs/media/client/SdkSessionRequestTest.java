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

package io.github.flinkkvs.media.client;

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What sessions ask of the service: selectors, and endpoints no more often than needed. */
class SdkSessionRequestTest extends SessionFixture {

    private static final String ARN =
            "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/camera-2/1551924009774";

    private static Stream<Arguments> starts() {
        Instant instant = Instant.parse("2026-03-01T09:59:00.500Z");
        return Stream.of(
                Arguments.of(SessionStart.now(), "{\"StartSelectorType\":\"NOW\"}"),
                Arguments.of(SessionStart.earliest(), "{\"StartSelectorType\":\"EARLIEST\"}"),
                Arguments.of(
                        SessionStart.afterFragment(FragmentNumber.of("42")),
                        "{\"StartSelectorType\":\"FRAGMENT_NUMBER\",\"AfterFragmentNumber\":\"42\"}"),
                Arguments.of(
                        SessionStart.atServerTimestamp(instant),
                        "{\"StartSelectorType\":\"SERVER_TIMESTAMP\",\"StartTimestamp\":1772359140.500}"),
                Arguments.of(
                        SessionStart.atProducerTimestamp(instant),
                        "{\"StartSelectorType\":\"PRODUCER_TIMESTAMP\",\"StartTimestamp\":1772359140.500}"),
                Arguments.of(
                        SessionStart.continuationToken("t0.k-n"),
                        "{\"StartSelectorType\":\"CONTINUATION_TOKEN\",\"ContinuationToken\":\"t0.k-n\"}"));
    }

    @ParameterizedTest
    @MethodSource("starts")
    void everyStartIsTheSelectorThatTheServiceKnows(SessionStart start, String selector) {
        openSession(start);
        assertThat(listener().opened()).succeedsWithin(SOON);

        assertThat(getMediaBodies())
                .containsExactly(
                        json(
                                "{\"StreamName\":\""
                                        + stream
                                        + "\",\"StartSelector\":"
                                        + selector
                                        + "}"));
    }

    @Test
    void aStreamByArnIsAskedForByItsArnAlone() {
        client().openSession(StreamId.of(ARN), SessionStart.now(), listener());
        assertThat(listener().opened()).succeedsWithin(SOON);

        assertThat(getMediaBodies())
                .containsExactly(
                        json(
                                "{\"StreamARN\":\""
                                        + ARN
                                        + "\",\"StartSelector\":{\"StartSelectorType\":\"NOW\"}}"));
    }

    @Test
    void manySessionsShareOneLookupOfTheEndpoint() {
        service().script("/getMedia", Answers.endedMedia("x"));

        for (int session = 0; session < 3; session++) {
            RecordingSessionListener one = new RecordingSessionListener();
            client().openSession(stream, SessionStart.now(), one).request(PLENTY);
            assertThat(one.ended()).succeedsWithin(SOON);
        }

        assertThat(service().requests("/getDataEndpoint")).hasSize(1);
    }

    @Test
    void anAbortIsNoReasonToAskForTheEndpointAgain() {
        for (int session = 0; session < 3; session++) {
            RecordingSessionListener one = new RecordingSessionListener();
            MediaSession opened = client().openSession(stream, SessionStart.now(), one);
            assertThat(one.opened()).succeedsWithin(SOON);
            opened.abort();
        }

        assertThat(service().requests("/getMedia")).hasSize(3);
        assertThat(service().requests("/getDataEndpoint")).hasSize(1);
    }

    @Test
    void anEndpointThatIsNotTheStreamsIsAskedForAgain() {
        service()
                .script(
                        "/getMedia",
                        Answers.error(400, "InvalidEndpointException", "Ask again."),
                        Answers.endedMedia("x"));

        openSession(SessionStart.now());
        assertThat(failure().action()).isEqualTo(FailureAction.REFRESH_ENDPOINT);
        RecordingSessionListener next = new RecordingSessionListener();
        client().openSession(stream, SessionStart.now(), next).request(PLENTY);

        assertThat(next.ended()).succeedsWithin(SOON).isEqualTo(new SessionEnd.Finished());
        assertThat(service().requests("/getDataEndpoint")).hasSize(2);
    }

    @Test
    void anEndpointThatRefusesConnectionsIsAskedForAgain() throws IOException {
        service()
                .script(
                        "/getDataEndpoint",
                        Answers.json(
                                "{\"DataEndpoint\":\"http://127.0.0.1:" + closedPort() + "\"}"),
                        Answers.json("{\"DataEndpoint\":\"" + service().uri() + "\"}"));

        openSession(SessionStart.now());
        assertThat(failure().action()).isEqualTo(FailureAction.BACK_OFF);
        assertThat(failure()).hasMessageContaining("GetMedia of " + stream + " from NOW failed");
        RecordingSessionListener next = new RecordingSessionListener();
        client().openSession(stream, SessionStart.now(), next);

        assertThat(next.opened()).succeedsWithin(SOON);
        assertThat(service().requests("/getDataEndpoint")).hasSize(2);
    }

    @Test
    void aLimitIsNoReasonToAskForTheEndpointAgain() {
        service()
                .script(
                        "/getMedia",
                        Answers.error(400, "ConnectionLimitExceededException", "Three are enough."),
                        Answers.media());

        openSession(SessionStart.now());
        failure();
        RecordingSessionListener next = new RecordingSessionListener();
        client().openSession(stream, SessionStart.now(), next);

        assertThat(next.opened()).succeedsWithin(SOON);
        assertThat(service().requests("/getDataEndpoint")).hasSize(1);
    }

    private List<JsonNode> getMediaBodies() {
        return service().bodies("/getMedia").stream().map(SdkSessionRequestTest::json).toList();
    }

    private static JsonNode json(String text) {
        return JsonNode.parser().parse(text);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
