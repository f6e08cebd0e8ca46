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

import io.github.flinkkvs.examples.wall.WallSink;
import io.github.flinkkvs.media.decode.DecodeKeyFrames;
import io.github.flinkkvs.media.decode.PictureSettings;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrackType;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.deserializer.FrameFilter;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;
import java.util.Map;

/** All cameras at a glance: the newest key frame of each, in a live page and on a contact sheet. */
public final class CameraWall {

    private static final Map<String, String> DEMONSTRATION =
            Map.of("front-door", "", "garage", "", "garden", "size=480x360", "yard", "");

    private CameraWall() {}

    /** Runs the job; see {@link CameraWallArguments} for the arguments. */
    public static void main(String[] args) throws Exception {
        CameraWallArguments arguments = new CameraWallArguments();
        if (!WrongArgumentsException.parse(arguments, args)) {
            return;
        }
        try (CameraService service = arguments.cameras.open(DEMONSTRATION, Duration.ZERO)) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            define(env, service, arguments);
            System.out.printf(
                    "The wall: http://127.0.0.1:%d/ and %s, until Ctrl-C.%n",
                    arguments.port, arguments.output);
            env.execute("Camera wall");
        }
    }

    static void define(
            StreamExecutionEnvironment env, CameraService service, CameraWallArguments arguments) {
        // The contact sheet is drawn with each checkpoint.
        JobSettings.apply(env, arguments.cameras.parallelism, Duration.ofSeconds(2));
        FrameFilter pictures =
                FrameFilter.keyFrames()
                        .ofTrackType(MediaTrackType.VIDEO)
                        .oneEvery(Duration.ofSeconds(1));
        KvsMediaSourceBuilder<MediaFrame> source =
                KvsMediaSource.<MediaFrame>builder()
                        .setStartPosition(StartPosition.now())
                        .setDeserializer(KvsMediaDeserializationSchema.frames(pictures));
        service.configure(source);
        env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "Key frames")
                .uid("key-frames")
                .process(new DecodeKeyFrames(PictureSettings.defaults().withMaxWidth(640)))
                .name("Decode")
                .uid("decode")
                .sinkTo(new WallSink(arguments.output.toString(), arguments.port))
                .setParallelism(1)
                .name("Wall")
                .uid("wall");
    }
}
