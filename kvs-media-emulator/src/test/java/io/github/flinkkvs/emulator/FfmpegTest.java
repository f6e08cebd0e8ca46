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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class FfmpegTest {
    private static final Instant FROM = Instant.parse("2026-02-03T04:05:06.789Z");

    @TempDir private Path folder;

    @BeforeAll
    static void needFfmpeg() {
        boolean found;
        try {
            found = new ProcessBuilder("ffmpeg", "-version").start().waitFor(10, TimeUnit.SECONDS);
            found &=
                    new ProcessBuilder("ffprobe", "-version").start().waitFor(10, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            found = false;
        }
        assumeTrue(found, "skipped: ffmpeg and ffprobe are not on the path");
    }

    @Test
    void everyChunkOfACameraDecodesByItselfWithoutAnError() throws Exception {
        SyntheticCamera camera =
                SyntheticCamera.builder("door-1").audio(true).userTags(Map.of("site", "a")).build();

        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("door-1");
            stream.storePast(camera, FROM, Duration.ofSeconds(2));
            stream.endEachSessionAfter(Duration.ofMillis(500));
            try (RawSession session = RawSession.earliest(emulator.endpoint(), "door-1")) {
                session.readToEnd();
                int second = indexOfSecondChunk(session.body());
                assertDecodes(Arrays.copyOfRange(session.body(), 0, second), 15, 10);
                assertDecodes(
                        Arrays.copyOfRange(session.body(), second, session.body().length), 15, 10);
            }
        }
    }

    private void assertDecodes(byte[] chunk, int pictures, int sounds) throws Exception {
        Path file = Files.write(folder.resolve("chunk.mkv"), chunk);
        assertThat(
                        run(
                                "ffmpeg",
                                "-v",
                                "error",
                                "-xerror",
                                "-i",
                                file.toString(),
                                "-f",
                                "null",
                                "-"))
                .isEmpty();
        assertThat(packets(file, "v")).isEqualTo(pictures);
        assertThat(packets(file, "a")).isEqualTo(sounds);
    }

    private static int packets(Path file, String kind) throws Exception {
        String count =
                run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        kind,
                        "-count_packets",
                        "-show_entries",
                        "stream=nb_read_packets",
                        "-of",
                        "csv=p=0",
                        file.toString());
        return Integer.parseInt(count.strip());
    }

    private static int indexOfSecondChunk(byte[] bytes) {
        for (int i = 4; i < bytes.length - 3; i++) {
            if (bytes[i] == 0x1A
                    && bytes[i + 1] == 0x45
                    && bytes[i + 2] == (byte) 0xDF
                    && bytes[i + 3] == (byte) 0xA3) {
                return i;
            }
        }
        throw new AssertionError("one chunk only");
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
