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

import io.github.flinkkvs.media.source.enumerator.TestingSplitEnumeratorContext.Call;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.split.TestingSplits;
import io.github.flinkkvs.media.source.subscriber.StreamSubscription;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Streams that searches do not find any more, and that come back. */
class ReleaseTest {

    private static final Instant LONG_AGO = TestingSearch.START.minus(Duration.ofDays(3));
    private static final Instant RELEASED_AT =
            TestingSearch.START.plus(TestingSearch.RELEASE_AFTER);

    private final TestingSplitEnumeratorContext context = new TestingSplitEnumeratorContext(2);
    private final TestingSearch search = new TestingSearch();

    @Test
    void aStreamThatEverySearchHasMissedForTheDelayIsReleased() {
        KvsMediaSourceEnumerator enumerator = reading("a", "b");
        search.streams.remove("b");
        context.runAsyncCall();
        search.clock.pass(TestingSearch.RELEASE_AFTER.minusMillis(1));
        context.runAsyncCall();
        assertThat(context.takeCalls()).isEmpty();

        search.clock.pass(Duration.ofMillis(1));
        context.runAsyncCall();

        assertThat(context.takeCalls())
                .containsExactlyInAnyOrder(Call.release(0, "b"), Call.release(1, "b"));
        KvsMediaEnumeratorState state = enumerator.snapshotState(1);
        assertThat(state.assigned()).containsExactly(split("a", StartPosition.now()));
        assertThat(state.released())
                .containsExactly(new ReleasedStream("b", TestingSearch.START, RELEASED_AT));
    }

    @Test
    void aStreamThatIsFoundAgainInTimeIsKept() {
        KvsMediaSourceEnumerator enumerator = reading("a");
        search.streams.clear();
        context.runAsyncCall();
        search.clock.pass(TestingSearch.RELEASE_AFTER.minusMillis(1));
        search.add("a", LONG_AGO);
        context.runAsyncCall();
        search.streams.clear();
        search.clock.pass(Duration.ofMillis(1));
        context.runAsyncCall();

        assertThat(context.takeCalls()).isEmpty();
        assertThat(enumerator.snapshotState(1).assigned()).hasSize(1);
    }

    @Test
    void searchesThatFailDoNotMissStreams() {
        reading("a");
        search.streams.clear();
        search.fails = true;
        context.runAsyncCall();
        search.clock.pass(TestingSearch.RELEASE_AFTER);
        search.fails = false;
        context.runAsyncCall();

        assertThat(context.takeCalls()).isEmpty();
    }

    @Test
    void aStreamThatNoReaderHasIsReleasedToo() {
        search.add("a", LONG_AGO);
        KvsMediaSourceEnumerator enumerator = started(KvsMediaEnumeratorState.NEW);
        context.runAsyncCall();

        release("a");

        assertThat(enumerator.snapshotState(1).pending()).isEmpty();
        assertThat(context.unassignedSplits()).isZero();
    }

    @Test
    void aStreamThatComesBackGoesOnWhereItEnded() {
        reading("a");
        release("a");
        search.add("a", LONG_AGO);

        context.runAsyncCall();

        assertThat(context.takeCalls())
                .containsExactly(
                        Call.assign(0, split("a", StartPosition.serverTimestamp(RELEASED_AT))));
    }

    @Test
    void aStreamThatWasCreatedAnewIsReadFromItsBeginning() {
        reading("a");
        release("a");
        search.add("a", TestingSearch.START.plusMillis(1));

        context.runAsyncCall();

        assertThat(context.takeCalls())
                .containsExactly(Call.assign(0, split("a", StartPosition.earliest())));
    }

