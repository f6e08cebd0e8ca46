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

package io.github.flinkkvs.media.source.enumerator;

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.enumerator.TestingSplitEnumeratorContext.Call;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.split.TestingSplits;
import io.github.flinkkvs.media.source.subscriber.StreamSubscription;

import org.apache.flink.util.FlinkRuntimeException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Streams that are searched for, as the enumerator takes them. */
class DiscoveryTest {

    private static final Instant LONG_AGO = TestingSearch.START.minus(Duration.ofDays(3));
    private static final Instant LATER = TestingSearch.START.plus(Duration.ofHours(3));

    private final TestingSplitEnumeratorContext context = new TestingSplitEnumeratorContext(1);
    private final TestingSearch search = new TestingSearch();

    @Test
    void theFirstSearchBeginsAtOnceAndTheOthersAfterTheInterval() {
        search.add("cam-1", LONG_AGO);
        context.register(0);
        started(StartPosition.now(), StopPosition.never());

        context.runAsyncCall();
        context.runAsyncCall();
        context.runAsyncCall();

        long interval = TestingSearch.INTERVAL.toMillis();
        assertThat(search.delays).containsExactly(0L, interval, interval);
        assertThat(context.takeCalls())
                .containsExactly(Call.assign(0, split("cam-1", StartPosition.now())));
    }

    @Test
    void aStreamThatWasCreatedLaterIsReadFromItsBeginning() {
        assertThat(startOfOneFoundLater(StartPosition.now(), LATER))
                .isEqualTo(StartPosition.earliest());
        assertThat(startOfOneFoundLater(StartPosition.earliest(), LATER))
                .isEqualTo(StartPosition.earliest());
    }

    @Test
    void aStreamWhoseCreationIsCloseToTheStartIsReadFromItsBeginningSinceClocksDiffer() {
        Instant before = TestingSearch.START.minus(Duration.ofMinutes(4));

        assertThat(startOfOneFoundLater(StartPosition.now(), before))
                .isEqualTo(StartPosition.earliest());
    }

    @Test
    void anOldStreamThatMatchesOnlyLaterIsReadFromTheStartOfTheJob() {
        assertThat(startOfOneFoundLater(StartPosition.now(), LONG_AGO))
                .isEqualTo(StartPosition.serverTimestamp(TestingSearch.START));
    }

    @Test
    void aTimestampHoldsForStreamsThatAreFoundLater() {
        StartPosition server = StartPosition.serverTimestamp(LONG_AGO);
        StartPosition producer = StartPosition.producerTimestamp(LONG_AGO);

        assertThat(startOfOneFoundLater(server, LATER)).isEqualTo(server);
        assertThat(startOfOneFoundLater(producer, LATER)).isEqualTo(producer);
    }

    @Test
    void aNumberOrTokenIsNotThatOfAStreamThatIsFoundLater() {
        StartPosition number = StartPosition.afterFragment(FragmentNumber.of("42"));

        assertThat(startOfOneFoundLater(number, LATER)).isEqualTo(StartPosition.earliest());
        assertThat(startOfOneFoundLater(StartPosition.continuationToken("t"), LATER))
                .isEqualTo(StartPosition.earliest());
        StartPosition at = StartPosition.atFragment(FragmentNumber.of("42"), LONG_AGO);
        assertThat(startOfOneFoundLater(at, LATER)).isEqualTo(StartPosition.earliest());
    }

    @Test
    void aStartOfItsOwnHoldsForAStreamThatIsFoundLater() {
        StartPosition own = StartPosition.afterFragment(FragmentNumber.of("42"));
        StreamSelection selection =
                new StreamSelection(
                        StreamSubscription.matching("", null, Map.of()),
                        StartPosition.now(),
                        Map.of("cam-1", StartPosition.earliest(), "cam-2", own),
                        StopPosition.never());
        search.add("cam-1", LONG_AGO);
        KvsMediaSourceEnumerator enumerator =
                TestingSearch.enumerator(context, selection, search, KvsMediaEnumeratorState.NEW);
        enumerator.start();
        context.runAsyncCall();
        search.add("cam-2", LATER);
        context.runAsyncCall();

        assertThat(enumerator.snapshotState(1).pending())
                .containsExactly(split("cam-1", StartPosition.earliest()), split("cam-2", own));
    }

