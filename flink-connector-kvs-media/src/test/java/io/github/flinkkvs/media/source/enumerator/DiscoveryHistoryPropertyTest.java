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

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any history of an enumerator that searches: streams appear and vanish, searches fail, readers
 * come, fail and return, checkpoints are taken and restored at any step, with the same number of
 * readers or another. A number modulo {@link #STEPS} says what happens, the rest of it to whom.
 */
class DiscoveryHistoryPropertyTest {

    private static final int STEPS = 9;
    private static final int STREAMS = 15;

    @Property
    void nothingIsLostNothingDoubledAndLoadsDifferByOneAtMost(
            @ForAll @Size(max = 60) List<@IntRange(max = 1000) Integer> steps) throws IOException {
        History history = new History();

        for (int step : steps) {
            history.take(step % STEPS, step / STEPS);
            history.checkNothingIsLostOrDoubled();
        }

        history.settle();
        history.checkAllIsReadAndBalanced();
    }

    /** What Flink has in a checkpoint: the enumerator's bytes, and the splits of each reader. */
    private static final class Checkpoint {

        private final byte[] enumerator;
        private final Map<Integer, Set<String>> readers;

        Checkpoint(byte[] enumerator, Map<Integer, Set<String>> readers) {
            this.enumerator = enumerator;
            this.readers = readers;
        }
    }

    /** An enumerator beside what is true of it. Each reader has the streams of its own. */
    private static final class History {

        private final TestingSearch search = new TestingSearch();

        /** What has been found since the checkpoint that counts. */
        private Set<String> found = new TreeSet<>();

        private Map<Integer, Set<String>> readers = new TreeMap<>();
        private int parallelism = 3;
        private Checkpoint last;
        private TestingSplitEnumeratorContext context;
        private KvsMediaSourceEnumerator enumerator;

        History() throws IOException {
            start(KvsMediaEnumeratorState.NEW);
            last = checkpoint();
        }

        private void take(int step, int argument) throws IOException {
            switch (step) {
                case 0, 1 -> search.add("cam-" + argument % STREAMS, TestingSearch.START);
                case 2 -> search.streams.remove("cam-" + argument % STREAMS);
                case 3 -> searchAndSucceed();
                case 4 -> searchAndFail();
                case 5 -> register(argument % parallelism);
                case 6 -> fail(argument % parallelism);
                case 7 -> last = checkpoint();
                default -> restore(argument % 4 == 0 ? 2 + argument % 3 : parallelism);
            }
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

        private void searchAndSucceed() {
            search.fails = false;
            context.runAsyncCall();
            found.addAll(search.streams.keySet());
            deliver();
        }

        /** One failure is tolerated; a success follows, so that a history does not end here. */
        private void searchAndFail() {
            search.fails = true;
            context.runAsyncCall();
            searchAndSucceed();
        }

        private void register(int reader) {
            context.register(reader);
            enumerator.addReader(reader);
            deliver();
        }

        private void deliver() {
            for (Call call : context.takeCalls()) {
                for (KvsMediaSplit split : call.splits()) {
                    assertThat(readersOf(split.splitId())).isEmpty();
                    has(call.reader()).add(split.splitId());
                }
            }
        }

        /** Flink gives a reader what its checkpoint holds, and the enumerator back all the rest. */
        private void fail(int reader) {
            context.unregister(reader);
            Set<String> kept = last.readers.getOrDefault(reader, Set.of());
            List<KvsMediaSplit> back =
                    has(reader).stream()
                            .filter(stream -> !kept.contains(stream))
                            .map(TestingSplits::split)
                            .toList();
            readers.put(reader, new TreeSet<>(kept));
            enumerator.addSplitsBack(back, reader);
            deliver();
        }

        private Checkpoint checkpoint() throws IOException {
            Map<Integer, Set<String>> held = new TreeMap<>();
            readers.forEach((reader, streams) -> held.put(reader, new TreeSet<>(streams)));
            return new Checkpoint(
                    KvsMediaEnumeratorStateSerializer.INSTANCE.serialize(
                            enumerator.snapshotState(1)),
                    held);
        }

        /** With another number of readers Flink deals the splits out again. */
        private void restore(int newParallelism) throws IOException {
            List<String> held = new ArrayList<>();
            last.readers.values().forEach(held::addAll);
            readers = new TreeMap<>();
            if (newParallelism == parallelism) {
                last.readers.forEach((reader, s) -> readers.put(reader, new TreeSet<>(s)));
            } else {
                for (int i = 0; i < held.size(); i++) {
                    has(i % newParallelism).add(held.get(i));
                }
            }
            parallelism = newParallelism;
            KvsMediaEnumeratorState state =
                    KvsMediaEnumeratorStateSerializer.INSTANCE.deserialize(2, last.enumerator);
            found = new TreeSet<>(held);
            state.pending().forEach(split -> found.add(split.splitId()));
            start(state);
            deliver();
            last = checkpoint();
        }

        private void settle() {
            searchAndSucceed();
            for (int reader = 0; reader < parallelism; reader++) {
                register(reader);
            }
        }

        private void checkNothingIsLostOrDoubled() {
            List<String> all = new ArrayList<>();
            readers.values().forEach(all::addAll);
            enumerator.snapshotState(2).pending().forEach(split -> all.add(split.splitId()));
            assertThat(all).containsExactlyInAnyOrderElementsOf(found);
        }

        private void checkAllIsReadAndBalanced() {
            assertThat(found).containsAll(search.streams.keySet());
            for (String stream : found) {
                assertThat(readersOf(stream)).as(stream).hasSize(1);
            }
            List<Integer> loads = new ArrayList<>();
            for (int reader = 0; reader < parallelism; reader++) {
                loads.add(has(reader).size());
            }
            int most = loads.stream().max(Integer::compare).orElseThrow();
            int fewest = loads.stream().min(Integer::compare).orElseThrow();
            assertThat(most - fewest).as("loads %s", loads).isLessThanOrEqualTo(1);
        }

        private List<Integer> readersOf(String stream) {
            return readers.keySet().stream()
                    .filter(reader -> has(reader).contains(stream))
                    .toList();
        }

        private Set<String> has(int reader) {
            return readers.computeIfAbsent(reader, r -> new TreeSet<>());
        }
    }
}
