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

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ends by number, by the producer's time and by "now"; those by server time have their own test.
 */
class StopKindsTest {

    private final ReaderFixture fixture = new ReaderFixture();
    private KvsMediaSplit split;

    @Test
    void theLastFragmentEndsTheSplitWithItsLastByte() throws IOException {
        start(StopPosition.afterFragment(fragment(2)));
        byte[] last = chunk(2);
        fixture.client
                .last()
                .opensAt(arrival(2))
                .sends(chunk(1), Arrays.copyOf(last, last.length - 1));
        assertThat(fixture.read()).containsExactly(number(1));
        assertThat(fixture.finished).isEmpty();

        fixture.client.last().sends(Arrays.copyOfRange(last, last.length - 1, last.length));

        assertThat(fixture.read()).containsExactly(number(2));
        assertThat(fixture.finished).containsExactly("cam");
        assertThat(fixture.client.last().aborted).isTrue();
    }

    @Test
    void aGreaterNumberEndsTheSplitWithoutWaitingForItsEnd() throws IOException {
        start(StopPosition.afterFragment(fragment(2)));

        fixture.client.last().opensAt(arrival(3)).sends(chunk(1), front(3));

        assertThat(fixture.read()).containsExactly(number(1));
        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void aSplitThatIsRestoredBehindItsLastFragmentAsksForNothing() throws IOException {
        SplitPosition.LastFragment last =
                new SplitPosition.LastFragment(fragment(2), number(2), arrival(2), arrival(2));
        fixture.add(
                new KvsMediaSplit(
                        StreamId.of("cam"),
                        new SplitPosition(StartPosition.earliest(), Optional.of(last)),
                        StopPosition.afterFragment(fragment(2))));

        assertThat(fixture.read()).isEmpty();

        assertThat(fixture.finished).containsExactly("cam");
        assertThat(fixture.client.sessions).isEmpty();
    }

    @Test
    void aNumberThatNeverComesEndsASilentStream() throws IOException {
        start(StopPosition.afterFragment(fragment(9)));
        fixture.client.last().opensAt(arrival(5)).sends(chunk(1));
        assertThat(fixture.read()).containsExactly(number(1));

        assertThat(silentUntilItEnds(arrival(5))).isBetween(seconds(23), seconds(40));
    }

    @Test
    void aNumberOfLongAgoIsNotWaitedForAsLongAsOneThatMayStillBeOnItsWay() throws IOException {
        start(StopPosition.afterFragment(numberAt(arrival(5).minusSeconds(3_600))));
        fixture.client.last().opensAt(arrival(5));

        assertThat(silentUntilItEnds(arrival(5))).isBetween(seconds(16), seconds(20));
    }

    @Test
    void aNumberThatSeemsToBeOfTheFarFutureEndsToo() throws IOException {
        start(StopPosition.afterFragment(numberAt(Instant.parse("2090-01-01T00:00:00Z"))));
        fixture.client.last().opensAt(arrival(5));

        assertThat(silentUntilItEnds(arrival(5))).isBetween(seconds(23), seconds(40));
    }

    @Test
    void theFirstFragmentOfTheProducersTimeEndsTheSplit() throws IOException {
        start(StopPosition.producerTimestamp(arrival(3)));
        fixture.client
                .last()
                .opensAt(arrival(9))
                .sends(
                        chunk(number(1), arrival(7), arrival(2)),
                        chunk(number(2), arrival(8), arrival(1)),
                        front(number(3), arrival(9), arrival(3)));

        assertThat(fixture.read()).containsExactly(number(1), number(2));

        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void aStreamThatFallsSilentBeforeTheProducersTimeEndsByTheServicesClock() throws IOException {
        start(StopPosition.producerTimestamp(arrival(20)));
        fixture.client.last().opensAt(arrival(5)).sends(chunk(1));
        assertThat(fixture.read()).containsExactly(number(1));

        assertThat(silentUntilItEnds(arrival(5))).isBetween(seconds(38), seconds(60));
    }

    @Test
    void nowOfATimeEndsASilentStreamWithoutWaitingForWhatMayBeOnItsWay() throws IOException {
        start(StopPosition.serverTimestamp(arrival(5)).asNow());
        fixture.client.last().opensAt(arrival(6));

        assertThat(silentUntilItEnds(arrival(6))).isBetween(seconds(16), seconds(20));
    }

    @Test
    void nowThatNobodyHasFoundOutIsTheTimeOfTheFirstSessionAndIsSaved() throws IOException {
        start(StopPosition.now());
        fixture.client.last().opensAt(arrival(5)).sends(chunk(1), chunk(5)).ends();
        assertThat(fixture.read()).containsExactly(number(1), number(5));
        StopPosition found = StopPosition.serverTimestamp(arrival(6)).asNow();

        assertThat(fixture.fixedStarts.stopOf("cam", split.stop())).isEqualTo(found);
        fixture.nextSession().opensAt(arrival(9)).sends(front(6));
        fixture.read();

        assertThat(fixture.finished).containsExactly("cam");
        assertThat(fixture.fixedStarts.stopOf("cam", StopPosition.never()))
                .isEqualTo(StopPosition.never());
    }

    @Test
    void sessionsThatBringMoreOfWhatIsDroppedProveNothing() throws IOException {
        split =
                fixture.add(
                        StartPosition.atFragment(fragment(6), arrival(6)),
                        StopPosition.serverTimestamp(arrival(7)).asNow());
        fixture.read();
        fixture.client.last().opensAt(arrival(9)).sends(chunk(1)).ends();
        fixture.read();
        fixture.nextSession().opensAt(arrival(9)).sends(chunk(1), chunk(2)).ends();
        fixture.read();
        assertThat(fixture.finished).isEmpty();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(1), chunk(2), chunk(6));

        assertThat(fixture.read()).containsExactly(number(6));
    }

    /** Each session opens, and says nothing. Returns how long it takes until the split ends. */
    private Duration silentUntilItEnds(Instant serviceTime) throws IOException {
        Duration step = Duration.ofMillis(100);
        Duration passed = Duration.ZERO;
        int sessions = fixture.client.sessions.size();
        while (fixture.finished.isEmpty()) {
            assertThat(passed).as("time of silence").isLessThan(seconds(300));
            fixture.pass(step);
            passed = passed.plus(step);
            fixture.read();
            if (fixture.client.sessions.size() > sessions) {
                sessions = fixture.client.sessions.size();
                fixture.client.last().opensAt(serviceTime.plus(passed));
                fixture.read();
            }
        }
        return passed;
    }

    private void start(StopPosition stop) throws IOException {
        split = fixture.add(StartPosition.earliest(), stop);
        fixture.read();
    }

    private static FragmentNumber fragment(int n) {
        return FragmentNumber.of(number(n));
    }

    /** A number of the form that tells its time. */
    private static FragmentNumber numberAt(Instant arrival) {
        return FragmentNumber.of(
                BigInteger.ONE
                        .shiftLeft(156)
                        .add(BigInteger.valueOf(arrival.toEpochMilli()).shiftLeft(28))
                        .toString());
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
