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

package io.github.flinkkvs.e2e.faults.mutation;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** {@code FragmentIndexJob}, with what the verdict needs of its lines, and a wrong source. */
public final class WrongPositionJob {

    private WrongPositionJob() {}

    /** Takes {@code --mutation=EARLY|LATE} and arguments of {@code FragmentIndexJob}. */
    public static void main(String[] args) throws Exception {
        Map<String, String> arguments = new HashMap<>();
        for (String argument : args) {
            String[] parts = argument.substring("--".length()).split("=", 2);
            arguments.put(parts[0], parts[1]);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(Integer.parseInt(arguments.get("parallelism")));
        env.enableCheckpointing(1_000);
        KvsMediaSource<MediaFragment> right =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreams(List.of(arguments.get("streams").split(",", -1)))
                        .setStartPosition(StartPosition.earliest())
                        .setDeserializer(KvsMediaDeserializationSchema.fragments())
                        .build();
        Mutation mutation = Mutation.valueOf(arguments.get("mutation"));
        env.fromSource(
                        new WrongPositionSource(right, mutation),
                        WatermarkStrategy.noWatermarks(),
                        "Video streams",
                        right.getProducedType())
                .uid("video-streams")
                .map(WrongPositionJob::line)
                .returns(Types.STRING)
                .sinkTo(sink(arguments.get("output")))
                .uid("index-files");
        env.execute("Fragment index with positions saved " + mutation);
    }

    private static String line(MediaFragment fragment) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(fragment.chunk());
        return String.format(
                "{\"streamName\":\"%s\",\"fragmentNumber\":\"%s\",\"continuationToken\":\"%s\","
                        + "\"millisBehindNow\":%d,\"sha256\":\"%s\"}",
                fragment.streamName(),
                fragment.fragmentNumber(),
                fragment.continuationToken(),
                fragment.millisBehindNow().orElseThrow(),
                HexFormat.of().formatHex(digest.digest()));
    }

    private static FileSink<String> sink(String folder) {
        return FileSink.forRowFormat(new Path(folder), new SimpleStringEncoder<String>("UTF-8"))
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .build();
    }
}
