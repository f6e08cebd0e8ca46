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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StreamFetcherTroubleTest {

    private final ReaderFixture fixture = new ReaderFixture();
    private KvsMediaSplit split;

    @BeforeEach
    void openASession() throws IOException {
        split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
    }

    @Test
    void passingTroubleIsTriedAgainAndForgottenAfterAFragment() throws IOException {
        for (int attempt = 0; attempt < 20; attempt++) {
            fixture.client.last().isRefused("ConnectionLimitExceededException", 400);
            fixture.read();
            fixture.nextSession();
        }

        fixture.client.last().opensAt(arrival(1)).sends(chunk(1));

        assertThat(fixture.read()).containsExactly(number(1));
    }

    @Test
    void troubleThatLastsLongerThanTheRetryTimeoutFailsTheJob() {
        assertThatThrownBy(
                        () -> {
                            for (int attempt = 0; attempt < 10_000; attempt++) {
                                fixture.client.last().isRefused("InternalFailure", 500);
                                fixture.read();
                                fixture.nextSession();
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cannot read stream cam from earliest")
                .hasMessageContaining("source.retry.timeout=PT10M")
                .hasMessageContaining("InternalFailure (HTTP 500, request r-1)");
    }

    @Test
    void connectionsThatBreakOnceAcceptedAreNoFailureHoweverLongItGoesOn() throws IOException {
        for (int session = 0; session < 100; session++) {
            fixture.client.last().opensAt(arrival(1));
            fixture.pass(Duration.ofSeconds(12));
            fixture.client.last().breaks();
            fixture.read();
            fixture.nextSession();
        }

        fixture.client.last().opensAt(arrival(1)).sends(chunk(1));

        assertThat(fixture.read()).containsExactly(number(1));
    }

    @Test
    void refusalsDoNotAddUpOverSessionsThatWereAccepted() throws IOException {
        for (int day = 0; day < 10; day++) {
            fixture.client.last().isRefused("ExpiredTokenException", 403);
            fixture.read();
            fixture.nextSession().opensAt(arrival(1)).ends();
            fixture.read();
            fixture.nextSession();
        }
    }

    @Test
    void thePauseOfAStreamIsNoTimeOfFailing() throws IOException {
        fixture.client.last().isRefused("InternalFailure", 500);
        fixture.read();
        fixture.reader.pauseOrResumeSplits(List.of(split), List.of());
        fixture.pass(Duration.ofHours(1));
        fixture.read();

        fixture.reader.pauseOrResumeSplits(List.of(), List.of(split));
        fixture.nextSession().isRefused("InternalFailure", 500);
        fixture.read();

        fixture.nextSession();
    }

    @Test
    void noMoreThanFiveCallsASecondAreMade() throws IOException {
        for (int session = 0; session < 40; session++) {
            fixture.client.last().opensAt(arrival(1)).sends(chunk(session + 1)).ends();
            for (int step = 0; step < 10; step++) {
                fixture.read();
                fixture.pass(Duration.ofMillis(10));
            }
        }

        assertThat(fixture.client.sessions).hasSizeBetween(14, 20);
    }

    @Test
    void aStreamThatDoesNotExistFailsTheJobAtOnce() {
        fixture.client.last().isRefused("ResourceNotFoundException", 404);

        assertThatThrownBy(fixture::read)
                .hasMessageContaining("stream cam")
                .hasMessageContaining("ResourceNotFoundException")
                .hasMessageContaining("Check the stream's name");
    }

    @Test
    void refusedCredentialsAreTriedAFewTimes() throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            fixture.client.last().isRefused("NotAuthorizedException", 401);
            fixture.read();
            fixture.nextSession();
        }
        fixture.client.last().isRefused("NotAuthorizedException", 401);

        assertThatThrownBy(fixture::read).hasMessageContaining("kinesisvideo:GetMedia");
    }

    @Test
    void bytesThatAreNoChunkEndTheSessionAndThreeTimesTheJob() throws IOException {
        for (int attempt = 0; attempt < 2; attempt++) {
            fixture.client.last().opensAt(arrival(1)).sends(new byte[] {0x42, 0x42, 0x42, 0x42});
            fixture.read();
            fixture.nextSession();
        }
        fixture.client.last().opensAt(arrival(1)).sends(new byte[] {0x42, 0x42, 0x42, 0x42});

        assertThatThrownBy(fixture::read).hasMessageContaining("no chunk");
        assertThat(fixture.metrics(split).parseErrors().getCount()).isEqualTo(3);
    }

    @Test
    void aPassingErrorInsideTheSessionIsTriedAgain() throws IOException {
        fixture.client.last().opensAt(arrival(1)).sends(TestingChunk.error(5000, "INTERNAL"));
        fixture.read();

        fixture.nextSession().opensAt(arrival(1)).sends(chunk(1));

        assertThat(fixture.read()).containsExactly(number(1));
    }

    @Test
    void aSessionThatIsSilentForTooLongIsRenewed() throws IOException {
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1));
        fixture.read();
        ScriptedClient.Session silent = fixture.client.last();

        fixture.pass(Duration.ofSeconds(59));
        fixture.read();
        assertThat(silent.aborted).isFalse();
        fixture.pass(Duration.ofSeconds(2));
        fixture.read();

        assertThat(silent.aborted).isTrue();
        assertThat(fixture.nextSession().start.value()).isEqualTo(number(1));
    }

    @Test
    void anAttemptThatIsNotAnsweredIsGivenUp() throws IOException {
        ScriptedClient.Session unanswered = fixture.client.last();

        fixture.pass(Duration.ofSeconds(31));
        fixture.read();

        assertThat(unanswered.aborted).isTrue();
        fixture.nextSession();
    }
}
