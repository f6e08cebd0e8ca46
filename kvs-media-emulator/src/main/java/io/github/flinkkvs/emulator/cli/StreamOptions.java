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
import io.github.flinkkvs.emulator.media.camera.CameraText;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The streams that the emulator starts with. */
final class StreamOptions {
    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Streams with a synthetic camera each: a moving scene, its name and the time.")
    private List<String> plainCameras = new ArrayList<>();

    @Option(
            names = "--camera",
            paramLabel = "NAME[,SETTING...]",
            description =
                    "One such stream with settings: " + CameraText.SETTINGS + ". Can be repeated.")
    private List<String> cameras = new ArrayList<>();

    @Option(
            names = "--cameras",
            paramLabel = "COUNT[,SETTING...]",
            description =
                    "A fleet, cam-1 to cam-COUNT, that shares one film and so costs little. Settings"
                            + " as above, and prefix=NAME in place of cam-.")
    private String fleet;

    @Option(
            names = "--past",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "For how long the cameras have been recording already, such as 10m.")
    private Duration past = Duration.ZERO;

    @Option(
            names = "--call",
            paramLabel = "NAME[=DURATION]",
            description =
                    "A stream with a call as Amazon Connect streams it, of one minute unless told."
                            + " Can be repeated.")
    private List<String> calls = new ArrayList<>();

    @Option(
            names = "--mkv",
            paramLabel = "NAME=FILE[@TIME]",
            description =
                    "A stream with the clusters of a Matroska file, the first taken at a time such"
                            + " as 2024-01-01T00:00:00Z; now if none is given. Can be repeated.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--replay",
            paramLabel = "NAME=FILE",
            description =
                    "A stream with a recorded GetMedia response, byte for byte. Can be repeated.")
    private List<String> captures = new ArrayList<>();

    @Option(
            names = "--create",
            split = ",",
            paramLabel = "NAME",
            description = "Empty streams, for producers of your own.")
    private List<String> empty = new ArrayList<>();

    @Option(
            names = "--no-streams",
            description = "Starts without the camera that there is if no stream is given.")
    private boolean noStreams;

    @Option(
            names = "--retention",
            paramLabel = "HOURS",
            description = "Of all these streams; 0 to 87600. Default: 24.")
    private int retention = 24;

    void fill(KvsEmulator emulator) {
        StreamFiller filler = new StreamFiller(emulator, retention, past);
        empty.forEach(filler::create);
        captures.forEach(filler::replay);
        files.forEach(filler::storeFile);
        calls.forEach(filler::call);
        plainCameras.forEach(filler::camera);
        cameras.forEach(filler::camera);
        if (fleet != null) {
            filler.fleet(fleet);
        }
        if (emulator.streams().isEmpty() && !noStreams) {
            filler.camera("cam-1");
        }
    }
}
