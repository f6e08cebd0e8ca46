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

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;

/** The command line of {@link CallAudio}. */
@Command(
        name = "run-example CallAudio",
        sortOptions = false,
        description = "Writes the calls of Amazon Connect to WAV files; emulated ones by default.")
final class CallAudioArguments {

    @Option(
            names = "--prefix",
            paramLabel = "<prefix>",
            description = {
                "what the names of the streams begin with;",
                "if absent, calls are emulated"
            })
    String prefix;

    @Option(
            names = "--output",
            defaultValue = "call-audio",
            paramLabel = "<folder>",
            description = "the folder for the files; call-audio by default")
    String output;

    @Option(
            names = "--silence",
            defaultValue = "60s",
            converter = ValueArguments.Time.class,
            paramLabel = "<duration>",
            description = "after how long without a fragment a call is over; 60s by default")
    Duration silence;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            converter = ValueArguments.Positive.class,
            paramLabel = "<n>",
            description = "for how long calls are emulated; 30 by default")
    int seconds;

    @Mixin JobArguments job;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this")
    boolean help;
}
