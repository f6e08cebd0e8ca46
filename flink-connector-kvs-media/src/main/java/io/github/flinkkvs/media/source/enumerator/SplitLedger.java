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

import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who has which split. Pure bookkeeping on the coordinator thread: no Flink calls, no I/O.
 *
 * <p>Invariant: every known split is either pending or assigned, never both.
 */
final class SplitLedger {

    private static final Comparator<KvsMediaSplit> BY_ID =
            Comparator.comparing(KvsMediaSplit::splitId);

    private final KvsMediaSplitAssigner assigner;
    private final PendingSplits pending = new PendingSplits();
    private final Map<String, KvsMediaSplit> assigned = new LinkedHashMap<>();

    /** Who is meant to have a split. It goes back there: other readers may have ended by then. */
    private final SplitOwners owners;

    SplitLedger(KvsMediaEnumeratorState state, KvsMediaSplitAssigner assigner) {
        this.assigner = assigner;
        state.assigned().forEach(split -> assigned.put(split.splitId(), split));
        Map<String, Integer> ofKnown = new HashMap<>(state.owners());
        Set<String> known = new HashSet<>(assigned.keySet());
        state.pending().forEach(split -> known.add(split.splitId()));
        ofKnown.keySet().retainAll(known);
        owners = new SplitOwners(ofKnown, state.parallelism());
        state.pending().forEach(this::putPending);
    }

    /** Adds a split unless its stream is known already. */
    void addIfNew(KvsMediaSplit split) {
        if (!isKnown(split.splitId())) {
            putPending(split);
        }
    }

    private void putPending(KvsMediaSplit split) {
        pending.put(split, owners.of(split.splitId()));
    }

    boolean isKnown(String splitId) {
        return assigned.containsKey(splitId) || pending.contains(splitId);
    }

    /** Returns the ids of all splits, pending or assigned. */
    Set<String> known() {
        Set<String> known = new TreeSet<>(assigned.keySet());
        known.addAll(pending.ids());
        return known;
    }

    /** Forgets a split. */
    void release(String splitId) {
        pending.remove(splitId, owners.of(splitId));
        assigned.remove(splitId);
        owners.disown(splitId);
    }

    /**
     * Takes splits back from a reader that is gone, at the positions they come back with. Flink
     * gives back all that it saw assigned, also what has been released since, or has become another
     * reader's: these are left out.
     */
    void takeBack(Collection<KvsMediaSplit> splits, int reader) {
        for (KvsMediaSplit split : splits) {
            String id = split.splitId();
            if (isKnown(id) && owners.of(id).orElse(reader) == reader) {
                assigned.remove(id);
                owners.own(id, reader);
                putPending(split);
            }
        }
    }

    /** Returns the splits that wait until it is known where they are to end. */
    Collection<KvsMediaSplit> endless() {
        return pending.endless();
    }

    /**
     * Gives pending splits the ends that were found for them.
     *
     * @param stops the ends by split id; nothing for a split that is dropped
     */
    void endPending(Map<String, Optional<StopPosition>> stops) {
        stops.forEach((id, stop) -> pending.get(id).ifPresent(split -> end(split, stop)));
    }

    private void end(KvsMediaSplit split, Optional<StopPosition> stop) {
        if (stop.isPresent()) {
            putPending(split.until(stop.get()));
        } else {
            pending.remove(split.splitId(), owners.of(split.splitId()));
        }
    }

    int pendingCount() {
        return pending.size();
    }

    /**
     * Hands out what can be handed out, in the order of split ids, so that the same input gives the
     * same assignment. Every split is meant for one reader, whether that one is there yet or not: a
     * split that was taken back for its reader, any other one for the reader that the assigner
     * says. Splits that are to end "now" wait until it is known what that is.
     *
     * @param parallelism how many readers there are to be
     * @param registered which of them are there
     * @return what is new for each reader
     */
    Map<Integer, List<KvsMediaSplit>> assignPending(int parallelism, Set<Integer> registered) {
        if (owners.resize(parallelism)) {
            pending.disown();
        }
        Map<Integer, List<KvsMediaSplit>> assignment = new TreeMap<>();
        for (int reader : registered) {
            pending.takeAllOf(reader).forEach(split -> hand(split, reader, assignment));
        }
        List<KvsMediaSplit> ownerless = pending.ownerless();
        if (!ownerless.isEmpty()) {
            Context context = new Context(registered);
            ownerless.forEach(split -> choose(split, context, assignment));
            assignment.values().forEach(splits -> splits.sort(BY_ID));
        }
        return assignment;
    }

    private void choose(
            KvsMediaSplit split, Context context, Map<Integer, List<KvsMediaSplit>> assignment) {
        String id = split.splitId();
        int reader = chosen(id, context);
        pending.remove(id, Optional.empty());
        owners.own(id, reader);
        if (context.registered.contains(reader)) {
            hand(split, reader, assignment);
        } else {
            putPending(split);
        }
    }

    private void hand(
            KvsMediaSplit split, int reader, Map<Integer, List<KvsMediaSplit>> assignment) {
        assigned.put(split.splitId(), split);
        assignment.computeIfAbsent(reader, r -> new ArrayList<>()).add(split);
    }

    private int chosen(String stream, Context context) {
        int reader = assigner.assign(stream, context);
        if (reader < 0 || reader >= owners.parallelism()) {
            throw new IllegalStateException(
                    "The assigner "
                            + assigner.getClass().getName()
                            + " gave stream "
                            + stream
                            + " to reader "
                            + reader
                            + "; the readers are 0 to "
                            + (owners.parallelism() - 1)
                            + ".");
        }
        return reader;
    }

    KvsMediaEnumeratorState snapshot(
            Optional<Instant> firstDiscovery, List<ReleasedStream> released) {
        return new KvsMediaEnumeratorState(
                List.copyOf(assigned.values()),
                List.copyOf(pending.all()),
                owners.bySplit(),
                owners.parallelism(),
                firstDiscovery,
                released);
    }

    /** What the assigner sees. The splits of unknown owner stay the same while it is asked. */
    private final class Context implements KvsMediaSplitAssigner.Context {

        private final Set<Integer> registered;
        private final int ofUnknownOwner;

        Context(Set<Integer> registered) {
            this.registered = Collections.unmodifiableSet(registered);
            this.ofUnknownOwner =
                    (int) assigned.keySet().stream().filter(id -> owners.of(id).isEmpty()).count();
        }

        @Override
        public int numberOfReaders() {
            return owners.parallelism();
        }

        @Override
        public Set<Integer> registeredReaders() {
            return registered;
        }

        @Override
        public Map<Integer, Set<String>> currentAssignments() {
            return owners.byReader();
        }

        /** Who got the restored splits is not told; Flink deals them out in turn. */
        @Override
        public int load(int reader) {
            int readers = owners.parallelism();
            int dealt = ofUnknownOwner / readers + (reader < ofUnknownOwner % readers ? 1 : 0);
            return dealt + owners.count(reader);
        }

        @Override
        public Set<String> pending() {
            return pending.ids();
        }
    }
}
