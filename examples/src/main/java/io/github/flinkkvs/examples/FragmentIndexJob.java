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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

import java.util.Map;

/**
 * Writes an index of streams: one JSON line for each fragment, exactly once, in order per stream.
 *
 * <p>Files appear in the output folder with each checkpoint; those whose name begins with a dot are
 * not yet committed.
 */
public final class FragmentIndexJob {

    private FragmentIndexJob() {}

    /** Runs the job; see {@link FragmentIndexArguments} for the arguments. */
    public static void main(String[] args) throws Exception {
        FragmentIndexArguments arguments = new FragmentIndexArguments();
        if (!WrongArgumentsException.parse(arguments, args)) {
            return;
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        configure(env, arguments);
        env.fromSource(source(arguments), WatermarkStrategy.noWatermarks(), "Video streams")
                .uid("video-streams")
                .map(new FragmentToJson())
                .name("Fragment to JSON")
                .sinkTo(sink(arguments.output))
                .name("Index files")
                .uid("index-files");
        env.execute("Fragment index of " + String.join(", ", arguments.streams));
    }

    private static void configure(
            StreamExecutionEnvironment env, FragmentIndexArguments arguments) {
        env.setParallelism(arguments.parallelism);
        env.enableCheckpointing(arguments.checkpointInterval.toMillis());
        if (env instanceof LocalStreamEnvironment) {
            // Without a cluster nobody else decides when an error is final.
            env.configure(
                    Configuration.fromMap(
                            Map.of(
                                    "restart-strategy.type", "fixed-delay",
                                    "restart-strategy.fixed-delay.attempts", "3",
                                    "restart-strategy.fixed-delay.delay", "1 s")));
        }
    }

    private static KvsMediaSource<MediaFragment> source(FragmentIndexArguments arguments) {
        KvsMediaSourceBuilder<MediaFragment> builder =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreams(arguments.streams)
                        .setStartPosition(arguments.start)
                        .setStopPosition(arguments.stop)
                        .setDeserializer(KvsMediaDeserializationSchema.fragments());
        if (arguments.endpoint != null) {
            builder.setEndpoint(arguments.endpoint);
        }
        if (arguments.region != null) {
            builder.setRegion(arguments.region);
        }
        return builder.build();
    }

    private static FileSink<String> sink(String folder) {
        return FileSink.forRowFormat(new Path(folder), new SimpleStringEncoder<String>("UTF-8"))
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(
                        OutputFileConfig.builder()
                                .withPartPrefix("fragments")
                                .withPartSuffix(".jsonl")
                                .build())
                .build();
    }
}
