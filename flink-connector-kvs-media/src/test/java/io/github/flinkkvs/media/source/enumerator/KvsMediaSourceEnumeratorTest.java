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

import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.enumerator.TestingSplitEnumeratorContext.Call;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.split.TestingSplits;
import io.github.flinkkvs.media.source.subscriber.StreamSubscription;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class KvsMediaSourceEnumeratorTest {

    private static final KvsMediaEnumeratorState NEW_JOB = KvsMediaEnumeratorState.NEW;

    private final TestingSplitEnumeratorContext context = new TestingSplitEnumeratorContext(2);

    @Test
    void aReaderGetsItsShareWithoutWaitingForTheOthers() {
        KvsMediaSourceEnumerator enumerator = started(NEW_JOB, "a", "b");

        register(enumerator, 1);

        assertThat(context.takeCalls())
                .containsExactly(Call.assign(1, split("b")), Call.noMoreSplits(1));
        assertThat(context.unassignedSplits()).isEqualTo(1);
    }

    @Test
    void theFirstAssignmentIsBalancedAndFollowsTheNames() {
        KvsMediaSourceEnumerator enumerator = started(NEW_JOB, "c", "e", "a", "d", "b");

        register(enumerator, 1);
        register(enumerator, 0);

        assertThat(assignments())
                .containsExactly(
                        Call.assign(1, split("b"), split("d")),
                        Call.assign(0, split("a"), split("c"), split("e")));
        assertThat(context.unassignedSplits()).isZero();
    }

    @Test
    void readersThatRegisteredBeforeTheStartAreServedAtTheStart() {
        context.register(0);
        context.register(1);

        started(NEW_JOB, "a", "b");

        assertThat(context.takeCalls())
                .startsWith(Call.assign(0, split("a")), Call.assign(1, split("b")));
    }

    @Test
    void everyReaderIsToldOnceThatNothingMoreComesAndAfterItsSplits() {
        KvsMediaSourceEnumerator enumerator = started(NEW_JOB, "a");

        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(context.takeCalls())
                .containsExactly(
                        Call.assign(0, split("a")), Call.noMoreSplits(0), Call.noMoreSplits(1));
    }

    @Test
    void askingForSplitsChangesNothing() {
        KvsMediaSourceEnumerator enumerator = assigned("a", "b");

        enumerator.handleSplitRequest(0, "host-0");

        assertThat(context.takeCalls()).isEmpty();
    }

    @Test
    void splitsOfALostReaderGoToTheReaderThatTakesItsPlace() {
        KvsMediaSourceEnumerator enumerator = assigned("a", "b");

        context.unregister(1);
        enumerator.addSplitsBack(List.of(split("b")), 1);
        assertThat(context.takeCalls()).isEmpty();
        assertThat(context.unassignedSplits()).isEqualTo(1);
        register(enumerator, 1);

        assertThat(context.takeCalls())
                .containsExactly(Call.assign(1, split("b")), Call.noMoreSplits(1));
    }

    @Test
    void splitsThatComeBackAfterTheirReaderDoesAreAssignedAtOnce() {
        KvsMediaSourceEnumerator enumerator = assigned("a", "b");
        context.unregister(1);
        register(enumerator, 1);
        assertThat(context.takeCalls()).containsExactly(Call.noMoreSplits(1));

        enumerator.addSplitsBack(List.of(split("b")), 1);

        assertThat(context.takeCalls()).containsExactly(Call.assign(1, split("b")));
    }

    @Test
    void aReaderThatLostNoSplitIsToldAgainThatNothingMoreComes() {
        KvsMediaSourceEnumerator enumerator = assigned("a", "b");

        context.unregister(0);
        register(enumerator, 0);

        assertThat(context.takeCalls()).containsExactly(Call.noMoreSplits(0));
    }

    @Test
    void aReaderThatIsLostBeforeTheOthersComeKeepsItsShare() {
        KvsMediaSourceEnumerator enumerator = started(NEW_JOB, "a", "b");
        register(enumerator, 0);
        context.unregister(0);
        enumerator.addSplitsBack(List.of(split("a")), 0);
        context.takeCalls();

        register(enumerator, 1);
        register(enumerator, 0);

        assertThat(assignments())
                .containsExactly(Call.assign(1, split("b")), Call.assign(0, split("a")));
    }

    @Test
    void readersOfAnUnboundedSourceAreNeverToldThatNothingMoreComes() {
        StreamSelection unbounded =
                new StreamSelection(
                        StreamSubscription.named(List.of(StreamId.of("a"))),
                        StartPosition.now(),
                        StopPosition.never());
        KvsMediaSourceEnumerator enumerator =
                TestingSearch.enumerator(context, unbounded, new TestingSearch(), NEW_JOB);
        enumerator.start();

        register(enumerator, 1);

        assertThat(context.takeCalls()).isEmpty();
    }

    @Test
    void aStreamThatIsNoLongerConfiguredIsForgotten() {
        KvsMediaEnumeratorState restored =
                KvsMediaEnumeratorState.of(List.of(split("a")), List.of(split("b"), split("c")));

        KvsMediaSourceEnumerator enumerator = started(restored, "c");

        assertThat(enumerator.snapshotState(1).assigned()).isEmpty();
        assertThat(enumerator.snapshotState(1).pending()).containsExactly(split("c"));
    }

    @Test
    void aStreamThatIsNewInTheConfigurationIsAddedToTheRestored() {
        KvsMediaEnumeratorState restored =
                KvsMediaEnumeratorState.of(List.of(split("a"), split("b")), List.of());
        KvsMediaSourceEnumerator enumerator = started(restored, "a", "b", "c");

        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(assignments()).containsExactly(Call.assign(0, split("c")));
        assertThat(enumerator.snapshotState(1).assigned())
                .containsExactlyInAnyOrder(split("a"), split("b"), split("c"));
    }

    @Test
    void whatWasPendingIsAssignedAtThePositionThatItWasSavedAt() {
        KvsMediaSplit saved = TestingSplits.read("a", StartPosition.now(), TestingSplits.STOP);
        KvsMediaSourceEnumerator enumerator =
                started(KvsMediaEnumeratorState.of(List.of(), List.of(saved)), "a");

        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(assignments()).containsExactly(Call.assign(0, saved));
    }

    @Test
    void whatReadersHadIsNotAssignedAgainAfterARestore() {
        KvsMediaEnumeratorState restored =
                KvsMediaEnumeratorState.of(List.of(split("a"), split("b")), List.of());
        KvsMediaSourceEnumerator enumerator = started(restored, "a", "b");

        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(context.takeCalls()).containsExactly(Call.noMoreSplits(0), Call.noMoreSplits(1));
    }

    @Test
    void aSnapshotAtAnyMomentHoldsEverySplit() {
        List<KvsMediaEnumeratorState> snapshots = new ArrayList<>();
        KvsMediaSourceEnumerator enumerator = enumerator(NEW_JOB, "a", "b", "c");

        enumerator.start();
        snapshots.add(enumerator.snapshotState(1));
        register(enumerator, 0);
        snapshots.add(enumerator.snapshotState(2));
        register(enumerator, 1);
        snapshots.add(enumerator.snapshotState(3));
        context.unregister(0);
        enumerator.addSplitsBack(List.of(split("a"), split("c")), 0);
        snapshots.add(enumerator.snapshotState(4));
        register(enumerator, 0);
        snapshots.add(enumerator.snapshotState(5));

        assertThat(snapshots)
                .allSatisfy(
                        state ->
                                assertThat(
                                                Stream.concat(
                                                        state.assigned().stream(),
                                                        state.pending().stream()))
                                        .containsExactlyInAnyOrder(
                                                split("a"), split("b"), split("c")));
        assertThat(snapshots)
                .extracting(state -> state.pending().size())
                .containsExactly(3, 1, 0, 2, 0);
    }

    /** Flink restores an enumerator without asking it to have been started before. */
    @Test
    void aSnapshotTakenBeforeTheStartHoldsWhatWasRestored() {
        KvsMediaEnumeratorState restored =
                KvsMediaEnumeratorState.of(List.of(split("a")), List.of(split("b")));

        assertThat(enumerator(restored, "a", "b").snapshotState(1)).isEqualTo(restored);
    }

    private KvsMediaSourceEnumerator enumerator(
            KvsMediaEnumeratorState restored, String... configured) {
        return TestingSearch.enumerator(
                context,
                new StreamSelection(
                        StreamSubscription.named(Stream.of(configured).map(StreamId::of).toList()),
                        StartPosition.earliest(),
                        TestingSplits.STOP),
                new TestingSearch(),
                restored);
    }

    private KvsMediaSourceEnumerator started(
            KvsMediaEnumeratorState restored, String... configured) {
        KvsMediaSourceEnumerator enumerator = enumerator(restored, configured);
        enumerator.start();
        return enumerator;
    }

    /** All readers are there and have their splits. */
    private KvsMediaSourceEnumerator assigned(String... configured) {
        KvsMediaSourceEnumerator enumerator = started(NEW_JOB, configured);
        register(enumerator, 0);
        register(enumerator, 1);
        context.takeCalls();
        return enumerator;
    }

    private void register(KvsMediaSourceEnumerator enumerator, int reader) {
        context.register(reader);
        enumerator.addReader(reader);
    }

    /** A bounded split, so that readers are told when nothing more comes. */
    private static KvsMediaSplit split(String stream) {
        return TestingSplits.unread(stream, StartPosition.earliest(), TestingSplits.STOP);
    }

    private List<Call> assignments() {
        return context.takeCalls().stream().filter(call -> !call.splits().isEmpty()).toList();
    }
}
