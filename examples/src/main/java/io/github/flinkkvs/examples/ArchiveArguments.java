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

import java.util.List;

/** The command line of {@link Archive}. */
@Command(
        name = "run-example Archive",
        sortOptions = false,
        description = "Writes streams to playable files with an index; emulated ones by default.")
final class ArchiveArguments {

    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "<name>",
            description = {
                "the streams, by name or ARN, with commas between;",
                "if absent, two cameras are emulated"
            })
    List<String> streams;

    @Option(
            names = "--output",
            defaultValue = "archive",
            paramLabel = "<folder>",
            description = "the folder for the archive; archive by default")
    String output;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            converter = ValueArguments.Positive.class,
            paramLabel = "<n>",
            description = "for how long cameras are emulated; 30 by default")
    int seconds;

    @Mixin JobArguments job;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this")
    boolean help;
}
