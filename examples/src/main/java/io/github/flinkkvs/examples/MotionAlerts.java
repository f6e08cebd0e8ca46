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

import io.github.flinkkvs.examples.motion.MarkAlerts;
import io.github.flinkkvs.examples.motion.MeanScore;
import io.github.flinkkvs.examples.motion.MotionWindow;
import io.github.flinkkvs.examples.motion.PictureDifferences;
import io.github.flinkkvs.examples.motion.PictureScore;
import io.github.flinkkvs.examples.motion.PlotSink;
import io.github.flinkkvs.media.decode.DecodedFrame;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

import java.time.Duration;
import java.util.Map;

/** Scores the motion before each camera in windows of event time, and tells when it begins. */
public final class MotionAlerts {

    private static final Map<String, String> DEMONSTRATION =
            Map.of(
                    "front-door", "size=320x180,fps=6,block=45s",
                    "garage", "size=320x180,fps=6,block=0s",
                    "garden", "size=320x180,fps=6,block=20s");

    private MotionAlerts() {}

    /** Runs the job; see {@link MotionAlertsArguments} for the arguments. */
    public static void main(String[] args) throws Exception {
        MotionAlertsArguments arguments = new MotionAlertsArguments();
        if (!WrongArgumentsException.parse(arguments, args)) {
            return;
        }
        try (CameraService service = arguments.cameras.open(DEMONSTRATION, Duration.ofMinutes(3))) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            define(env, service, arguments);
            System.out.printf("Alerts and motion.png: %s%n", arguments.output);
            env.execute("Motion alerts");
        }
    }

    private static void define(
            StreamExecutionEnvironment env,
            CameraService service,
            MotionAlertsArguments arguments) {
        JobSettings.apply(env, arguments.cameras.parallelism, Duration.ofSeconds(2));
        KvsMediaSourceBuilder<MediaFragment> source =
                KvsMediaSource.<MediaFragment>builder()
                        .setStartPosition(arguments.start)
                        .setStopPosition(arguments.stop)
                        .setDeserializer(KvsMediaDeserializationSchema.fragments());
        service.configure(source);
        DataStream<MotionWindow> windows =
                env.fromSource(
                                source.build(),
                                WatermarkStrategy.forMonotonousTimestamps(),
                                "Cameras")
                        .uid("cameras")
                        .process(PictureDifferences.decode())
                        .uid("decode")
                        .keyBy(DecodedFrame::streamName)
                        .flatMap(new PictureDifferences())
                        .uid("differences")
                        .keyBy(PictureScore::camera)
                        .window(TumblingEventTimeWindows.of(arguments.window))
                        .aggregate(new MeanScore(), new MeanScore.ToWindow())
                        .uid("windows")
                        .keyBy(MotionWindow::camera)
                        .map(new MarkAlerts(arguments.threshold))
                        .uid("alerts");
        windows.sinkTo(new PlotSink(arguments.output, arguments.threshold))
                .setParallelism(1)
                .uid("plot");
        DataStream<String> alerts = windows.filter(MotionWindow::alert).map(MotionWindow::toJson);
        alerts.print("ALERT").setParallelism(1);
        alerts.sinkTo(JsonLines.sink(arguments.output.toUri().toString(), "alerts"))
                .uid("alert-files");
    }
}
