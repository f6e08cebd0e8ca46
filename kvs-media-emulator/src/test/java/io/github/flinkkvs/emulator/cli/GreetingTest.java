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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class GreetingTest {

    @Test
    void itsCommandsReadTheFirstStreamThatHasMedia() {
        try (KvsEmulator emulator =
                open("--port=0", "--region=eu-west-1", "--create=a", "--streams=lobby")) {
            assertThat(greeting(emulator, null))
                    .contains(
                            "Status page  " + emulator.endpoint() + "/emulator/",
                            "Streams      a, lobby",
                            "  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test"
                                    + " AWS_DEFAULT_REGION=eu-west-1\n",
                            "  aws kinesisvideo list-streams --endpoint-url "
                                    + emulator.endpoint()
                                    + "\n",
                            "  DATA=$(aws kinesisvideo get-data-endpoint --endpoint-url "
                                    + emulator.endpoint()
                                    + " --stream-name lobby --api-name GET_MEDIA"
                                    + " --query DataEndpoint --output text)\n",
                            "  aws kinesis-video-media get-media --endpoint-url $DATA"
                                    + " --stream-name lobby"
                                    + " --start-selector StartSelectorType=EARLIEST lobby.mkv\n",
                            emulator.endpoint() + "/emulator/streams/lobby/faults\n");
        }
    }

    @Test
    void ofManyStreamsItNamesFive() {
        try (KvsEmulator emulator = open("--port=0", "--create=a,b,c,d,e,f,g")) {
            assertThat(greeting(emulator, null)).contains("a, b, c, d, e and 2 more\n");
        }
    }

    @Test
    void withoutStreamsItTellsHowToCreateOne() {
        try (KvsEmulator emulator = open("--port=0", "--no-streams")) {
            assertThat(greeting(emulator, null))
                    .contains("none yet", "aws kinesisvideo create-stream")
                    .doesNotContain("get-media");
        }
    }

    @Test
    void withKeysItPointsTheClientToThemWithoutShowingThem(@TempDir Path folder)
            throws IOException {
        Path file =
                Files.write(
                        folder.resolve("keys"),
                        List.of(
                                "[tester]",
                                "aws_access_key_id = AKIDEXAMPLE",
                                "aws_secret_access_key = hush"));
        try (KvsEmulator emulator = open("--port=0", "--credentials=" + file)) {
            assertThat(greeting(emulator, file))
                    .contains(
                            "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY",
                            "AWS_SHARED_CREDENTIALS_FILE='" + file + "' AWS_PROFILE='tester'")
                    .doesNotContain("hush");
        }
    }

    private static KvsEmulator open(String... arguments) {
        return picocli.CommandLine.populateCommand(new EmulatorOptions(), arguments).open();
    }

    private static String greeting(KvsEmulator emulator, Path credentialsOrNull) {
        StringWriter text = new StringWriter();
        new Greeting(emulator, Optional.ofNullable(credentialsOrNull)).print(new PrintWriter(text));
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
