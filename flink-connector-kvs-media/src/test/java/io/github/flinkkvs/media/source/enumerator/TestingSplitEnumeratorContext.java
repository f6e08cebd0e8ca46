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
import io.github.flinkkvs.media.source.split.StreamsReleased;

import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/**
 * The coordinator's side of Flink: knows who is registered, and writes down in one list what the
 * enumerator asks for, since the order of assignments and signals matters.
 */
final class TestingSplitEnumeratorContext implements SplitEnumeratorContext<KvsMediaSplit> {

    /**
     * One call of the enumerator: an assignment, a release, or the signal that there are no more
     * splits.
     */
    record Call(int reader, List<KvsMediaSplit> splits, List<String> released) {

        static Call assign(int reader, KvsMediaSplit... splits) {
            return new Call(reader, List.of(splits), List.of());
        }

        static Call release(int reader, String... splits) {
            return new Call(reader, List.of(), List.of(splits));
        }

        static Call noMoreSplits(int reader) {
            return new Call(reader, List.of(), List.of());
        }
    }

    private final int parallelism;
    private final Map<Integer, ReaderInfo> readers = new TreeMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Runnable> asyncCalls = new ArrayList<>();
    private final Metrics metrics = new Metrics();

    TestingSplitEnumeratorContext(int parallelism) {
        this.parallelism = parallelism;
    }

    void register(int reader) {
        readers.put(reader, new ReaderInfo(reader, "host-" + reader));
    }

    void unregister(int reader) {
        readers.remove(reader);
    }

    /** Returns the calls since the last time that somebody asked. */
    List<Call> takeCalls() {
        List<Call> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    long unassignedSplits() {
        return metrics.unassignedSplits.getValue();
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return metrics;
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return Map.copyOf(readers);
    }

    @Override
    public void assignSplits(SplitsAssignment<KvsMediaSplit> assignment) {
        new TreeMap<>(assignment.assignment())
                .forEach(
                        (reader, splits) -> {
                            requireRegistered(reader);
                            calls.add(new Call(reader, List.copyOf(splits), List.of()));
                        });
    }

    @Override
    public void signalNoMoreSplits(int reader) {
        requireRegistered(reader);
        calls.add(Call.noMoreSplits(reader));
    }

    private void requireRegistered(int reader) {
        if (!readers.containsKey(reader)) {
            throw new IllegalArgumentException("Flink fails the job: no reader " + reader);
        }
    }

    @Override
    public void sendEventToSourceReader(int reader, SourceEvent event) {
        requireRegistered(reader);
        calls.add(new Call(reader, List.of(), ((StreamsReleased) event).splitIds()));
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        asyncCalls.add(
                () -> {
                    T result;
                    try {
                        result = callable.call();
                    } catch (Exception e) {
                        handler.accept(null, e);
                        return;
                    }
                    handler.accept(result, null);
                });
    }

    /** Runs the one asynchronous call that waits, and hands over its result. */
    void runAsyncCall() {
        if (asyncCalls.size() != 1) {
            throw new AssertionError(asyncCalls.size() + " calls wait");
        }
        asyncCalls.remove(0).run();
    }

    /** Forgets the calls of an enumerator that is done with. */
    void dropAsyncCalls() {
        asyncCalls.clear();
    }

    int waitingAsyncCalls() {
        return asyncCalls.size();
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable,
            BiConsumer<T, Throwable> handler,
            long initialDelayMillis,
            long periodMillis) {
        throw new UnsupportedOperationException("Nothing is called at a fixed rate.");
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }

    @Override
    public void setIsProcessingBacklog(boolean isProcessingBacklog) {
        throw new UnsupportedOperationException("No backlog is told.");
    }

    /** Keeps the one gauge that an enumerator has. */
    private static final class Metrics extends UnregisteredMetricsGroup
            implements SplitEnumeratorMetricGroup {

        private Gauge<Long> unassignedSplits = () -> -1L;

        @Override
        public <G extends Gauge<Long>> G setUnassignedSplitsGauge(G gauge) {
            unassignedSplits = gauge;
            return gauge;
        }
    }
}
