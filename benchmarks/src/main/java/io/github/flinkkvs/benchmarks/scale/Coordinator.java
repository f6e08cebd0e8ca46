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

package io.github.flinkkvs.benchmarks.scale;

import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Flink's side of an enumerator, with readers that only count what they get. */
final class Coordinator implements SplitEnumeratorContext<KvsMediaSplit> {
    private final int parallelism;
    private final Map<Integer, ReaderInfo> readers = new TreeMap<>();
    private final Map<Integer, Integer> assigned = new TreeMap<>();
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private final Metrics metrics = new Metrics();

    Coordinator(int parallelism) {
        this.parallelism = parallelism;
    }

    void register(int reader) {
        readers.put(reader, new ReaderInfo(reader, "host-" + reader));
    }

    /** Returns how many splits the readers have got, by reader. */
    Map<Integer, Integer> assigned() {
        return Collections.unmodifiableMap(assigned);
    }

    /** Runs what the enumerator wants run on a worker thread, and hands it the result. */
    void runNextCall() {
        calls.remove().run();
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
        return Collections.unmodifiableMap(readers);
    }

    @Override
    public void assignSplits(SplitsAssignment<KvsMediaSplit> assignment) {
        assignment
                .assignment()
                .forEach((reader, splits) -> assigned.merge(reader, splits.size(), Integer::sum));
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        calls.add(
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

    @Override
    public <T> void callAsync(
            Callable<T> callable,
            BiConsumer<T, Throwable> handler,
            long initialDelayMillis,
            long periodMillis) {
        throw new UnsupportedOperationException("Nothing is called at a fixed rate.");
    }

    @Override
    public void signalNoMoreSplits(int reader) {}

    @Override
    public void sendEventToSourceReader(int reader, SourceEvent event) {}

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }

    @Override
    public void setIsProcessingBacklog(boolean isProcessingBacklog) {}

    private static final class Metrics extends UnregisteredMetricsGroup
            implements SplitEnumeratorMetricGroup {

        @Override
        public <G extends Gauge<Long>> G setUnassignedSplitsGauge(G gauge) {
            return gauge;
        }
    }
}
