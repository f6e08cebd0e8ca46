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

import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import picocli.CommandLine.Option;

import java.time.Duration;

/** What jobs are told in the same way: where to read, from when on, how often to save. */
final class JobArguments {

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
            defaultValue = "earliest",
            converter = PositionArguments.Start.class,
            paramLabel = "<position>",
            description = "where a stream begins to be read: earliest (the default), now, ...")
    StartPosition start;

    @Option(
            names = "--stop",
            defaultValue = "never",
            converter = PositionArguments.Stop.class,
            paramLabel = "<position>",
            description = "where it ends: never (the default), now, ...")
    StopPosition stop;

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

    StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobSettings.apply(env, parallelism, checkpointInterval);
        return env;
    }

    <T> KvsMediaSourceBuilder<T> applyTo(KvsMediaSourceBuilder<T> builder) {
        builder.setStartPosition(start).setStopPosition(stop);
        JobSettings.pointAt(builder, endpoint, region);
        return builder;
    }
}
