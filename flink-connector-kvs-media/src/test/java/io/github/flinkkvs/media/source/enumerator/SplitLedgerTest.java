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

import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.TestingSplits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import static io.github.flinkkvs.media.source.split.TestingSplits.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

class SplitLedgerTest {

    private static final KvsMediaEnumeratorState NOTHING = KvsMediaEnumeratorState.NEW;

    private final SplitLedger ledger = ledger(NOTHING);

    @Test
    void splitsGoRoundInTheOrderOfTheirNames() {
        add("d", "b", "a", "c", "e");

        assertThat(ledger.assignPending(2, readers(0, 1)))
                .containsExactly(
                        entry(0, List.of(split("a"), split("c"), split("e"))),
                        entry(1, List.of(split("b"), split("d"))));
        assertThat(ledger.pendingCount()).isZero();
    }

    @Test
    void aNewSplitGoesToTheReaderThatHasTheFewest() {
        add("a", "b", "c");
        ledger.assignPending(2, readers(0, 1));
        add("d");

        assertThat(ledger.assignPending(2, readers(0, 1)))
                .containsExactly(entry(1, List.of(split("d"))));
    }

    @Test
    void streamsThatAreNoLongerReadCountForNoReader() {
        SplitLedger restored =
                ledger(
                        new KvsMediaEnumeratorState(
                                List.of(split("c")),
                                List.of(),
                                Map.of("a", 0, "b", 0, "c", 1),
                                2,
                                Optional.empty(),
                                List.of()));
        restored.addIfNew(split("d"));

        assertThat(restored.assignPending(2, readers(0, 1)))
                .containsExactly(entry(0, List.of(split("d"))));
    }

    @Test
    void withoutReadersAllSplitsWait() {
        add("a", "b");

        assertThat(ledger.assignPending(2, readers())).isEmpty();
        assertThat(ledger.pendingCount()).isEqualTo(2);
    }

    @Test
    void aStreamThatIsKnownIsNotAddedAgain() {
        KvsMediaSplit read =
                TestingSplits.read("a", StartPosition.earliest(), StopPosition.never());
        SplitLedger restored =
                ledger(KvsMediaEnumeratorState.of(List.of(read), List.of(split("b"))));

        restored.addIfNew(split("a"));
        restored.addIfNew(split("b"));
        restored.addIfNew(split("b"));

        assertThat(restored.snapshot(Optional.empty(), List.of()))
                .isEqualTo(KvsMediaEnumeratorState.of(List.of(read), List.of(split("b"))));
    }

    @Test
    void whatALostReaderHadWaitsForTheReaderThatTakesItsPlace() {
        add("a", "b");
        ledger.assignPending(2, readers(0, 1));

        ledger.takeBack(List.of(split("b")), 1);

        assertThat(ledger.assignPending(2, readers(0))).isEmpty();
        assertThat(ledger.pendingCount()).isEqualTo(1);
        assertThat(ledger.assignPending(2, readers(0, 1)))
                .containsExactly(entry(1, List.of(split("b"))));
    }

    @Test
    void aSplitComesBackAtThePositionThatItCameBackWith() {
        add("a");
        ledger.assignPending(2, readers(0));
        KvsMediaSplit readOn =
                TestingSplits.read("a", StartPosition.earliest(), StopPosition.never());

        ledger.takeBack(List.of(readOn), 0);

        assertThat(ledger.snapshot(Optional.empty(), List.of()).pending()).containsExactly(readOn);
        assertThat(ledger.assignPending(2, readers(0))).containsExactly(entry(0, List.of(readOn)));
    }

    @Test
    void aSplitThatIsTakenBackCountsOnce() {
        add("a", "b");
        ledger.assignPending(2, readers(0, 1));
        ledger.takeBack(List.of(split("b")), 1);
        ledger.assignPending(2, readers(0, 1));
        add("c", "d");

        Map<Integer, List<KvsMediaSplit>> assignment = ledger.assignPending(2, readers(0, 1));

        assertThat(assignment)
                .containsExactly(entry(0, List.of(split("c"))), entry(1, List.of(split("d"))));
    }

