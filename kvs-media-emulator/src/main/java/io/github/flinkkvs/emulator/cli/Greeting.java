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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.admin.Version;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a newcomer needs to know once the emulator runs, in commands to paste into a shell. */
final class Greeting {
    private static final int MOST_NAMES = 5;

    private final KvsEmulator emulator;
    private final Optional<Path> credentials;

    /**
     * The greeting of an emulator that runs.
     *
     * @param credentials the file by which signatures are checked, if they are
     */
    Greeting(KvsEmulator emulator, Optional<Path> credentials) {
        this.emulator = emulator;
        this.credentials = credentials;
    }

    void print(PrintWriter out) {
        out.println("KVS emulator " + Version.text() + " runs until you press Ctrl-C.");
        out.println();
        out.println("  Status page  " + emulator.endpoint() + "/emulator/");
        out.println("  Endpoint     " + emulator.endpoint() + "  region " + emulator.region());
        out.println("  Streams      " + streams());
        out.println();
        out.println("Use it from another terminal with the AWS CLI:");
        out.println("  " + export());
        out.println("  aws kinesisvideo list-streams " + endpoint());
        out.println();
        mostInteresting()
                .ifPresentOrElse(
                        stream -> printStream(stream.name(), out), () -> printCreation(out));
        out.flush();
    }

    private void printStream(String name, PrintWriter out) {
        out.println("Record " + name + " until you press Ctrl-C, from where the service says:");
        out.println(
                "  DATA=$(aws kinesisvideo get-data-endpoint "
                        + endpoint()
                        + " --stream-name "
                        + name
                        + " --api-name GET_MEDIA --query DataEndpoint --output text)");
        out.println(
                "  aws kinesis-video-media get-media --endpoint-url $DATA --stream-name "
                        + name
                        + " --start-selector StartSelectorType=EARLIEST "
                        + name
                        + ".mkv");
        out.println();
        out.println("Cut its sessions; the status page tells more faults:");
        out.println(
                "  curl -d '{\"fault\":\"end how=reset\"}' -H 'Content-Type: application/json' "
                        + emulator.endpoint()
                        + "/emulator/streams/"
                        + name
                        + "/faults");
    }

    private void printCreation(PrintWriter out) {
        out.println("Create a stream:");
        out.println(
                "  aws kinesisvideo create-stream "
                        + endpoint()
                        + " --stream-name my-stream --data-retention-in-hours 24");
    }

    /** One with something in it, if there is one. */
    private Optional<EmulatedStream> mostInteresting() {
        return emulator.streams().stream()
                .max(Comparator.comparing(s -> s.producers() > 0 || s.kept().count() > 0));
    }

    private String streams() {
        List<String> names = emulator.streams().stream().map(EmulatedStream::name).toList();
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMES;
        return names.isEmpty() ? "none yet" : first + (more > 0 ? " and " + more + " more" : "");
    }

    private String export() {
        String keys =
                credentials
                        .map(
                                file ->
                                        "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY; export"
                                                + " AWS_SHARED_CREDENTIALS_FILE='"
                                                + file.toAbsolutePath()
                                                + "' AWS_PROFILE='"
                                                + new CredentialsFile(file).firstProfile()
                                                + "'")
                        .orElse("export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test");
        return keys + " AWS_DEFAULT_REGION=" + emulator.region();
    }

    private String endpoint() {
        return "--endpoint-url " + emulator.endpoint();
    }
}
