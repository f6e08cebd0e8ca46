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
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

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
        JobSettings.apply(env, arguments.parallelism, arguments.checkpointInterval);
        env.fromSource(source(arguments), WatermarkStrategy.noWatermarks(), "Video streams")
                .uid("video-streams")
                .map(new FragmentToJson())
                .name("Fragment to JSON")
                .sinkTo(JsonLines.sink(arguments.output, "fragments"))
                .name("Index files")
                .uid("index-files");
        env.execute("Fragment index of " + String.join(", ", arguments.streams));
    }

    private static KvsMediaSource<MediaFragment> source(FragmentIndexArguments arguments) {
        KvsMediaSourceBuilder<MediaFragment> builder =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreams(arguments.streams)
                        .setStartPosition(arguments.start)
                        .setStopPosition(arguments.stop)
                        .setDeserializer(KvsMediaDeserializationSchema.fragments());
        JobSettings.pointAt(builder, arguments.endpoint, arguments.region);
        return builder.build();
    }
}
