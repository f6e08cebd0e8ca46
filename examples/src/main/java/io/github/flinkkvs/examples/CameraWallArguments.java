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

import java.nio.file.Path;

/** The command line of {@link CameraWall}. */
@Command(
        name = "run-example CameraWall",
        sortOptions = false,
        description = "Shows the newest key frame of every camera, in a page and in a picture.")
final class CameraWallArguments {

    @Mixin CameraArguments cameras;

    @Option(
            names = "--output",
            defaultValue = "wall-output/wall.png",
            paramLabel = "<file>",
            description = "the contact sheet; wall-output/wall.png by default")
    Path output;

    @Option(
            names = "--port",
            defaultValue = "8090",
            paramLabel = "<port>",
            description = "the port of the page, on this machine only; 8090 by default")
    int port;
}
