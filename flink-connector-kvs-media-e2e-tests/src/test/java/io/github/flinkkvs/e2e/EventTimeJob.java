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

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A job that works in event time, and what it saw: each fragment at the moment when a reader emits
 * it, and each event-time window of a second, over all readers, that fired. Cluster and test share
 * one JVM.
 */
final class EventTimeJob {

    private static final Map<String, EventTimeJob> JOBS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final List<Seen> fragments = new ArrayList<>();
    private final Map<Long, Map<String, Integer>> windows = new TreeMap<>();

    /**
     * A fragment that was emitted.
     *
     * @param eventTime in milliseconds
     * @param watermark the reader's, as it was before
     */
    record Seen(String stream, long eventTime, long watermark) {}

    EventTimeJob() {
        JOBS.put(id, this);
    }

    JobClient start(
            KvsMediaSource<MediaFragment> source,
            WatermarkStrategy<MediaFragment> strategy,
            int parallelism)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.getConfig().setAutoWatermarkInterval(10);
        env.setParallelism(parallelism);
        // What has been seen is at the window then, ahead of whatever another reader emits later.
        env.setBufferTimeout(0);
        DataStream<MediaFragment> fragments =
                env.fromSource(source, strategy, "streams").process(new Note(id));
        fragments
                .windowAll(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .process(new NoteWindow(id))
                .sinkTo(new DiscardingSink<>());
        return env.executeAsync();
    }

    synchronized List<Seen> fragments() {
        return List.copyOf(fragments);
    }

    /** Returns how many fragments of a stream have passed. */
    long count(String stream) {
        return fragments().stream().filter(seen -> seen.stream().equals(stream)).count();
    }

    /** Returns the windows that fired, by their start: how many fragments of which stream. */
    synchronized Map<Long, Map<String, Integer>> windows() {
        return new TreeMap<>(windows);
    }

    private synchronized void add(Seen seen) {
        fragments.add(seen);
    }

    private synchronized void fired(long start, Map<String, Integer> counts) {
        windows.put(start, counts);
    }

    private static final class Note extends ProcessFunction<MediaFragment, MediaFragment> {

        private static final long serialVersionUID = 1L;

        private final String job;

        Note(String job) {
            this.job = job;
        }

        @Override
        public void processElement(
                MediaFragment fragment,
                ProcessFunction<MediaFragment, MediaFragment>.Context context,
                Collector<MediaFragment> out) {
            Seen seen =
                    new Seen(
                            fragment.streamName(),
                            context.timestamp(),
                            context.timerService().currentWatermark());
            out.collect(fragment);
            JOBS.get(job).add(seen);
        }
    }

    private static final class NoteWindow
            extends ProcessAllWindowFunction<MediaFragment, String, TimeWindow> {

        private static final long serialVersionUID = 1L;

        private final String job;

        NoteWindow(String job) {
            this.job = job;
        }

        @Override
        public void process(
                ProcessAllWindowFunction<MediaFragment, String, TimeWindow>.Context context,
                Iterable<MediaFragment> fragments,
                Collector<String> out) {
            Map<String, Integer> counts = new TreeMap<>();
            fragments.forEach(fragment -> counts.merge(fragment.streamName(), 1, Integer::sum));
            JOBS.get(job).fired(context.window().getStart(), counts);
        }
    }
}
