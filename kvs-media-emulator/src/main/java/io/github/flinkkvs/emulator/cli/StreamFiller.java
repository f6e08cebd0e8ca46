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
import io.github.flinkkvs.emulator.media.call.SyntheticCall;
import io.github.flinkkvs.emulator.media.camera.CameraText;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.DurationText;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes the streams that options ask for. One that a folder has kept is taken up again: its cameras
 * and calls go on, but it gets no past and no file a second time.
 */
final class StreamFiller {
    private static final int LARGEST_FLEET = 10_000;
    private static final String PREFIX = "prefix=";

    private final KvsEmulator emulator;
    private final int retentionHours;
    private final Duration past;

    StreamFiller(KvsEmulator emulator, int retentionHours, Duration past) {
        this.emulator = emulator;
        this.retentionHours = retentionHours;
        this.past = past;
    }

    /** An empty stream, or the one that there is. */
    EmulatedStream create(String name) {
        return emulator.streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseGet(
                        () -> {
                            EmulatedStream created = emulator.createStream(name);
                            if (created.retentionHours() != retentionHours) {
                                created.retain(retentionHours);
                            }
                            return created;
                        });
    }

    /** Takes {@code NAME=FILE}. */
    void replay(String text) {
        EmulatedStream stream = create(before(text, "--replay NAME=FILE"));
        if (isEmpty(stream)) {
            stream.replayCapture(Path.of(after(text)));
        }
    }

    /** Takes {@code NAME=FILE} or {@code NAME=FILE@TIME}. */
    void storeFile(String text) {
        EmulatedStream stream = create(before(text, "--mkv NAME=FILE"));
        String file = after(text);
        Instant first = Instant.now();
        int at = file.lastIndexOf('@');
        if (at > 0) {
            first = instant(file.substring(at + 1));
            file = file.substring(0, at);
        }
        if (isEmpty(stream)) {
            stream.storeMatroska(Path.of(file), first);
        }
    }

    /** Takes {@code NAME} or {@code NAME=DURATION}. */
    void call(String text) {
        String name = text.contains("=") ? before(text, "--call NAME=DURATION") : text;
        UUID contact = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        SyntheticCall.Builder call = SyntheticCall.builder(contact.toString());
        if (text.contains("=")) {
            call.length(DurationText.parse(after(text)));
        }
        create(name).addCall(call.build());
    }

    /** Takes {@code NAME} or {@code NAME,SETTING...}. */
    void camera(String text) {
        int comma = text.indexOf(',');
        String name = comma < 0 ? text : text.substring(0, comma);
        start(CameraText.parse(name, comma < 0 ? "" : text.substring(comma)));
    }

    /** Takes {@code COUNT} or {@code COUNT,SETTING...}. */
    void fleet(String text) {
        List<String> settings = new ArrayList<>(List.of(text.split(",", -1)));
        String count = settings.remove(0);
        if (!count.matches("[1-9]\\d{0,4}") || Integer.parseInt(count) > LARGEST_FLEET) {
            throw new IllegalArgumentException(
                    "--cameras takes 1 to " + LARGEST_FLEET + ", not '" + count + "'");
        }
        String prefix = "cam-";
        for (String setting : List.copyOf(settings)) {
            if (setting.startsWith(PREFIX)) {
                prefix = setting.substring(PREFIX.length());
                settings.remove(setting);
            }
        }
        settings.add("shared");
        for (int i = 1; i <= Integer.parseInt(count); i++) {
            start(CameraText.parse(prefix + i, String.join(",", settings)));
        }
    }

    private void start(SyntheticCamera camera) {
        EmulatedStream stream = create(camera.name());
        if (isEmpty(stream) && !past.isZero()) {
            stream.storePast(camera, Instant.now().minus(past), past);
        }
        stream.addCamera(camera);
    }

    private static boolean isEmpty(EmulatedStream stream) {
        return stream.kept().count() == 0;
    }

    private static String before(String text, String usage) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new IllegalArgumentException("Write " + usage + ", not '" + text + "'");
        }
        return text.substring(0, equals);
    }

    private static String after(String text) {
        return text.substring(text.indexOf('=') + 1);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time: write 2024-01-01T00:00:00Z", e);
        }
    }
}
