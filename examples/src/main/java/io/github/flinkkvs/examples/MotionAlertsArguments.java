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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;

/** The command line of {@link MotionAlerts}. */
@Command(
        name = "run-example MotionAlerts",
        sortOptions = false,
        description = "Scores the motion before each camera and tells when it begins.")
final class MotionAlertsArguments {

    @Mixin CameraArguments cameras;

    @Option(
            names = "--start",
            defaultValue = "now",
            converter = PositionArguments.Start.class,
            paramLabel = "<position>",
            description = {
                "where a camera begins to be read: earliest, now (the default),",
                "server-timestamp=<ISO-8601>, producer-timestamp=<ISO-8601>"
            })
    StartPosition start;

    @Option(
            names = "--stop",
            defaultValue = "never",
            converter = PositionArguments.Stop.class,
            paramLabel = "<position>",
            description = {
                "where it ends: never (the default), now, server-timestamp=<ISO-8601>,",
                "producer-timestamp=<ISO-8601>"
            })
    StopPosition stop;

    @Option(
            names = "--window",
            defaultValue = "2s",
            converter = ValueArguments.Time.class,
            paramLabel = "<duration>",
            description = "over how much video a score is the mean; 2s by default")
    Duration window;

    @Option(
            names = "--threshold",
            defaultValue = "1.5",
            paramLabel = "<score>",
            description = {
                "the score above which there is motion, from 0 to 255: by how much",
                "a pixel's brightness differs from half a second before; 1.5 by default"
            })
    double threshold;

    @Option(
            names = "--output",
            defaultValue = "motion-output",
            paramLabel = "<folder>",
            description = "the folder of plot and alerts; motion-output by default")
    Path output;
}
