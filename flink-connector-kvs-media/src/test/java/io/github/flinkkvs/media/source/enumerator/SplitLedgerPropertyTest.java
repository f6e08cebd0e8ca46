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

import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.TestingSplits;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any history of a ledger, told by a list of numbers: the number modulo {@link #STEPS} says what
 * happens, the rest of it to whom.
 */
class SplitLedgerPropertyTest {

    private static final int STEPS = 6;
    private static final int READERS = 4;

    @Property
    void everySplitIsThereExactlyOnceWhateverHappens(
            @ForAll @Size(max = 60) List<@IntRange(max = 400) Integer> steps) throws IOException {
        History history = new History();

        for (int step : steps) {
            history.take(step % STEPS, step / STEPS);
            history.checkEverySplitIsThereOnce();
        }
    }

    @Property
    void firstAssignmentsDifferByOneAtMostWhileNoReaderIsLost(
            @ForAll @Size(max = 20) List<@IntRange(max = 7) Integer> streamsPerRound) {
        SplitLedger ledger = ledger(KvsMediaEnumeratorState.NEW);
        Map<Integer, Integer> loads = new TreeMap<>(Map.of(0, 0, 1, 0, 2, 0, 3, 0));
        int named = 0;

        for (int streams : streamsPerRound) {
            for (int i = 0; i < streams; i++) {
                ledger.addIfNew(TestingSplits.split("stream-" + named++));
            }
            ledger.assignPending(READERS, loads.keySet())
                    .forEach((reader, splits) -> loads.merge(reader, splits.size(), Integer::sum));

            int most = loads.values().stream().max(Integer::compare).orElseThrow();
            int fewest = loads.values().stream().min(Integer::compare).orElseThrow();
            assertThat(most - fewest).as("loads %s", loads).isLessThanOrEqualTo(1);
        }
        assertThat(loads.values().stream().mapToInt(load -> load).sum()).isEqualTo(named);
    }

    private static SplitLedger ledger(KvsMediaEnumeratorState state) {
        return new SplitLedger(state, KvsMediaSplitAssigner.leastLoaded());
    }

    /** A ledger beside what is true of it: which streams there are, and which reader has which. */
    private static final class History {

        private final Set<String> streams = new TreeSet<>();
        private final Set<Integer> registered = new TreeSet<>();
        private final Map<String, Integer> owners = new HashMap<>();
        private final Map<String, Integer> gone = new HashMap<>();
        private SplitLedger ledger = ledger(KvsMediaEnumeratorState.NEW);

        private void take(int step, int argument) throws IOException {
            switch (step) {
                case 0 -> addStream("stream-" + argument % 20);
                case 1 -> register(argument % READERS);
                case 2 -> lose(argument % READERS);
                case 3 -> restoreTheJob();
                case 4 -> release("stream-" + argument % 20);
                default -> assign();
            }
        }

        private void addStream(String stream) {
            streams.add(stream);
            ledger.addIfNew(TestingSplits.split(stream));
        }

        /** Flink gives it back all the same, if its reader is lost. */
        private void release(String stream) {
            ledger.release(stream);
            if (streams.remove(stream) && owners.containsKey(stream)) {
                gone.put(stream, owners.remove(stream));
            }
        }

        private void register(int reader) {
            registered.add(reader);
            assign();
        }

        private void assign() {
            ledger.assignPending(READERS, registered)
                    .forEach((reader, splits) -> splits.forEach(split -> own(reader, split)));
        }

        private void own(int reader, KvsMediaSplit split) {
            assertThat(registered).contains(reader);
            assertThat(owners.put(split.splitId(), reader))
                    .as("the former owner of %s", split.splitId())
                    .isNull();
        }

        private void lose(int reader) {
            registered.remove(reader);
            List<KvsMediaSplit> lost = new ArrayList<>();
            owners.forEach(
                    (stream, owner) -> {
                        if (owner == reader) {
                            lost.add(TestingSplits.split(stream));
                        }
                    });
            lost.forEach(split -> owners.remove(split.splitId()));
            gone.forEach(
                    (stream, owner) -> {
                        if (owner == reader && owners.getOrDefault(stream, -1) != reader) {
                            lost.add(TestingSplits.split(stream));
                        }
                    });
            gone.values().removeIf(owner -> owner == reader);
            ledger.takeBack(lost, reader);
        }

        /** Assigned splits are in the readers' state then; each reader gets its own again. */
        private void restoreTheJob() throws IOException {
            KvsMediaEnumeratorStateSerializer serializer =
                    KvsMediaEnumeratorStateSerializer.INSTANCE;
            byte[] saved = serializer.serialize(ledger.snapshot(Optional.empty(), List.of()));
            ledger = ledger(serializer.deserialize(serializer.getVersion(), saved));
            gone.clear();
            registered.clear();
        }

        private void checkEverySplitIsThereOnce() {
            KvsMediaEnumeratorState state = ledger.snapshot(Optional.empty(), List.of());
            List<String> assigned = state.assigned().stream().map(KvsMediaSplit::splitId).toList();
            List<String> all = new ArrayList<>(assigned);
            state.pending().forEach(split -> all.add(split.splitId()));

            assertThat(all).containsExactlyInAnyOrderElementsOf(streams);
            assertThat(assigned).containsExactlyInAnyOrderElementsOf(owners.keySet());
            assertThat(ledger.pendingCount()).isEqualTo(state.pending().size());
        }
    }
}
