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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Who has which split. Pure bookkeeping on the coordinator thread: no Flink calls, no I/O.
 *
 * <p>Invariant: every known split is either pending or assigned, never both.
 */
final class SplitLedger {

    private final Map<String, KvsMediaSplit> pending = new TreeMap<>();
    private final Map<String, KvsMediaSplit> assigned = new LinkedHashMap<>();

    /** Who is meant to have a split. It goes back there: other readers may have ended by then. */
    private final Map<String, Integer> owners = new HashMap<>();

    private final Map<Integer, Integer> loads = new HashMap<>();

    SplitLedger(KvsMediaEnumeratorState state) {
        state.assigned().forEach(split -> assigned.put(split.splitId(), split));
        state.pending().forEach(split -> pending.put(split.splitId(), split));
    }

    /** Adds a split unless its stream is known already. */
    void addIfNew(KvsMediaSplit split) {
        if (!assigned.containsKey(split.splitId())) {
            pending.putIfAbsent(split.splitId(), split);
        }
    }

    /** Takes splits back from a reader that is gone, at the positions they come back with. */
    void takeBack(Collection<KvsMediaSplit> splits, int reader) {
        for (KvsMediaSplit split : splits) {
            assigned.remove(split.splitId());
            pending.put(split.splitId(), split);
            own(split, reader);
        }
    }

    /** A split that Flink restored into a reader is not known to be there until it comes back. */
    private void own(KvsMediaSplit split, int reader) {
        Integer former = owners.put(split.splitId(), reader);
        if (former != null) {
            loads.merge(former, -1, Integer::sum);
        }
        loads.merge(reader, 1, Integer::sum);
    }

    int pendingCount() {
        return pending.size();
    }

    /**
     * Hands out what can be handed out, in the order of split ids, so that the same input gives the
     * same assignment. Every split is meant for one reader, whether that one is there yet or not: a
     * split that was taken back for its reader, any other one for the reader that has the fewest,
     * the lower number where they are equal.
     *
     * @param parallelism how many readers there are to be
     * @param registered which of them are there
     * @return what is new for each reader
     */
    Map<Integer, List<KvsMediaSplit>> assignPending(int parallelism, Set<Integer> registered) {
        Map<Integer, List<KvsMediaSplit>> assignment = new TreeMap<>();
        for (KvsMediaSplit split : List.copyOf(pending.values())) {
            if (!owners.containsKey(split.splitId())) {
                own(split, leastLoaded(parallelism));
            }
            int reader = owners.get(split.splitId());
            if (registered.contains(reader)) {
                pending.remove(split.splitId());
                assigned.put(split.splitId(), split);
                assignment.computeIfAbsent(reader, r -> new ArrayList<>()).add(split);
            }
        }
        return assignment;
    }

    private int leastLoaded(int parallelism) {
        long restored =
                assigned.keySet().stream().filter(split -> !owners.containsKey(split)).count();
        return IntStream.range(0, parallelism)
                .boxed()
                .min(Comparator.comparing(reader -> load(reader, restored, parallelism)))
                .orElseThrow();
    }

    /** Who got the restored splits is not told; Flink deals them out in turn. */
    private long load(int reader, long restored, int parallelism) {
        long dealt = restored / parallelism + (reader < restored % parallelism ? 1 : 0);
        return dealt + loads.getOrDefault(reader, 0);
    }

    KvsMediaEnumeratorState snapshot() {
        return new KvsMediaEnumeratorState(
                List.copyOf(assigned.values()), List.copyOf(pending.values()));
    }
}
