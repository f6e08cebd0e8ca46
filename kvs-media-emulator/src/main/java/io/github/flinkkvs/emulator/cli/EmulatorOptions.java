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
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.SessionEnd;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/** The options of the command line, and how an emulator is opened by them. */
final class EmulatorOptions {
    @Option(
            names = "--port",
            defaultValue = "8085",
            description = "Port on loopback; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--region",
            defaultValue = "us-east-1",
            description = "Region in the streams' ARNs. Default: ${DEFAULT-VALUE}.")
    private String region = "us-east-1";

    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "NAME",
            description = "Streams that are fed by a synthetic camera each.")
    private List<String> cameras = new ArrayList<>();

    @Option(
            names = "--past",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "For how long the cameras have been recording already, such as 10m.")
    private Duration past = Duration.ZERO;

    @Option(
            names = "--fragment-length",
            paramLabel = "DURATION",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "Length of the cameras' fragments. Default: ${DEFAULT-VALUE}.")
    private Duration fragmentLength = Duration.ofSeconds(1);

    @Option(names = "--audio", description = "Gives the cameras a tone as a second track.")
    private boolean audio;

    @Option(
            names = "--replay",
            paramLabel = "NAME=FILE",
            description = "A stream with the chunks of a recorded GetMedia response.")
    private Map<String, Path> captures = new LinkedHashMap<>();

    @Option(
            names = "--mkv",
            paramLabel = "NAME=FILE",
            description = "A stream with the clusters of a Matroska file, the first taken now.")
    private Map<String, Path> files = new LinkedHashMap<>();

    @Option(
            names = "--session-lifetime",
            paramLabel = "DURATION",
            defaultValue = "45m",
            converter = DurationConverter.class,
            description = "Age at which a session ends cleanly. Default: ${DEFAULT-VALUE}.")
    private Duration sessionLifetime = Duration.ofMinutes(45);

    @Option(
            names = "--end-sessions-every",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Cuts all running sessions where they are, again and again.")
    private Duration endSessionsEvery;

    @Option(
            names = "--fault",
            paramLabel = "NAME=FAULT",
            converter = FaultOption.Converter.class,
            description =
                    "A fault that a stream has from the start, such as"
                            + " cam-1=\"end after=20s how=abrupt\". May be given again.")
    private List<FaultOption> faults = new ArrayList<>();

    String region() {
        return region;
    }

    /** Starts an emulator and fills its streams. */
    KvsEmulator open() {
        KvsEmulator emulator =
                KvsEmulator.builder()
                        .port(port)
                        .region(region)
                        .sessionLifetime(sessionLifetime)
                        .start();
        captures.forEach((name, file) -> emulator.createStream(name).replayCapture(file));
        files.forEach(
                (name, file) -> emulator.createStream(name).storeMatroska(file, Instant.now()));
        if (cameras.isEmpty() && emulator.streams().isEmpty()) {
            cameras.add("cam-1");
        }
        cameras.forEach(name -> startCamera(emulator.createStream(name)));
        faults.forEach(fault -> fault.injectInto(emulator));
        if (endSessionsEvery != null) {
            cutSessions(emulator);
        }
        return emulator;
    }

    private void startCamera(EmulatedStream stream) {
        SyntheticCamera camera =
                SyntheticCamera.builder(stream.name())
                        .fragmentLength(fragmentLength)
                        .audio(audio)
                        .build();
        stream.storePast(camera, Instant.now().minus(past), past);
        stream.addCamera(camera);
    }

    private void cutSessions(KvsEmulator emulator) {
        TimerTask cut =
                new TimerTask() {
                    @Override
                    public void run() {
                        emulator.streams().forEach(s -> s.endSessions(SessionEnd.ABRUPT));
                    }
                };
        long period = endSessionsEvery.toMillis();
        new Timer("kvs-emulator-cuts", true).schedule(cut, period, period);
    }
}
