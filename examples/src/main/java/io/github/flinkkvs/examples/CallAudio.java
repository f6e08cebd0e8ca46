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

import io.github.flinkkvs.examples.call.CallCentre;
import io.github.flinkkvs.examples.call.CallRecorder;
import io.github.flinkkvs.examples.call.CallSound;
import io.github.flinkkvs.examples.call.FragmentToSound;
import io.github.flinkkvs.examples.call.RecordedCall;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The calls of Amazon Connect as WAV files, one for each contact and channel, each exactly once.
 *
 * <p>Without arguments it records an emulated contact centre, and compares the files with what was
 * said.
 */
public final class CallAudio {

    private CallAudio() {}

    /** Runs the job; see {@link CallAudioArguments} for the arguments. */
    public static void main(String[] args) throws Exception {
        CallAudioArguments arguments = new CallAudioArguments();
        if (!WrongArgumentsException.parse(arguments, args)) {
            return;
        }
        if (arguments.prefix == null) {
            recordEmulatedCalls(arguments);
        } else {
            recordCalls(arguments);
        }
    }

    private static void recordEmulatedCalls(CallAudioArguments arguments) throws Exception {
        try (CallCentre centre = CallCentre.open(Duration.ofSeconds(arguments.seconds))) {
            arguments.prefix = CallCentre.PREFIX;
            arguments.job.endpoint = centre.endpoint();
            arguments.job.region = centre.region();
            arguments.job.stop = centre.closingTime();
            System.out.printf(
                    "Service emulated at %s. Calls come for %d s, and the job ends when their"
                            + " streams are known to be silent.%n%n",
                    centre.endpoint(), arguments.seconds);
            recordCalls(arguments);
            System.out.println(centre.verdict(Path.of(arguments.output)));
        }
    }

    private static void recordCalls(CallAudioArguments arguments) throws Exception {
        StreamExecutionEnvironment env = arguments.job.environment();
        DataStream<MediaFragment> fragments =
                env.fromSource(source(arguments), WatermarkStrategy.noWatermarks(), "Calls")
                        .uid("calls");
        recordings(fragments, arguments).print().name("Recordings that are done");
        env.execute("Calls of " + arguments.prefix);
    }

    static KvsMediaSource<MediaFragment> source(CallAudioArguments arguments) {
        return arguments
                .job
                .applyTo(KvsMediaSource.<MediaFragment>builder())
                .setStreamNamePrefix(arguments.prefix)
                .setDeserializer(KvsMediaDeserializationSchema.fragments())
                .build();
    }

    static DataStream<RecordedCall> recordings(
            DataStream<MediaFragment> fragments, CallAudioArguments arguments) {
        return fragments
                .flatMap(new FragmentToSound())
                .name("Sound of each track")
                .keyBy(CallSound::line)
                .process(new CallRecorder(arguments.output, arguments.silence))
                .name("Recorder")
                .uid("recorder");
    }
}
