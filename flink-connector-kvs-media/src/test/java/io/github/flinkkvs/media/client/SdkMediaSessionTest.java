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

import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions of {@link SdkKvsMediaClient} against a server that decides about every byte. */
class SdkMediaSessionTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int PLENTY = 1_000_000;
    private static final String STREAM = "camera-1";
    private static final String ARN =
            "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/camera-2/1551924009774";

    private final RecordingSessionListener listener = new RecordingSessionListener();
    private ScriptedKvsService service;
    private SdkKvsMediaClient client;

    @BeforeEach
    void open() throws IOException {
        service = new ScriptedKvsService();
        client = client(Map.of());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        service.close();
    }

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
        openSession(STREAM, start);
        assertThat(listener.opened()).succeedsWithin(SOON);

        assertThat(getMediaBodies())
                .containsExactly(
                        json("{\"StreamName\":\"camera-1\",\"StartSelector\":" + selector + "}"));
    }

    @Test
    void aStreamByArnIsAskedForByItsArnAlone() {
        openSession(ARN, SessionStart.now());
        assertThat(listener.opened()).succeedsWithin(SOON);

        assertThat(getMediaBodies())
                .containsExactly(
                        json(
                                "{\"StreamARN\":\""
                                        + ARN
                                        + "\",\"StartSelector\":{\"StartSelectorType\":\"NOW\"}}"));
    }

    @Test
    void anAcceptedRequestTellsTheServicesClockAndTheRequestsName() {
        openSession(STREAM, SessionStart.now());

        assertThat(listener.opened())
                .succeedsWithin(SOON)
                .isEqualTo(
                        new RecordingSessionListener.Opened(
                                Optional.of(Instant.parse("2026-03-01T10:00:00Z")),
                                Answers.REQUEST_ID));
    }

    @Test
    void aClockThatCannotBeReadIsNoClock() {
        service.script(
                "/getMedia",
                Answers.mediaWithHeaders("Transfer-Encoding: chunked", "Date: yesterday"));

        openSession(STREAM, SessionStart.now());

        assertThat(listener.opened())
                .succeedsWithin(SOON)
                .satisfies(opened -> assertThat(opened.serviceTime()).isEmpty());
    }

    @Test
    void bytesArriveInOrderAndTheEndOfTheBodyIsTheEnd() {
        service.script("/getMedia", Answers.endedMedia("one ", "two ", "three"));

        openSession(STREAM, SessionStart.now()).request(PLENTY);

        assertThat(listener.ended()).succeedsWithin(SOON).isEqualTo(new SessionEnd.Finished());
        assertThat(listener.text()).isEqualTo("one two three");
    }

    @Test
    void bytesFlowWhileTheSessionLasts() throws InterruptedException {
        service.script("/getMedia", Answers.media("one"));

        openSession(STREAM, SessionStart.now()).request(PLENTY);

        assertThat(listener.tookBuffers(1, SOON.toMillis())).isTrue();
        assertThat(listener.text()).isEqualTo("one");
        assertThat(listener.ended()).isNotDone();
    }

    @Test
    void withoutDemandTheServerCanPushButLittle() throws InterruptedException {
        long total = 64L << 20;
        AtomicLong pushed = new AtomicLong();
        service.script("/getMedia", Answers.flood(total, pushed));

        MediaSession session = openSession(STREAM, SessionStart.now());
        assertThat(listener.opened()).succeedsWithin(SOON);
        assertThat(listener.tookBuffers(1, 1_000)).isFalse();
        long pushedWithoutDemand = pushed.get();
        session.request(PLENTY);

        assertThat(pushedWithoutDemand).isLessThan(4L << 20);
        assertThat(listener.tookBuffers(1_000, SOON.toMillis())).isTrue();
        assertThat(pushed.get()).isGreaterThan(pushedWithoutDemand);
    }

    @Test
    void asManyBuffersArriveAsAreAskedFor() throws InterruptedException {
        service.script("/getMedia", Answers.flood(64L << 20, new AtomicLong()));

        MediaSession session = openSession(STREAM, SessionStart.now());
        session.request(2);
        assertThat(listener.tookBuffers(2, SOON.toMillis())).isTrue();
        assertThat(listener.tookBuffers(1, 300)).isFalse();
        session.request(3);

        assertThat(listener.tookBuffers(3, SOON.toMillis())).isTrue();
        assertThat(listener.tookBuffers(1, 300)).isFalse();
    }

    @Test
    void anAbortClosesTheConnectionOfAFlowingSessionAtOnce() throws InterruptedException {
        service.script("/getMedia", Answers.flood(1L << 40, new AtomicLong()));
        MediaSession session = openSession(STREAM, SessionStart.now());
        session.request(10);
        assertThat(listener.tookBuffers(10, SOON.toMillis())).isTrue();

        session.abort();

        assertThat(service.clientGone()).succeedsWithin(AT_ONCE);
    }

    @Test
    void anAbortClosesTheConnectionOfASilentSessionAtOnce() {
        MediaSession session = openSession(STREAM, SessionStart.now());
        session.request(1);
        assertThat(listener.opened()).succeedsWithin(SOON);

        session.abort();

        assertThat(service.clientGone()).succeedsWithin(AT_ONCE);
    }

    @Test
    void anAbortClosesTheConnectionOfARequestWithoutAnAnswerAtOnce() {
        CountDownLatch asked = new CountDownLatch(1);
        service.script(
                "/getMedia",
                connection -> {
                    asked.countDown();
                    connection.hold();
                });
        MediaSession session = openSession(STREAM, SessionStart.now());
        assertThat(reached(asked)).succeedsWithin(SOON);

        session.abort();

        assertThat(service.clientGone()).succeedsWithin(AT_ONCE);
    }

    @Test
    void aSessionThatIsAbortedBeforeItsEndpointIsKnownNeverAsksForMedia() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        service.script(
                "/getDataEndpoint",
                connection -> {
                    reached(mayAnswer).join();
                    Answers.json("{\"DataEndpoint\":\"" + service.uri() + "\"}").give(connection);
                });
        MediaSession aborted = openSession(STREAM, SessionStart.earliest());

        aborted.abort();
        mayAnswer.countDown();
        RecordingSessionListener next = new RecordingSessionListener();
        client.openSession(StreamId.of(STREAM), SessionStart.now(), next);

        assertThat(next.opened()).succeedsWithin(SOON);
        assertThat(getMediaBodies()).hasSize(1).first().asString().contains("NOW");
        assertThat(listener.opened()).isNotDone();
    }

    @Test
    void anAbortedSessionReportsNoFailure() {
        MediaSession session = openSession(STREAM, SessionStart.now());
        assertThat(listener.opened()).succeedsWithin(SOON);

        session.abort();

        assertThat(service.clientGone()).succeedsWithin(AT_ONCE);
        assertThat(listener.ended()).failsWithin(Duration.ofMillis(200));
    }

    @Test
    void anAbortIsNoReasonToAskForTheEndpointAgain() {
        for (int session = 0; session < 3; session++) {
            RecordingSessionListener one = new RecordingSessionListener();
            MediaSession opened = client.openSession(StreamId.of(STREAM), SessionStart.now(), one);
            assertThat(one.opened()).succeedsWithin(SOON);
            opened.abort();
        }

        assertThat(service.requests("/getMedia")).hasSize(3);
        assertThat(service.requests("/getDataEndpoint")).hasSize(1);
    }

    @Test
    void manySessionsShareOneLookupOfTheEndpoint() {
        service.script("/getMedia", Answers.endedMedia("x"));

        for (int session = 0; session < 3; session++) {
            RecordingSessionListener one = new RecordingSessionListener();
            client.openSession(StreamId.of(STREAM), SessionStart.now(), one).request(PLENTY);
            assertThat(one.ended()).succeedsWithin(SOON);
        }

        assertThat(service.requests("/getDataEndpoint")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ClientLimitExceededException, BACK_OFF",
        "400, ConnectionLimitExceededException, BACK_OFF",
        "400, InvalidEndpointException, REFRESH_ENDPOINT",
        "400, InvalidArgumentException, LOST_POSITION",
        "401, NotAuthorizedException, REFRESH_CREDENTIALS",
        "403, ExpiredTokenException, REFRESH_CREDENTIALS",
        "403, AccessDeniedException, FAIL",
        "404, ResourceNotFoundException, FAIL",
        "500, InternalFailure, BACK_OFF",
        "503, ServiceUnavailable, BACK_OFF"
    })
    void aRefusalIsTheEndAndNamesAllThatHelps(int status, String name, FailureAction action) {
        service.script("/getMedia", Answers.error(status, name, "Not now."));

        openSession(STREAM, SessionStart.earliest());

        KvsServiceException error = failure();
        assertThat(error.action()).isEqualTo(action);
        assertThat(error.errorName()).isEqualTo(name);
        assertThat(error)
                .hasMessageContainingAll(
                        "GetMedia of camera-1 from EARLIEST",
                        name,
                        "HTTP " + status,
                        Answers.REQUEST_ID,
                        "Not now.");
        assertThat(ExceptionUtils.stringifyException(error)).doesNotContain("s3cr3t", "t0k3n");
        assertThat(service.requests("/getMedia")).as("attempts").hasSize(1);
        assertThat(listener.ends()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoJsonIsToldByItsStatus() {
        service.script("/getMedia", Answers.xmlError());

        openSession(STREAM, SessionStart.now());

        assertThat(failure()).hasMessageContainingAll("HTTP 403", Answers.REQUEST_ID);
        assertThat(failure().action()).isEqualTo(FailureAction.FAIL);
    }

    @Test
    void anEndpointThatIsNotTheStreamsIsAskedForAgain() {
        service.script(
                "/getMedia",
                Answers.error(400, "InvalidEndpointException", "Ask again."),
                Answers.endedMedia("x"));

        openSession(STREAM, SessionStart.now());
        assertThat(failure().action()).isEqualTo(FailureAction.REFRESH_ENDPOINT);
        RecordingSessionListener next = new RecordingSessionListener();
        client.openSession(StreamId.of(STREAM), SessionStart.now(), next).request(PLENTY);

        assertThat(next.ended()).succeedsWithin(SOON).isEqualTo(new SessionEnd.Finished());
        assertThat(service.requests("/getDataEndpoint")).hasSize(2);
    }

    @Test
    void anEndpointThatRefusesConnectionsIsAskedForAgain() throws IOException {
        service.script(
                "/getDataEndpoint",
                Answers.json("{\"DataEndpoint\":\"http://127.0.0.1:" + closedPort() + "\"}"),
                Answers.json("{\"DataEndpoint\":\"" + service.uri() + "\"}"));

        openSession(STREAM, SessionStart.now());
        assertThat(failure().action()).isEqualTo(FailureAction.BACK_OFF);
        assertThat(failure()).hasMessageContaining("GetMedia of camera-1 from NOW failed");
        RecordingSessionListener next = new RecordingSessionListener();
        client.openSession(StreamId.of(STREAM), SessionStart.now(), next);

        assertThat(next.opened()).succeedsWithin(SOON);
        assertThat(service.requests("/getDataEndpoint")).hasSize(2);
    }

    @Test
    void aLimitIsNoReasonToAskForTheEndpointAgain() {
        service.script(
                "/getMedia",
                Answers.error(400, "ConnectionLimitExceededException", "Three are enough."),
                Answers.media());

        openSession(STREAM, SessionStart.now());
        failure();
        RecordingSessionListener next = new RecordingSessionListener();
        client.openSession(StreamId.of(STREAM), SessionStart.now(), next);

        assertThat(next.opened()).succeedsWithin(SOON);
        assertThat(service.requests("/getDataEndpoint")).hasSize(1);
    }

    @Test
    void aLookupThatFailsEndsTheSession() {
        service.script(
                "/getDataEndpoint",
                Answers.error(404, "ResourceNotFoundException", "No such stream."));

        openSession(STREAM, SessionStart.now());

        assertThat(failure())
                .hasMessageContainingAll("GetDataEndpoint of camera-1", "No such stream.");
        assertThat(service.requests("/getMedia")).isEmpty();
    }

    @Test
    void aBodyThatIsCutInsideOfItsChunkIsAnEndBehindItsBytes() {
        service.script("/getMedia", Answers.cutMedia("half of a chunk"));

        openSession(STREAM, SessionStart.now()).request(PLENTY);

        assertThat(listener.ended()).succeedsWithin(SOON);
        assertThat(listener.text()).isEqualTo("half of a chunk");
        assertThat(listener.ends()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsResetIsPassingTrouble() {
        CountDownLatch mayReset = new CountDownLatch(1);
        service.script("/getMedia", Answers.resetMedia(() -> reached(mayReset).join()));

        openSession(STREAM, SessionStart.now()).request(PLENTY);
        assertThat(listener.opened()).succeedsWithin(SOON);
        mayReset.countDown();

        assertThat(failure().action()).isEqualTo(FailureAction.BACK_OFF);
    }

    @Test
    void aConnectionThatIsClosedWithoutAWordIsPassingTrouble() {
        service.script("/getMedia", Answers.closedWithoutAWord());

        openSession(STREAM, SessionStart.now());

        assertThat(failure().action()).isEqualTo(FailureAction.BACK_OFF);
    }

    @Test
    void withoutCredentialsNothingIsSent() {
        client.close();
        client = client(Map.of(AwsOptions.CREDENTIALS_PROVIDER, "SYS_PROP"));

        openSession(STREAM, SessionStart.now());

        assertThat(failure().action()).isEqualTo(FailureAction.FAIL);
        assertThat(failure()).hasMessageContainingAll("camera-1", "could not be sent");
        assertThat(service.requests("/getDataEndpoint")).isEmpty();
    }

    @Test
    void closingTheClientClosesOpenSessionsWithinASecond() throws InterruptedException {
        service.script("/getMedia", Answers.flood(1L << 40, new AtomicLong()));
        openSession(STREAM, SessionStart.now()).request(1);
        assertThat(listener.tookBuffers(1, SOON.toMillis())).isTrue();

        assertThat(CompletableFuture.runAsync(client::close)).succeedsWithin(AT_ONCE);

        assertThat(service.clientGone()).succeedsWithin(AT_ONCE);
    }

    @Test
    void noThreadOfTheClientOutlivesIt() {
        openSession(STREAM, SessionStart.now());
        assertThat(listener.opened()).succeedsWithin(SOON);
        assertThat(Thread.getAllStackTraces().keySet())
                .anySatisfy(thread -> assertThat(thread.getName()).startsWith("kvs-io"));

        client.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneSatisfy(thread -> assertThat(thread.getName()).startsWith("kvs-io"));
    }

    @Test
    void aSessionOfAClosedClientEnds() {
        client.close();

        openSession(STREAM, SessionStart.now());

        assertThat(listener.ended()).succeedsWithin(SOON);
    }

    private MediaSession openSession(String stream, SessionStart start) {
        return client.openSession(StreamId.of(stream), start, listener);
    }

    private KvsServiceException failure() {
        assertThat(listener.ended()).succeedsWithin(SOON);
        return ((SessionEnd.Failed) listener.ended().join()).error();
    }

    private SdkKvsMediaClient client(Map<String, String> more) {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                AwsOptions.REGION, "eu-central-1",
                                AwsOptions.ENDPOINT, service.uri().toString(),
                                AwsOptions.ACCESS_KEY_ID, "AKIDEXAMPLE",
                                AwsOptions.SECRET_KEY, "s3cr3t",
                                AwsOptions.SESSION_TOKEN, "t0k3n"));
        options.putAll(more);
        return new SdkKvsMediaClient(AwsOptions.of(options));
    }

    private List<JsonNode> getMediaBodies() {
        return service.bodies("/getMedia").stream().map(SdkMediaSessionTest::json).toList();
    }

    private static JsonNode json(String text) {
        return JsonNode.parser().parse(text);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static CompletableFuture<Void> reached(CountDownLatch latch) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        if (!latch.await(SOON.toMillis(), TimeUnit.MILLISECONDS)) {
                            throw new IllegalStateException(new TimeoutException());
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
