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

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.join;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

class StreamFetcherEndTest {

    private static final Duration PAST_GRACE = Duration.ofSeconds(16);

    private final ReaderFixture fixture = new ReaderFixture();

    @Test
    void theFrontTagsOfAFragmentBehindTheStopEndTheSplitWithoutWaitingForItsEnd()
            throws IOException {
        start(arrival(2));
        fixture.client.last().opensAt(arrival(3)).sends(chunk(1), front(2));

        assertThat(fixture.read()).containsExactly(number(1));

        assertThat(fixture.finished).containsExactly("cam");
        assertThat(fixture.client.last().aborted).isTrue();
    }

    @Test
    void aWholeChunkBehindTheStopIsNotEmitted() throws IOException {
        start(arrival(2));
        fixture.client.last().opensAt(arrival(3)).sends(join(chunk(1), chunk(2), chunk(3)));

        assertThat(fixture.read()).containsExactly(number(1));

        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void aStreamThatEndsCleanlyIsLookedAtTwiceMoreBeforeItIsOver() throws IOException {
        start(arrival(5));
        Instant late = arrival(5).plus(PAST_GRACE);
        fixture.client.last().opensAt(late).sends(chunk(1)).ends();
        fixture.read();
        fixture.nextSession().opensAt(late).ends();
        fixture.read();
        assertThat(fixture.finished).isEmpty();

        fixture.nextSession().opensAt(late).ends();
        fixture.read();

        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void anEmptySessionBetweenOthersIsNoEnd() throws IOException {
        start(arrival(5));
        Instant late = arrival(5).plus(PAST_GRACE);
        fixture.client.last().opensAt(late).ends();
        fixture.read();
        fixture.nextSession().opensAt(late).sends(chunk(1)).ends();
        fixture.read();
        fixture.nextSession().opensAt(late).ends();
        fixture.read();
        assertThat(fixture.finished).isEmpty();

        fixture.nextSession().opensAt(late).sends(chunk(2));

        assertThat(fixture.read()).containsExactly(number(2));
    }

    @Test
    void aSlowAnswerIsNoSilence() throws IOException {
        start(arrival(5));
        for (int session = 0; session < 2; session++) {
            fixture.pass(Duration.ofSeconds(20));
            fixture.client.last().opensAt(arrival(5).plus(PAST_GRACE));
            fixture.read();
            assertThat(fixture.finished).isEmpty();
            fixture.client.last().breaks();
            fixture.read();
            fixture.nextSession();
        }
    }

    @Test
    void aCleanEndBeforeTheStopHasPassedIsNoEnd() throws IOException {
        start(arrival(50));
        fixture.client.last().opensAt(arrival(1)).ends();
        fixture.read();
        fixture.nextSession().opensAt(arrival(2)).ends();
        fixture.read();

        assertThat(fixture.finished).isEmpty();
    }

    @Test
    void aSilentSessionIsRenewedAndTwoFreshOnesProveTheEnd() throws IOException {
        start(arrival(5));
        Instant late = arrival(5).plus(PAST_GRACE);
        fixture.client.last().opensAt(late).sends(chunk(1));
        fixture.read();

        fixture.nextSession().opensAt(late.plusSeconds(3));
        fixture.read();
        fixture.nextSession().opensAt(late.plusSeconds(12));
        fixture.read();
        fixture.pass(Duration.ofSeconds(7));
        fixture.read();
        assertThat(fixture.finished).isEmpty();
        fixture.pass(Duration.ofSeconds(2));
        fixture.read();

        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void aBreakFurtherOnDisprovesThatASilentSessionStoppedAtTheEnd() throws IOException {
        start(arrival(5));
        Instant late = arrival(5).plus(PAST_GRACE);
        byte[] part = Arrays.copyOf(chunk(1), 50);
        fixture.client.last().opensAt(late).sends(part);
        fixture.read();

        fixture.nextSession().opensAt(late.plusSeconds(9)).sends(Arrays.copyOf(chunk(1), 60));
        fixture.read();
        fixture.client.last().breaks();
        fixture.read();
        fixture.nextSession().opensAt(late.plusSeconds(10)).sends(part);
        fixture.read();
        fixture.pass(Duration.ofSeconds(9));
        fixture.read();
        assertThat(fixture.finished).isEmpty();

        fixture.nextSession().opensAt(late.plusSeconds(20)).sends(part);
        fixture.read();
        fixture.pass(Duration.ofSeconds(9));
        fixture.read();
        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void aSilentStreamEndsOnceTheStopHasPassed() throws IOException {
        start(arrival(5));
        fixture.client.last().opensAt(arrival(1));
        fixture.read();
        fixture.pass(Duration.ofSeconds(18));
        fixture.read();
        assertThat(fixture.finished).isEmpty();

        fixture.nextSession().opensAt(arrival(22));
        fixture.read();
        fixture.nextSession().opensAt(arrival(31));
        fixture.read();
        fixture.pass(Duration.ofSeconds(8));
        fixture.read();

        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void aFragmentThatComesLateButBeforeTheStopIsStillRead() throws IOException {
        start(arrival(5));
        Instant late = arrival(5).plus(PAST_GRACE);
        fixture.client.last().opensAt(late);
        fixture.read();
        fixture.pass(Duration.ofSeconds(4));

        fixture.client.last().sends(chunk(4));
        assertThat(fixture.read()).containsExactly(number(4));

        assertThat(fixture.finished).isEmpty();
    }

    @Test
    void aFragmentCutAtTheSameByteTwiceWasNeverCompletedAndEndsTheStream() throws IOException {
        start(arrival(5));
        Instant late = arrival(5).plus(PAST_GRACE);
        byte[] cut = Arrays.copyOf(chunk(2), chunk(2).length - 60);
        fixture.client.last().opensAt(late).sends(chunk(1), cut).ends();
        fixture.read();

        fixture.nextSession().opensAt(late).sends(cut).ends();
        fixture.read();
        assertThat(fixture.finished).isEmpty();
        fixture.nextSession().opensAt(late).sends(cut).ends();
        fixture.read();

        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void aFragmentCutAtAnotherByteEachTimeIsReadAgain() throws IOException {
        start(arrival(5));
        Instant late = arrival(5).plus(PAST_GRACE);
        fixture.client.last().opensAt(late).sends(Arrays.copyOf(chunk(2), 300)).ends();
        fixture.read();
        fixture.nextSession().opensAt(late).sends(Arrays.copyOf(chunk(2), 320)).ends();
        fixture.read();
        fixture.nextSession().opensAt(late).sends(Arrays.copyOf(chunk(2), 310)).ends();
        fixture.read();
        assertThat(fixture.finished).isEmpty();

        fixture.nextSession().opensAt(late).sends(chunk(2));

        assertThat(fixture.read()).containsExactly(number(2));
    }

    @Test
    void aRefusedSessionProvesNothing() throws IOException {
        start(arrival(5));
        for (int attempt = 0; attempt < 5; attempt++) {
            fixture.client.last().isRefused("InternalFailure", 500);
            fixture.read();
            fixture.nextSession();
        }

        assertThat(fixture.finished).isEmpty();
    }

    @Test
    void aStopInTheFarFutureOrPastIsNoOverflow() throws IOException {
        start(Instant.parse("9999-12-31T23:59:59Z"));
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1));
        assertThat(fixture.read()).containsExactly(number(1));

        ReaderFixture past = new ReaderFixture();
        past.add(StartPosition.earliest(), StopPosition.serverTimestamp(Instant.EPOCH));
        past.read();
        past.client.last().opensAt(arrival(1)).sends(front(1));
        past.read();
        assertThat(past.finished).containsExactly("cam");
    }

    private void start(Instant stop) throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.serverTimestamp(stop));
        fixture.read();
    }
}