    @Test
    void aStreamThatAppearsWhileTheJobIsDownCountsAsFoundLater() {
        search.add("cam-1", LONG_AGO);
        KvsMediaSourceEnumerator before = started(StartPosition.now(), StopPosition.never());
        context.runAsyncCall();
        KvsMediaEnumeratorState saved = before.snapshotState(1);

        TestingSplitEnumeratorContext afterwards = new TestingSplitEnumeratorContext(1);
        search.add("cam-2", LATER);
        KvsMediaSourceEnumerator restored =
                TestingSearch.enumerator(
                        afterwards,
                        selection(StartPosition.now(), StopPosition.never()),
                        search,
                        saved);
        restored.start();
        afterwards.runAsyncCall();

        assertThat(saved.firstDiscovery()).contains(TestingSearch.START);
        assertThat(restored.snapshotState(2).pending())
                .containsExactly(
                        split("cam-1", StartPosition.now()),
                        split("cam-2", StartPosition.earliest()));
    }

    @Test
    void failuresInARowAreToleratedUpToTheLimit() {
        started(StartPosition.now(), StopPosition.never());
        context.runAsyncCall();
        search.fails = true;
        context.runAsyncCall();
        context.runAsyncCall();
        search.fails = false;
        context.runAsyncCall();
        search.fails = true;
        context.runAsyncCall();
        context.runAsyncCall();

        assertThatExceptionOfType(FlinkRuntimeException.class)
                .isThrownBy(context::runAsyncCall)
                .withMessageContaining("failed 3 times in a row")
                .withMessageContaining("kinesisvideo:ListStreams")
                .havingCause()
                .withMessage("the service is away");
    }

    @Test
    void theFirstSearchIsRepeatedSoonWhenItFails() {
        search.fails = true;
        started(StartPosition.now(), StopPosition.never());
        context.runAsyncCall();
        context.runAsyncCall();
        search.fails = false;
        context.runAsyncCall();
        context.runAsyncCall();

        assertThat(search.delays)
                .containsExactly(0L, 5_000L, 10_000L, TestingSearch.INTERVAL.toMillis());
    }

    @Test
    void aBoundedSourceSearchesOnceAndThenSaysThatNothingMoreComes() {
        search.add("cam-1", LONG_AGO);
        context.register(0);
        started(StartPosition.earliest(), TestingSplits.STOP);
        assertThat(context.takeCalls()).isEmpty();

        context.runAsyncCall();

        assertThat(context.takeCalls())
                .containsExactly(
                        Call.assign(
                                0,
                                TestingSplits.unread(
                                        "cam-1", StartPosition.earliest(), TestingSplits.STOP)),
                        Call.noMoreSplits(0));
        assertThat(context.waitingAsyncCalls()).isZero();
    }

    @Test
    void aStreamThatIsNotFoundAnyMoreIsReadOn() {
        search.add("cam-1", LONG_AGO);
        KvsMediaSourceEnumerator enumerator = started(StartPosition.now(), StopPosition.never());
        context.runAsyncCall();
        search.streams.clear();
        context.runAsyncCall();

        assertThat(enumerator.snapshotState(1).pending())
                .containsExactly(split("cam-1", StartPosition.now()));
    }

    @Test
    void closingEndsTheSearchAndNothingFollowsIt() throws Exception {
        search.add("cam-1", LONG_AGO);
        KvsMediaSourceEnumerator enumerator = started(StartPosition.now(), StopPosition.never());

        enumerator.close();
        context.runAsyncCall();

        assertThat(search.closed).isTrue();
        assertThat(context.waitingAsyncCalls()).isZero();
        assertThat(enumerator.snapshotState(1).pending()).isEmpty();
    }

    private StartPosition startOfOneFoundLater(StartPosition configured, Instant created) {
        KvsMediaSourceEnumerator enumerator = started(configured, StopPosition.never());
        context.runAsyncCall();
        search.add("later", created);
        context.runAsyncCall();
        context.runAsyncCall();
        List<KvsMediaSplit> pending = enumerator.snapshotState(1).pending();
        search.streams.clear();
        context.dropAsyncCalls();
        assertThat(pending).hasSize(1);
        return pending.get(0).position().start();
    }

    private KvsMediaSourceEnumerator started(StartPosition start, StopPosition stop) {
        KvsMediaSourceEnumerator enumerator =
                TestingSearch.enumerator(
                        context, selection(start, stop), search, KvsMediaEnumeratorState.NEW);
        enumerator.start();
        return enumerator;
    }

    private static StreamSelection selection(StartPosition start, StopPosition stop) {
        return new StreamSelection(StreamSubscription.matching("", null, Map.of()), start, stop);
    }

    private static KvsMediaSplit split(String stream, StartPosition start) {
        return TestingSplits.unread(stream, start, StopPosition.never());
    }
}
