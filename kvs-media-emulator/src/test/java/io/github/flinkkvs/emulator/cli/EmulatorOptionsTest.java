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

package io.github.flinkkvs.emulator.cli;

import io.github.flinkkvs.emulator.Captures;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmulatorOptionsTest {

    @Test
    void withoutAnyStreamThereIsOneCamera() {
        try (KvsEmulator emulator = open("--port", "0")) {
            assertThat(emulator.streams())
                    .extracting(EmulatedStream::name)
                    .containsExactly("cam-1");
        }
    }

    @Test
    void camerasHaveAPastAndCapturesAreReplayed() {
        String capture = Captures.path(Captures.CLEAN).toString();

        try (KvsEmulator emulator =
                open("--port=0", "--streams=a,b", "--past=3s", "--replay=c=" + capture)) {
            assertThat(emulator.stream("a").fragments()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(emulator.stream("b").fragments()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(emulator.stream("c").fragments()).hasSize(5);
        }
    }

    @Test
    void theGreetingCanBePastedIntoAShell() {
        try (KvsEmulator emulator = open("--port=0", "--streams=lobby")) {
            StringWriter text = new StringWriter();
            Greeting.print(emulator, "us-east-1", new PrintWriter(text));

            assertThat(text.toString())
                    .contains("Endpoint: " + emulator.endpoint())
                    .contains(
                            "aws kinesis-video-media get-media --endpoint-url "
                                    + emulator.endpoint()
                                    + " --region us-east-1 --no-sign-request --stream-name lobby"
                                    + " --start-selector StartSelectorType=EARLIEST lobby.mkv");
        }
    }

    @Test
    void theHelpNamesEveryOption() {
        assertThat(new CommandLine(new KvsEmulatorMain()).getUsageMessage())
                .contains("--port", "--streams", "--past", "--replay", "--mkv", "--audio")
                .contains("--session-lifetime", "--end-sessions-every", "Examples:");
    }

    @Test
    void durationsAreReadAsPeopleWriteThem() {
        DurationConverter converter = new DurationConverter();

        assertThat(converter.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(converter.convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(converter.convert("2h")).isEqualTo(Duration.ofHours(2));
        assertThatThrownBy(() -> open("--past=soon"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'soon' is no duration");
    }

    @Test
    void streamsHaveFaultsFromTheStart() {
        try (KvsEmulator emulator =
                open(
                        "--port=0",
                        "--streams=a,b",
                        "--fault=a=end after=20s how=abrupt",
                        "--fault=a=slow rate=5")) {
            assertThat(emulator.stream("a").faults())
                    .extracting(status -> status.fault().toString())
                    .containsExactly("end after=20s how=abrupt", "slow rate=5");
            assertThat(emulator.stream("b").faults()).isEmpty();
        }
        assertThatThrownBy(() -> open("--fault=a=melt"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("There is no fault 'melt'; there are end");
        assertThatThrownBy(() -> open("--fault=stall"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("names no stream");
    }

    private static KvsEmulator open(String... arguments) {
        return CommandLine.populateCommand(new EmulatorOptions(), arguments).open();
    }
}