    @Test
    void aRestoredSplitThatIsTakenBackCountsForItsReader() {
        SplitLedger restored = ledger(KvsMediaEnumeratorState.of(List.of(split("a")), List.of()));
        restored.takeBack(List.of(split("a")), 0);
        restored.assignPending(2, readers(0, 1));
        restored.addIfNew(split("b"));

        assertThat(restored.assignPending(2, readers(0, 1)))
                .containsExactly(entry(1, List.of(split("b"))));
    }

    @Test
    void aSnapshotIsNotTouchedByWhatFollows() {
        add("a");
        KvsMediaEnumeratorState before = ledger.snapshot(Optional.empty(), List.of());

        ledger.assignPending(2, readers(0));

        assertThat(before).isEqualTo(KvsMediaEnumeratorState.of(List.of(), List.of(split("a"))));
        assertThat(ledger.snapshot(Optional.empty(), List.of()))
                .isEqualTo(
                        new KvsMediaEnumeratorState(
                                List.of(split("a")),
                                List.of(),
                                Map.of("a", 0),
                                2,
                                Optional.empty(),
                                List.of()));
    }

    @Test
    void theOwnAssignerIsAskedWithWhatThereIs() {
        List<String> asked = new ArrayList<>();
        KvsMediaSplitAssigner last =
                (stream, context) -> {
                    asked.add(
                            stream
                                    + " "
                                    + context.currentAssignments()
                                    + " "
                                    + context.registeredReaders()
                                    + " "
                                    + context.pending()
                                    + " "
                                    + context.load(1));
                    return context.numberOfReaders() - 1;
                };
        SplitLedger own = new SplitLedger(NOTHING, last);
        own.addIfNew(split("a"));
        own.addIfNew(split("b"));

        assertThat(own.assignPending(2, readers(1)))
                .containsExactly(entry(1, List.of(split("a"), split("b"))));
        assertThat(asked)
                .containsExactly("a {0=[], 1=[]} [1] [a, b] 0", "b {0=[], 1=[a]} [1] [b] 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void anAssignerThatNamesNoReaderIsToldSo(int reader) {
        SplitLedger own = new SplitLedger(NOTHING, (stream, context) -> reader);
        own.addIfNew(split("a"));

        assertThatIllegalStateException()
                .isThrownBy(() -> own.assignPending(2, readers(0, 1)))
                .withMessageContaining("gave stream a to reader " + reader)
                .withMessageContaining("0 to 1");
    }

    @Test
    void readersKeepWhatTheyHadWhenTheJobIsRestoredWithTheSameNumberOfThem() {
        SplitLedger restored = ledger(restoredWithReaderOneHavingBoth());
        restored.addIfNew(split("c"));
        restored.addIfNew(split("d"));

        assertThat(restored.assignPending(2, readers(0, 1)))
                .containsExactly(entry(0, List.of(split("c"), split("d"))));
    }

    @Test
    void withAnotherNumberOfReadersTheRestoredSplitsCountEvenly() {
        SplitLedger restored = ledger(restoredWithReaderOneHavingBoth());
        restored.addIfNew(split("c"));

        assertThat(restored.assignPending(3, readers(0, 1, 2)))
                .containsExactly(entry(2, List.of(split("c"))));
    }

    private static KvsMediaEnumeratorState restoredWithReaderOneHavingBoth() {
        return new KvsMediaEnumeratorState(
                List.of(split("a"), split("b")),
                List.of(),
                Map.of("a", 1, "b", 1),
                2,
                Optional.empty(),
                List.of());
    }

    private static SplitLedger ledger(KvsMediaEnumeratorState state) {
        return new SplitLedger(state, KvsMediaSplitAssigner.leastLoaded());
    }

    private void add(String... streams) {
        List.of(streams).forEach(stream -> ledger.addIfNew(split(stream)));
    }

    private static SortedSet<Integer> readers(Integer... readers) {
        return new TreeSet<>(List.of(readers));
    }
}
