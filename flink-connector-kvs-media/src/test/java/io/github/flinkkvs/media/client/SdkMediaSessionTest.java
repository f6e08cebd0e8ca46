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

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/** How bytes flow, and how a session is aborted. */
class SdkMediaSessionTest extends SessionFixture {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @Test
    void anAcceptedRequestTellsTheServicesClockAndTheRequestsName() {
        openSession(SessionStart.now());

        assertThat(listener().opened())
                .succeedsWithin(SOON)
                .isEqualTo(
                        new RecordingSessionListener.Opened(
                                Optional.of(Instant.parse("2026-03-01T10:00:00Z")),
                                Answers.REQUEST_ID));
    }

    @Test
    void aClockThatCannotBeReadIsNoClock() {
        service()
                .script(
                        "/getMedia",
                        Answers.mediaWithHeaders("Transfer-Encoding: chunked", "Date: yesterday"));

        openSession(SessionStart.now());

        assertThat(listener().opened())
                .succeedsWithin(SOON)
                .satisfies(opened -> assertThat(opened.serviceTime()).isEmpty());
    }

    @Test
    void bytesArriveInOrderAndTheEndOfTheBodyIsTheEnd() {
        service().script("/getMedia", Answers.endedMedia("one ", "two ", "three"));

        openSession(SessionStart.now()).request(PLENTY);

        assertThat(listener().ended()).succeedsWithin(SOON).isEqualTo(new SessionEnd.Finished());
        assertThat(listener().text()).isEqualTo("one two three");
    }

    @Test
    void bytesFlowWhileTheSessionLasts() throws InterruptedException {
        service().script("/getMedia", Answers.media("one"));

        openSession(SessionStart.now()).request(PLENTY);

        assertThat(listener().tookBuffers(1, SOON.toMillis())).isTrue();
        assertThat(listener().text()).isEqualTo("one");
        assertThat(listener().ended()).isNotDone();
    }

    @Test
    void withoutDemandTheServerCanPushButLittle() throws InterruptedException {
        long total = 64L << 20;
        AtomicLong pushed = new AtomicLong();
        service().script("/getMedia", Answers.flood(total, pushed));

        MediaSession session = openSession(SessionStart.now());
        assertThat(listener().opened()).succeedsWithin(SOON);
        assertThat(listener().tookBuffers(1, 1_000)).isFalse();
        long pushedWithoutDemand = pushed.get();
        session.request(PLENTY);

        assertThat(pushedWithoutDemand).isLessThan(1L << 20);
        assertThat(listener().tookBuffers(1_000, SOON.toMillis())).isTrue();
        assertThat(pushed.get()).isGreaterThan(pushedWithoutDemand);
    }

    @Test
    void asManyBuffersArriveAsAreAskedFor() throws InterruptedException {
        service().script("/getMedia", Answers.flood(64L << 20, new AtomicLong()));

        MediaSession session = openSession(SessionStart.now());
        session.request(2);
        assertThat(listener().tookBuffers(2, SOON.toMillis())).isTrue();
        assertThat(listener().tookBuffers(1, 300)).isFalse();
        session.request(3);

        assertThat(listener().tookBuffers(3, SOON.toMillis())).isTrue();
        assertThat(listener().tookBuffers(1, 300)).isFalse();
    }

    @Test
    void anAbortClosesTheConnectionOfAFlowingSessionAtOnce() throws InterruptedException {
        service().script("/getMedia", Answers.flood(1L << 40, new AtomicLong()));
        MediaSession session = openSession(SessionStart.now());
        session.request(10);
        assertThat(listener().tookBuffers(10, SOON.toMillis())).isTrue();

        session.abort();

        assertThat(service().clientGone()).succeedsWithin(AT_ONCE);
    }

    @Test
    void anAbortClosesTheConnectionOfASilentSessionAtOnce() {
        MediaSession session = openSession(SessionStart.now());
        session.request(1);
        assertThat(listener().opened()).succeedsWithin(SOON);

        session.abort();

        assertThat(service().clientGone()).succeedsWithin(AT_ONCE);
    }

    @Test
    void anAbortClosesTheConnectionOfARequestWithoutAnAnswerAtOnce() {
        CountDownLatch asked = new CountDownLatch(1);
        service()
                .script(
                        "/getMedia",
                        connection -> {
                            asked.countDown();
                            connection.hold();
                        });
        MediaSession session = openSession(SessionStart.now());
        assertThat(reached(asked)).succeedsWithin(SOON);

        session.abort();

        assertThat(service().clientGone()).succeedsWithin(AT_ONCE);
    }

    @Test
    void aSessionThatIsAbortedBeforeItsEndpointIsKnownNeverAsksForMedia() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        service()
                .script(
                        "/getDataEndpoint",
                        connection -> {
                            reached(mayAnswer).join();
                            Answers.json("{\"DataEndpoint\":\"" + service().uri() + "\"}")
                                    .give(connection);
                        });
        MediaSession aborted = openSession(SessionStart.earliest());

        aborted.abort();
        mayAnswer.countDown();
        RecordingSessionListener next = new RecordingSessionListener();
        client().openSession(stream, SessionStart.now(), next);

        assertThat(next.opened()).succeedsWithin(SOON);
        assertThat(service().bodies("/getMedia")).hasSize(1).first().asString().contains("NOW");
        assertThat(listener().opened()).isNotDone();
    }

    @Test
    void anAbortedSessionReportsNoFailure() {
        MediaSession session = openSession(SessionStart.now());
        assertThat(listener().opened()).succeedsWithin(SOON);

        session.abort();

        assertThat(service().clientGone()).succeedsWithin(AT_ONCE);
        assertThat(listener().ended()).failsWithin(Duration.ofMillis(200));
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
