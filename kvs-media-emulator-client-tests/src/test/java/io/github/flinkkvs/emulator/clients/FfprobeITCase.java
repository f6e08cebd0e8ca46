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

package io.github.flinkkvs.emulator.clients;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** FFmpeg's own reader finds in every chunk, each for itself, every frame that was stored. */
@Timeout(60)
class FfprobeITCase {
    private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant TAKEN = Instant.parse("2025-01-01T00:00:00Z");

    private KvsEmulator emulator;
    private EmulatedStream stream;
    private Program ffprobe;

    @TempDir private Path folder;

    @BeforeEach
    void start() {
        emulator = KvsEmulator.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();
        stream = emulator.createStream("camera");
        ffprobe = new Program("ffprobe", folder, Map.of()).with("-v", "error", "-of", "csv=p=0");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void everyFrameOfACamerasVideoIsDecoded() throws Exception {
        SyntheticCamera camera =
                SyntheticCamera.builder("door").size(320, 180).framesPerSecond(10).build();
        stream.storePast(camera, TAKEN, Duration.ofSeconds(8));

        List<byte[]> chunks = Chunks.in(V2Clients.readAll(emulator, stream, NOW));

        assertThat(chunks).hasSize(8);
        for (byte[] chunk : chunks) {
            assertThat(count(chunk, "-count_frames", "stream=nb_read_frames")).isEqualTo(10);
        }
    }

    @Test
    void everyFrameOfEveryTrackIsCounted() throws Exception {
        Recording recording = new Recording(12, 5000, 3);
        Path file = Files.write(folder.resolve("recording.mkv"), recording.matroska());
        stream.storeMatroska(file, TAKEN);

        List<Integer> counted = new ArrayList<>();
        for (byte[] chunk : Chunks.in(V2Clients.readAll(emulator, stream, NOW))) {
            counted.add(packets(chunk));
        }

        assertThat(counted)
                .hasSize(12)
                .containsOnly(Recording.FRAMES_IN_EACH)
                .isEqualTo(stream.fragments().stream().map(StoredFragment::frames).toList());
    }

    @ParameterizedTest
    @CsvSource({"output_get_media.mkv,5,60", "test_mixed_tags.mkv,10,10"})
    void aCaptureComesOutAsItWasAndWithAllItsFrames(String name, int fragments, int framesInEach)
            throws Exception {
        byte[] capture = Files.readAllBytes(Captures.path(name));
        stream.replayCapture(capture);

        byte[] body = V2Clients.readAll(emulator, stream, NOW);

        assertThat(body).isEqualTo(capture);
        List<byte[]> chunks = Chunks.in(body);
        assertThat(chunks).hasSize(fragments);
        for (byte[] chunk : chunks) {
            assertThat(packets(chunk)).isEqualTo(framesInEach);
        }
    }

    private int packets(byte[] chunk) throws Exception {
        return count(chunk, "-count_packets", "stream=nb_read_packets");
    }

    /** The sum over all tracks. */
    private int count(byte[] chunk, String what, String entry) throws Exception {
        Path file = Files.write(folder.resolve("chunk.mkv"), chunk);
        return ffprobe.run(what, "-show_entries", entry, file.toString())
                .lines()
                .mapToInt(Integer::parseInt)
                .sum();
    }
}
