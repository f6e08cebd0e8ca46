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

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.call.SyntheticCall;
import io.github.flinkkvs.examples.call.RecordedCall;
import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the job of {@link CallAudio}, and reads its files by other means than wrote them. */
record CallRecordings(KvsEmulator emulator, Path output) {

    static final String PREFIX = "connect-test-contact-";

    private static final AudioFormat TELEPHONE = new AudioFormat(8000, 16, 1, true, false);

    void record(Failures failures, String... arguments) throws Exception {
        DataStream<RecordedCall> recordings = recordings(failures, arguments);
        recordings.sinkTo(new DiscardingSink<>());
        recordings.getExecutionEnvironment().execute();
    }

    DataStream<RecordedCall> recordings(Failures failures, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        Collections.addAll(
                all,
                "--prefix=" + PREFIX,
                "--endpoint=" + emulator.endpoint(),
                "--region=us-east-1",
                "--parallelism=2",
                "--checkpoint-interval=300ms",
                "--output=" + output.toUri());
        CallAudioArguments arguments = new CallAudioArguments();
        assertThat(WrongArgumentsException.parse(arguments, all.toArray(new String[0]))).isTrue();
        StreamExecutionEnvironment env = arguments.job.environment();
        DataStream<MediaFragment> fragments =
                env.fromSource(
                        CallAudio.source(arguments), WatermarkStrategy.noWatermarks(), "Calls");
        return CallAudio.recordings(fragments.map(failures), arguments);
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.sorted().toList();
        }
    }

    void assertSaid(SyntheticCall call) throws Exception {
        assertThat(fromCustomer(call)).isEqualTo(call.fromCustomer());
        assertThat(toCustomer(call)).isEqualTo(call.toCustomer());
    }

    byte[] fromCustomer(SyntheticCall call) throws Exception {
        return samples(file(call.contactId() + "_AUDIO_FROM_CUSTOMER_"));
    }

    byte[] toCustomer(SyntheticCall call) throws Exception {
        return samples(file(call.contactId() + "_AUDIO_TO_CUSTOMER_"));
    }

    Path file(String begin) throws IOException {
        List<Path> found =
                files().stream().filter(f -> f.getFileName().toString().startsWith(begin)).toList();
        assertThat(found).as(begin).hasSize(1);
        return found.get(0);
    }

    /** As Java's own reader of WAV files finds them. */
    private static byte[] samples(Path file) throws Exception {
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(sound.getFormat().matches(TELEPHONE)).isTrue();
            byte[] samples = sound.readAllBytes();
            assertThat(sound.getFrameLength() * Short.BYTES).isEqualTo(samples.length);
            return samples;
        }
    }
}
