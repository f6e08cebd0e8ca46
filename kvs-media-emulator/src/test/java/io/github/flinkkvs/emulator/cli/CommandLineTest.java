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

import io.github.flinkkvs.emulator.KvsEmulator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theHelpNamesEveryOptionInItsSection() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .containsSubsequence("Streams (", "--streams", "--camera", "--cameras", "--past")
                .containsSubsequence("--call", "--mkv", "--replay", "--create", "--retention")
                .containsSubsequence("Faults:", "--fault", "--session-lifetime")
                .containsSubsequence("Server and storage:", "--port", "--address", "--folder")
                .containsSubsequence("Callers:", "--credentials", "--limit", "--no-limits")
                .contains("Examples:");
    }

    @Test
    void faultsAreListedWithTheirParameters() {
        assertThat(run("--faults")).isZero();
        assertThat(out.toString()).contains("end [after=BYTES|DURATION]", "kill-producer");
    }

    @Test
    void itTellsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("kvs-media-emulator ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--speed=3 | Unknown option: '--speed=3'",
                "--past=soon | 'soon' is no duration",
                "--port=x | 'x' is not an int",
                "--port=70000 | --port takes 0 to 65535, not 70000",
                "--account=me | --account takes 12 digits, not 'me'",
                "--fault=cam-1=melt | There is no fault 'melt'",
                "--fault=nobody=stall | There is no stream 'nobody'",
                "--camera=a,hue=1 | There is no camera setting 'hue=1'",
                "--streams=a/b | 'a/b'",
                "--mkv=lobby | Write --mkv NAME=FILE, not 'lobby'",
                "--mkv=lobby=/no/such.mkv | Cannot read /no/such.mkv: there is no such file",
                "--replay=x=/no/such.bytes | Cannot read /no/such.bytes: there is no such file",
                "--credentials=/no/such | Cannot read /no/such: there is no such file",
                "--retention=-1 | Retention must be 0 to 87600 hours, not -1",
                "--limit=speed=1 | There is no limit 'speed'",
                "--unknown-position=guess | 'guess' is none of in-band-error, refused, oldest",
            })
    void whatIsWrongIsSaidInOneLine(String argument, String message) {
        String port = argument.startsWith("--port") ? "--no-limits" : "--port=0";

        assertThat(run(port, argument)).isEqualTo(2);
        assertThat(err.toString()).contains(message).hasLineCount(1);
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() {
        try (KvsEmulator other = KvsEmulator.builder().singleEndpoint(true).start()) {
            int port = other.endpoint().getPort();

            assertThat(run("--port=" + port, "--single-endpoint")).isEqualTo(2);
            assertThat(err.toString()).contains("port " + port, "--port").hasLineCount(1);
        }
    }

    @Test
    void aFileThatIsNoMatroskaIsSaidInOneLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "milk, bread");

        assertThat(run("--port=0", "--mkv=lobby=" + file)).isEqualTo(2);
        assertThat(err.toString()).startsWith("Cannot start: ").hasLineCount(1);
    }

    private int run(String... arguments) {
        CommandLine commandLine = KvsEmulatorMain.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
