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

package io.github.flinkkvs.emulator.media.camera;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class CameraPicturesTest {
    private static final Instant FROM = Instant.parse("2026-02-03T04:05:06.789Z");

    /**
     * What the key frames' coding may change in a sample; a wrong digit differs by 130 and more.
     */
    private static final int LOSS = 64;

    private final KvsEmulator emulator = KvsEmulator.start();
    private EmulatedStream stream;

    @TempDir private Path folder;

    @BeforeEach
    void createStream() {
        Ffmpeg.assumeInstalled();
        stream = emulator.createStream("camera");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void everyFragmentDecodesByItself() throws IOException {
        SyntheticCamera camera =
                SyntheticCamera.builder("door-1")
                        .audio(true)
                        .fragmentLength(Duration.ofSeconds(2))
                        .userTags(Map.of("site", "a"))
                        .build();
        stream.storePast(camera, FROM, Duration.ofSeconds(4));

        assertThat(stream.fragments()).hasSize(2);
        for (StoredFragment fragment : stream.fragments()) {
            Path file = write(fragment.toByteArray());
            Ffmpeg.assertDecodes(file);
            assertThat(Ffmpeg.packets(file, "v")).isEqualTo(30);
            assertThat(Ffmpeg.packets(file, "a")).isEqualTo(20);
        }
    }

    @Test
    void theFragmentsOfAMinuteMakeOneFileThatDecodes() throws IOException {
        stream.storePast(
                SyntheticCamera.builder("small").size(226, 98).framesPerSecond(30).build(),
                FROM,
                Duration.ofMinutes(1));

        Path file = write(merged(stream.fragments()));

        Ffmpeg.assertDecodes(file);
        assertThat(Ffmpeg.packets(file, "v")).isEqualTo(1800);
    }

    @Test
    void everyDecodedPictureShowsTheTimeOfItsFrame() throws IOException {
        SyntheticCamera camera = SyntheticCamera.named("front-door_1");
        stream.storePast(camera, FROM, Duration.ofSeconds(3));

        byte[] pictures = Ffmpeg.pictures(write(merged(stream.fragments())));

        int pixels = camera.optics().width() * camera.optics().height();
        int pictureSize = pixels * 3 / 2;
        assertThat(pictures).hasSize(45 * pictureSize);
        Canvas expected = new Canvas(camera.optics().width(), camera.optics().height());
        for (int i = 0; i < 45; i++) {
            Instant frameTime = FROM.plusMillis(i * 1000L / 15);
            Scene.of(camera.name(), camera.optics(), camera.blockEvery()).draw(frameTime, expected);
            byte[] luma = expected.picture().getPlaneData(0);
            int worst = 0;
            for (int p = 0; p < pixels; p++) {
                int shown = pictures[i * pictureSize + p] & 0xFF;
                worst = Math.max(worst, Math.abs(shown - (luma[p] + 128)));
            }
            assertThat(worst).as("picture " + i).isLessThan(LOSS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "640, 360, 15, 1000, 1",
        "640, 360, 15, 2000, 4",
        "64, 48, 30, 10000, 100",
        "66, 34, 7, 1000, 3",
        "320, 180, 5, 1000, 2147483647",
        "1920, 1080, 25, 400, 5",
        "16, 16, 120, 10, 1"
    })
    void keyFramesComeInEveryFragmentAndAsOftenAsAskedFor(
            int width, int height, int framesPerSecond, int fragmentMillis, int interval)
            throws IOException {
        SyntheticCamera camera =
                SyntheticCamera.builder("gop")
                        .size(width, height)
                        .framesPerSecond(framesPerSecond)
                        .fragmentLength(Duration.ofMillis(fragmentMillis))
                        .keyFrameEvery(interval)
                        .build();
        stream.storePast(camera, FROM, Duration.ofMillis(3L * fragmentMillis - 1));

        Path file = write(merged(stream.fragments()));

        Ffmpeg.assertDecodes(file);
        int perFragment = camera.framesPerFragment();
        List<Boolean> expected =
                IntStream.range(0, stream.fragments().size() * perFragment)
                        .mapToObj(frame -> frame % perFragment % interval == 0)
                        .toList();
        assertThat(Ffmpeg.declaredKeyFrames(file)).isEqualTo(expected);
        assertThat(Ffmpeg.decodedKeyFrames(file)).isEqualTo(expected);
    }

    @Test
    void keyFramesInARowDifferInTheirPictureId() throws IOException {
        SyntheticCamera camera = SyntheticCamera.builder("c").size(64, 64).keyFrameEvery(1).build();
        stream.storePast(camera, FROM, Duration.ofSeconds(1));

        List<String> ids = Ffmpeg.idrPictureIds(write(merged(stream.fragments())));

        assertThat(ids).hasSize(15).startsWith("0", "1", "0", "1").endsWith("1", "0");
    }

    @Test
    void sharedFootageDecodesAcrossTheEndOfItsLoop() throws IOException {
        SyntheticCamera.Builder model =
                SyntheticCamera.builder("fleet-1")
                        .size(320, 180)
                        .framesPerSecond(7)
                        .keyFrameEvery(3)
                        .sharedFootage(true);
        stream.storePast(model.build(), FROM, Duration.ofSeconds(25));

        Path file = write(merged(stream.fragments()));

        Ffmpeg.assertDecodes(file);
        assertThat(Ffmpeg.packets(file, "v")).isEqualTo(175);
        assertThat(Ffmpeg.decodedKeyFrames(file)).isEqualTo(Ffmpeg.declaredKeyFrames(file));
    }

    private Path write(byte[] file) throws IOException {
        return Files.write(folder.resolve("camera.mkv"), file);
    }

    /** One document out of the first fragment's header and all clusters. */
    private static byte[] merged(List<StoredFragment> fragments) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(MatroskaElements.ebmlHeader());
        file.writeBytes(MatroskaElements.segmentStart());
        boolean first = true;
        for (StoredFragment fragment : fragments) {
            byte[] chunk = fragment.toByteArray();
            EbmlElement header = EbmlElement.at(chunk, 0, chunk.length).orElseThrow();
            EbmlElement segment = EbmlElement.at(chunk, header.end(), chunk.length).orElseThrow();
            for (EbmlElement element : segment.children()) {
                boolean described =
                        element.id() == MatroskaIds.INFO || element.id() == MatroskaIds.TRACKS;
                if ((described && first) || element.id() == MatroskaIds.CLUSTER) {
                    file.writeBytes(element.toByteArray());
                }
            }
            first = false;
        }
        return file.toByteArray();
    }
}
