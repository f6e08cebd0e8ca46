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
import io.github.flinkkvs.media.source.subscriber.StreamSubscription;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An enumerator beside what is true of it, as Flink would run it: which reader holds which splits,
 * what a checkpoint holds of both sides, and what Flink gives back of a reader that fails.
 */
final class DiscoveryHistory {

    /** Looks at the state as if for a checkpoint that never comes. */
    private static final long NO_CHECKPOINT = Long.MAX_VALUE;

    private final TestingSearch search = new TestingSearch();

    /** What has been found since the checkpoint that counts. */
    private Set<String> found = new TreeSet<>();

    private Map<String, Instant> missingSince = new HashMap<>();

    private Map<Integer, Set<String>> readers = new TreeMap<>();

    /** What Flink gives back: all that was assigned since the checkpoint that counts, in order. */
    private List<Assigned> assignments = new ArrayList<>();

    private int parallelism = 3;

    /** Whether Flink has dealt splits out to other readers, nobody knows to which. */
    private boolean isDealt;

    private boolean isReleasedSinceDealt;
    private boolean isEverReleased;
    private long checkpoints;
    private Checkpoint last;
    private Checkpoint begun;
    private TestingSplitEnumeratorContext context;
    private KvsMediaSourceEnumerator enumerator;

    private record Assigned(int reader, KvsMediaSplit split, long afterCheckpoint) {}

    /** What Flink has in a checkpoint: the enumerator's state, and the splits of each reader. */
    private record Checkpoint(
            long id,
            KvsMediaEnumeratorState enumerator,
            int parallelism,
            Map<Integer, Set<String>> readers,
            boolean isDealt,
            boolean isReleasedSinceDealt) {

        /** Returns who gets what; with another number of readers, Flink deals it all out anew. */
        Map<Integer, Set<String>> restored(int newParallelism) {
            Map<Integer, Set<String>> restored = new TreeMap<>();
            List<String> all = new ArrayList<>();
            readers.forEach(
                    (reader, splits) -> {
                        all.addAll(splits);
                        restored.put(reader, new TreeSet<>(splits));
                    });
            if (newParallelism != parallelism) {
                restored.clear();
                for (int i = 0; i < all.size(); i++) {
                    restored.computeIfAbsent(i % newParallelism, r -> new TreeSet<>())
                            .add(all.get(i));
                }
            }
            return restored;
        }
    }

    DiscoveryHistory() throws IOException {
        start(KvsMediaEnumeratorState.NEW);
        last = snapshot();
    }

    void appear(String stream) {
        search.streams.computeIfAbsent(
                stream, s -> TestingSearch.stream(s, search.clock.instant()));
    }

    void vanish(String stream) {
        search.streams.remove(stream);
    }

    void passAThirdOfTheDelay() {
        search.clock.pass(TestingSearch.RELEASE_AFTER.dividedBy(3));
    }

    /** Short for what single steps lead to too seldom. */
    void stayAwayForTheDelay(String stream, boolean comesBack) {
        vanish(stream);
        searchAndSucceed();
        search.clock.pass(TestingSearch.RELEASE_AFTER);
        searchAndSucceed();
        if (comesBack) {
            appear(stream);
            searchAndSucceed();
        }
    }

    void searchAndSucceed() {
        search.fails = false;
        Set<String> known = new TreeSet<>(found);
        known.removeAll(released());
        context.runAsyncCall();
        found.addAll(search.streams.keySet());
        noteMissing(known);
        deliver();
        checkReleases(known);
        checkBalance(known);
    }

    /** One failure is tolerated; a success follows, so that a history does not end here. */
    void searchAndFail() {
        search.fails = true;
        context.runAsyncCall();
        searchAndSucceed();
    }

    private void noteMissing(Set<String> known) {
        missingSince.keySet().retainAll(known);
        missingSince.keySet().removeAll(search.streams.keySet());
        known.stream()
                .filter(stream -> !search.streams.containsKey(stream))
                .forEach(stream -> missingSince.putIfAbsent(stream, search.clock.instant()));
    }

    /** What was missed for long enough is released, and nothing else. */
    private void checkReleases(Set<String> known) {
        Instant limit = search.clock.instant().minus(TestingSearch.RELEASE_AFTER);
        Set<String> due =
                known.stream()
                        .filter(stream -> !search.streams.containsKey(stream))
                        .filter(stream -> !missingSince.get(stream).isAfter(limit))
                        .collect(Collectors.toSet());
        Set<String> releasedNow = released();
        releasedNow.retainAll(known);
        assertThat(releasedNow).isEqualTo(due);
        missingSince.keySet().removeAll(due);
        isEverReleased |= !due.isEmpty();
        isReleasedSinceDealt |= isDealt && !due.isEmpty();
    }

    /**
     * New streams go to the readers that have the fewest. What has been dealt out counts evenly,
     * which is true until some of it is released.
     */
    private void checkBalance(Set<String> before) {
        if (isReleasedSinceDealt) {
            return;
        }
        Map<String, Integer> owners = state().owners();
        Map<Integer, Integer> loads = loads(owners);
        int fewest = loads.values().stream().min(Integer::compare).orElseThrow();
        int most = loads.values().stream().max(Integer::compare).orElseThrow();
        assertThat(isEverReleased || most - fewest <= 1).as("balance of %s", loads).isTrue();
        owners.forEach(
                (stream, reader) -> {
                    if (!before.contains(stream)) {
                        assertThat(loads.get(reader))
                                .as("reader %d with the new %s of %s", reader, stream, loads)
                                .isLessThanOrEqualTo(fewest + 1);
                    }
                });
    }