    @Test
    void aStreamThatACheckpointMayHoldWaitsForTheNextOne() {
        KvsMediaSourceEnumerator enumerator = reading("a");
        enumerator.snapshotState(1);
        release("a");
        search.add("a", LONG_AGO);
        enumerator.notifyCheckpointComplete(1);
        context.runAsyncCall();
        assertThat(context.takeCalls()).isEmpty();

        enumerator.snapshotState(2);
        context.runAsyncCall();
        assertThat(context.takeCalls()).isEmpty();
        enumerator.notifyCheckpointComplete(2);
        context.runAsyncCall();

        assertThat(context.takeCalls()).hasSize(1);
    }

    @Test
    void aReaderThatIsRestoredFromBeforeTheReleaseIsToldAgainUntilACheckpointIsWithout() {
        KvsMediaSourceEnumerator enumerator = reading("a");
        enumerator.snapshotState(1);
        release("a");

        enumerator.addReader(1);
        assertThat(context.takeCalls()).containsExactly(Call.release(1, "a"));

        enumerator.snapshotState(2);
        enumerator.notifyCheckpointComplete(2);
        enumerator.addReader(1);
        assertThat(context.takeCalls()).isEmpty();
    }

    @Test
    void aReleasedStreamThatFlinkGivesBackIsLeftOut() {
        KvsMediaSourceEnumerator enumerator = reading("a");
        release("a");

        enumerator.addSplitsBack(List.of(split("a", StartPosition.now())), 0);

        assertThat(enumerator.snapshotState(1).pending()).isEmpty();
        assertThat(context.takeCalls()).isEmpty();
    }

    @Test
    void aReleaseIsRememberedOverARestore() {
        KvsMediaEnumeratorState saved;
        KvsMediaSourceEnumerator before = reading("a");
        release("a");
        saved = before.snapshotState(1);
        context.dropAsyncCalls();
        search.add("a", LONG_AGO);

        started(saved);
        context.runAsyncCall();

        assertThat(context.takeCalls())
                .containsExactly(
                        Call.assign(0, split("a", StartPosition.serverTimestamp(RELEASED_AT))));
    }

    @Test
    void theOldestReleasesAreForgotten() {
        ReleasedStreams released = new ReleasedStreams(List.of(), false);
        for (int i = 0; i <= ReleasedStreams.REMEMBERED; i++) {
            released.add(new ReleasedStream("cam-" + i, LONG_AGO, LONG_AGO));
        }

        assertThat(released.snapshot()).hasSize(ReleasedStreams.REMEMBERED);
        assertThat(released.takeOut("cam-0")).isEmpty();
        assertThat(released.takeOut("cam-1")).isPresent();
    }

    @Test
    void withADelayOfZeroNothingIsEverReleased() {
        MissingStreams missing = new MissingStreams(Duration.ZERO);
        Instant much = TestingSearch.START.plus(Duration.ofDays(1_000));

        missing.after(Set.of(), Set.of("a"), TestingSearch.START);

        assertThat(missing.after(Set.of(), Set.of("a"), much)).isEmpty();
    }

    /** Has the readers read streams that have been there for long. */
    private KvsMediaSourceEnumerator reading(String... streams) {
        context.register(0);
        context.register(1);
        for (String stream : streams) {
            search.add(stream, LONG_AGO);
        }
        KvsMediaSourceEnumerator enumerator = started(KvsMediaEnumeratorState.NEW);
        context.runAsyncCall();
        context.takeCalls();
        return enumerator;
    }

    private void release(String stream) {
        search.streams.remove(stream);
        context.runAsyncCall();
        search.clock.pass(TestingSearch.RELEASE_AFTER);
        context.runAsyncCall();
        context.takeCalls();
    }

    private KvsMediaSourceEnumerator started(KvsMediaEnumeratorState state) {
        StreamSelection selection =
                new StreamSelection(
                        StreamSubscription.matching("", null, Map.of()),
                        StartPosition.now(),
                        StopPosition.never());
        KvsMediaSourceEnumerator enumerator =
                TestingSearch.enumerator(context, selection, search, state);
        enumerator.start();
        return enumerator;
    }

    private static KvsMediaSplit split(String stream, StartPosition start) {
        return TestingSplits.unread(stream, start, StopPosition.never());
    }
}
