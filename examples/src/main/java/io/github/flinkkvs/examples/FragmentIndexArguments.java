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

import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.List;

/** The command line of {@link FragmentIndexJob}, which others script against. */
@Command(
        name = "run-example FragmentIndexJob",
        sortOptions = false,
        description = "Writes one JSON line for each fragment of the streams, exactly once.")
final class FragmentIndexArguments {

    @Option(
            names = "--streams",
            required = true,
            split = ",",
            paramLabel = "<name>",
            description = "the streams, by name or ARN, with commas between")
    List<String> streams;

    @Option(
            names = "--endpoint",
            paramLabel = "<URL>",
            description = "the control plane's address; AWS if absent")
    String endpoint;

    @Option(
            names = "--region",
            paramLabel = "<region>",
            description = "the AWS region; from environment or profile if absent")
    String region;

    @Option(
            names = "--start",
            defaultValue = "now",
            converter = PositionArguments.Start.class,
            paramLabel = "<position>",
            description = {
                "where a stream begins to be read: earliest, now (the default),",
                "server-timestamp=<ISO-8601>, producer-timestamp=<ISO-8601>,",
                "at-fragment=<number>, after-fragment=<number>, continuation-token=<token>"
            })
    StartPosition start;

    @Option(
            names = "--stop",
            defaultValue = "never",
            converter = PositionArguments.Stop.class,
            paramLabel = "<position>",
            description = {
                "where it ends: never (the default), now, server-timestamp=<ISO-8601>,",
                "producer-timestamp=<ISO-8601>, after-fragment=<number>"
            })
    StopPosition stop;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "<folder>",
            description = "the folder for the index files")
    String output;

    @Option(
            names = "--parallelism",
            defaultValue = "1",
            converter = ValueArguments.Positive.class,
            paramLabel = "<n>",
            description = "how many readers share the streams; 1 by default")
    int parallelism;

    @Option(
            names = "--checkpoint-interval",
            defaultValue = "10s",
            converter = ValueArguments.Time.class,
            paramLabel = "<duration>",
            description = "the time between checkpoints, such as 500ms; 10s by default")
    Duration checkpointInterval;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this")
    boolean help;
}
