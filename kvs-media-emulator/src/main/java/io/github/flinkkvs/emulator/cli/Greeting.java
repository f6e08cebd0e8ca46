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

import java.io.PrintWriter;
import java.util.Collection;

/** What a newcomer needs to know once the emulator runs. */
final class Greeting {
    private Greeting() {}

    static void print(KvsEmulator emulator, String region, PrintWriter out) {
        Collection<EmulatedStream> streams = emulator.streams();
        String first = streams.iterator().next().name();
        String aws =
                "--endpoint-url "
                        + emulator.endpoint()
                        + " --region "
                        + region
                        + " --no-sign-request";
        out.println("Endpoint: " + emulator.endpoint());
        out.println("Region:   " + region);
        out.println("Streams:");
        streams.forEach(stream -> out.println("  " + stream.name() + "  " + stream.arn()));
        out.println();
        out.println("Record a stream until you press Ctrl-C:");
        out.println(
                "  aws kinesis-video-media get-media "
                        + aws
                        + " --stream-name "
                        + first
                        + " --start-selector StartSelectorType=EARLIEST "
                        + first
                        + ".mkv");
        out.println("List the streams:");
        out.println("  aws kinesisvideo list-streams " + aws);
        out.flush();
    }
}
