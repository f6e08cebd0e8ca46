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

package io.github.flinkkvs.benchmarks;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An index of fragments, written to files of which each appears with a checkpoint; in this process.
 */
final class SoakJob {
    private final Path output;
    private final Path checkpoints;

    SoakJob(Path folder) {
        output = folder.resolve("fragments");
        checkpoints = folder.resolve("checkpoints");
    }

    JobClient start(String endpoint, int cameras, int parallelism) throws Exception {
        Files.createDirectories(output);
        Configuration config =
                Configuration.fromMap(
                        Map.of(
                                "execution.checkpointing.interval", "5 s",
                                "execution.checkpointing.dir", checkpoints.toUri().toString(),
                                "restart-strategy.type", "fixed-delay",
                                "restart-strategy.fixed-delay.attempts", "1000000",
                                "restart-strategy.fixed-delay.delay", "1 s"));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
        env.fromSource(source(endpoint, cameras), WatermarkStrategy.noWatermarks(), "cameras")
                .uid("cameras")
                .map(new SoakProbe())
                .uid("probe")
                .sinkTo(
                        FileSink.forRowFormat(
                                        new org.apache.flink.core.fs.Path(output.toUri()),
                                        new SimpleStringEncoder<String>("UTF-8"))
                                .withBucketAssigner(new BasePathBucketAssigner<>())
                                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                                .build())
                .uid("files");
        return env.executeAsync("soak");
    }

    private static KvsMediaSource<MediaFragment> source(String endpoint, int cameras) {
        return KvsMediaSource.<MediaFragment>builder()
                .setStreams(IntStream.range(0, cameras).mapToObj(FleetHost::streamName).toList())
                .setEndpoint(endpoint)
                .setRegion("us-east-1")
                .setAwsOption("aws.credentials.basic.accesskeyid", "test")
                .setAwsOption("aws.credentials.basic.secretkey", "test")
                .setStartPosition(StartPosition.earliest())
                .setDeserializer(KvsMediaDeserializationSchema.fragments())
                .build();
    }

    /** The committed files; a leading dot says that one is not. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(output)) {
            return all.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** How many fragments are committed. */
    long committed() throws IOException {
        long lines = 0;
        for (Path file : files()) {
            try (Stream<String> all = Files.lines(file)) {
                lines += all.count();
            }
        }
        return lines;
    }
}
