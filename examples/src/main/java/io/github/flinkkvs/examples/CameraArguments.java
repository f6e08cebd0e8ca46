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
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.Map;

/** The part of the command line that the jobs on cameras have in common. */
final class CameraArguments {

    @ArgGroup(exclusive = false)
    private RealService service;

    @Option(
            names = "--parallelism",
            defaultValue = "2",
            converter = ValueArguments.Positive.class,
            paramLabel = "<n>",
            description = "how many subtasks share the cameras; 2 by default")
    int parallelism;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this")
    boolean help;

    /**
     * Returns the service of the command line; without one, starts one.
     *
     * @param emulated the cameras that it then has, see {@link EmulatedCameras}
     * @param past how much they have recorded
     */
    CameraService open(Map<String, String> emulated, Duration past) {
        return service == null ? new EmulatedCameras(emulated, past) : service;
    }

    /** Kinesis Video Streams, or what speaks like it. */
    private static final class RealService implements CameraService {

        private static final Duration SEARCH_INTERVAL = Duration.ofSeconds(30);

        @Option(
                names = "--prefix",
                required = true,
                paramLabel = "<text>",
                description = {
                    "reads the streams whose names begin with it, also those that are yet to come;",
                    "if absent, emulated cameras in this process"
                })
        private String prefix;

        @Option(
                names = "--region",
                paramLabel = "<region>",
                description = "the AWS region; from environment or profile if absent")
        private String region;

        @Option(
                names = "--endpoint",
                paramLabel = "<URL>",
                description = "the control plane's address; AWS if absent")
        private String endpoint;

        @Override
        public void configure(KvsMediaSourceBuilder<?> source) {
            source.setStreamNamePrefix(prefix)
                    .setOption(KvsMediaSourceOptions.DISCOVERY_INTERVAL, SEARCH_INTERVAL);
            JobSettings.pointAt(source, endpoint, region);
        }

        @Override
        public void close() {
            // The service runs on.
        }
    }
}