    /** A reader that is not there yet may have what it will be told to let go. */
    private Map<Integer, Integer> loads(Map<String, Integer> owners) {
        Set<String> released = released();
        Map<Integer, Integer> loads = new TreeMap<>();
        for (int reader = 0; reader < parallelism; reader++) {
            Set<String> has = new TreeSet<>(has(reader));
            has.removeAll(released);
            loads.put(reader, has.size());
        }
        state().pending().forEach(s -> loads.merge(owners.get(s.splitId()), 1, Integer::sum));
        return loads;
    }

    void register(int index) {
        int reader = index % parallelism;
        if (!context.registeredReaders().containsKey(reader)) {
            context.register(reader);
            enumerator.addReader(reader);
            deliver();
        }
    }

    private void registerAll() {
        IntStream.range(0, parallelism).forEach(this::register);
    }

    private void deliver() {
        for (Call call : context.takeCalls()) {
            has(call.reader()).removeAll(call.released());
            for (KvsMediaSplit split : call.splits()) {
                assertThat(readersOf(split.splitId())).as("%s doubled", split).isEmpty();
                has(call.reader()).add(split.splitId());
                assignments.add(new Assigned(call.reader(), split, checkpoints));
            }
        }
    }

    /** Flink gives a reader what its checkpoint holds, and the enumerator back all the rest. */
    void fail(int index) {
        int reader = index % parallelism;
        begun = null;
        context.unregister(reader);
        readers.put(reader, last.restored(parallelism).getOrDefault(reader, new TreeSet<>()));
        List<KvsMediaSplit> back =
                assignments.stream()
                        .filter(a -> a.reader() == reader && a.afterCheckpoint() >= last.id())
                        .map(Assigned::split)
                        .toList();
        assignments.removeIf(a -> a.reader() == reader);
        enumerator.addSplitsBack(back, reader);
        deliver();
    }

    /** Only a job of which all tasks run takes checkpoints. */
    void beginCheckpoint() throws IOException {
        registerAll();
        begun = snapshot();
    }

    void completeCheckpoint() {
        if (begun != null) {
            last = begun;
            begun = null;
            enumerator.notifyCheckpointComplete(last.id());
        }
    }

    private Checkpoint snapshot() throws IOException {
        checkpoints++;
        KvsMediaEnumeratorState state = enumerator.snapshotState(checkpoints);
        Map<Integer, Set<String>> held = new TreeMap<>();
        readers.forEach((reader, splits) -> held.put(reader, new TreeSet<>(splits)));
        checkSidesAgree(state, held);
        return new Checkpoint(
                checkpoints,
                writtenAndRead(state),
                parallelism,
                held,
                isDealt,
                isReleasedSinceDealt);
    }

    private static KvsMediaEnumeratorState writtenAndRead(KvsMediaEnumeratorState state)
            throws IOException {
        KvsMediaEnumeratorStateSerializer serializer = KvsMediaEnumeratorStateSerializer.INSTANCE;
        return serializer.deserialize(serializer.getVersion(), serializer.serialize(state));
    }

    /** So a restored job has each split once. */
    private static void checkSidesAgree(
            KvsMediaEnumeratorState state, Map<Integer, Set<String>> held) {
        List<String> all = new ArrayList<>();
        held.values().forEach(all::addAll);
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        state.assigned().stream().map(KvsMediaSplit::splitId).toList());
    }

    /**
     * The whole job fails.
     *
     * @param newParallelism how many readers there are to be; 0 for as many as there were
     */
    void restore(int newParallelism) {
        KvsMediaEnumeratorState state = last.enumerator();
        parallelism = newParallelism == 0 ? parallelism : newParallelism;
        readers = last.restored(parallelism);
        isDealt = last.isDealt() || parallelism != last.parallelism();
        isReleasedSinceDealt = last.isReleasedSinceDealt() && parallelism == last.parallelism();
        found = new TreeSet<>();
        readers.values().forEach(found::addAll);
        state.pending().forEach(split -> found.add(split.splitId()));
        state.released().forEach(stream -> found.add(stream.name()));
        missingSince = new HashMap<>();
        assignments = new ArrayList<>();
        begun = null;
        start(state);
        deliver();
    }

    private void start(KvsMediaEnumeratorState state) {
        context = new TestingSplitEnumeratorContext(parallelism);
        StreamSelection selection =
                new StreamSelection(
                        StreamSubscription.matching("cam-", null, Map.of()),
                        StartPosition.earliest(),
                        StopPosition.never());
        enumerator = TestingSearch.enumerator(context, selection, search, state);
        enumerator.start();
    }

    void settle() throws IOException {
        beginCheckpoint();
        completeCheckpoint();
        searchAndSucceed();
    }

    /** What is found is read or waits for a reader, once; or it is known to have been released. */
    void checkNothingIsLostOrDoubled() {
        Set<String> released = released();
        List<String> all = new ArrayList<>(released);
        readers.forEach(
                (reader, splits) -> {
                    boolean isThere = context.registeredReaders().containsKey(reader);
                    splits.stream()
                            .filter(split -> isThere || !released.contains(split))
                            .forEach(all::add);
                });
        state().pending().forEach(split -> all.add(split.splitId()));
        assertThat(all).containsExactlyInAnyOrderElementsOf(found);
    }

    void checkAllIsRead() {
        for (String stream : search.streams.keySet()) {
            assertThat(readersOf(stream)).as(stream).hasSize(1);
        }
    }

    private KvsMediaEnumeratorState state() {
        return enumerator.snapshotState(NO_CHECKPOINT);
    }

    private Set<String> released() {
        return state().released().stream()
                .map(ReleasedStream::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Integer> readersOf(String stream) {
        return readers.keySet().stream().filter(reader -> has(reader).contains(stream)).toList();
    }

    private Set<String> has(int reader) {
        return readers.computeIfAbsent(reader, r -> new TreeSet<>());
    }
}
