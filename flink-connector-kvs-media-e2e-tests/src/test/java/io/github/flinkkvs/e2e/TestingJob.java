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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job of source, {@link Probe} and sink, set up step by step. */
final class TestingJob {

    private final KvsMediaSource<MediaFragment> source;
    private final Probe.Observer observer;
    private final Map<String, String> config = new HashMap<>();
    private Optional<java.nio.file.Path> output = Optional.empty();
    private Optional<MapFunction<MediaFragment, MediaFragment>> keyed = Optional.empty();
    private int parallelism = 2;

    TestingJob(KvsMediaSource<MediaFragment> source, Probe.Observer observer) {
        this.source = source;
        this.observer = observer;
        set("restart-strategy.type", "disable");
    }

    /** A source of some of the emulator's streams; the test adds start and stop. */
    static KvsMediaSourceBuilder<MediaFragment> source(
            KvsEmulator emulator, List<EmulatedStream> streams) {
        return KvsMediaSource.<MediaFragment>builder()
                .setStreams(streams.stream().map(EmulatedStream::name).toList())
                .setEndpoint(emulator.endpoint().toString())
                .setRegion("us-east-1")
                .setDeserializer(KvsMediaDeserializationSchema.fragments());
    }

    TestingJob set(String key, String value) {
        config.put(key, value);
        return this;
    }

    TestingJob checkpointEvery(Duration interval) {
        return set("execution.checkpointing.interval", interval.toMillis() + " ms");
    }

    /** A failed task is started again at once, as often as it fails. */
    TestingJob restartAtOnce() {
        return set("restart-strategy.type", "fixed-delay")
                .set("restart-strategy.fixed-delay.attempts", "1000000")
                .set("restart-strategy.fixed-delay.delay", "10 ms");
    }

    /** The option has one name in 1.20 and after, and had another before. */
    TestingJob restoreFrom(String savepoint) {
        return set("execution.state-recovery.path", savepoint)
                .set("execution.savepoint.path", savepoint);
    }

    TestingJob parallelism(int subtasks) {
        parallelism = subtasks;
        return this;
    }

    /** Ahead of the probe comes a function with state of its own for each stream. */
    TestingJob through(MapFunction<MediaFragment, MediaFragment> ofEachStream) {
        keyed = Optional.of(ofEachStream);
        return this;
    }

    /** Lines go to files, each committed with a checkpoint; by default they go nowhere. */
    TestingJob writeTo(java.nio.file.Path folder) {
        output = Optional.of(folder);
        return this;
    }

    /** Submits the job to the cluster of the test. */
    JobClient start() throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(Configuration.fromMap(config));
        env.setParallelism(parallelism);
        DataStream<MediaFragment> fragments =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "streams").uid("streams");
        if (keyed.isPresent()) {
            fragments =
                    fragments
                            .keyBy(MediaFragment::streamName, Types.STRING)
                            .map(keyed.get())
                            .returns(source.getProducedType())
                            .uid("keyed");
        }
        DataStream<String> lines = fragments.map(new Probe(observer)).uid("probe");
        if (output.isPresent()) {
            lines.sinkTo(files(output.get())).uid("files");
        } else {
            lines.sinkTo(new DiscardingSink<>()).uid("nowhere");
        }
        return env.executeAsync();
    }

    private static FileSink<String> files(java.nio.file.Path folder) {
        return FileSink.forRowFormat(
                        new Path(folder.toUri()), new SimpleStringEncoder<String>("UTF-8"))
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .build();
    }
}
