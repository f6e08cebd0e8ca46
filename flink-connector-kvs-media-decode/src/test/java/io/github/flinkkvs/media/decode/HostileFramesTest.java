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

package io.github.flinkkvs.media.decode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Frames as no encoder makes them. */
class HostileFramesTest {

    private static final int ROUNDS = 40;

    @TempDir Path folder;

    private int decoded;
    private int refused;

    @BeforeEach
    void startWithNothing() {
        decoded = 0;
        refused = 0;
    }

    @ParameterizedTest
    @CsvSource({
        "libx264,mkv,-bf 0",
        "libx264,mkv,-bf 3",
        "libx264,h264,-bf 0",
        "libx265,mkv,-preset superfast -x265-params log-level=none:pools=none:frame-threads=1",
        "mjpeg,mkv,-q:v 3"
    })
    void eachDamagedFrameIsAPictureOrAnError(String encoder, String suffix, String options)
            throws Exception {
        FfmpegProgram.assumeItEncodes(encoder);
        List<String> encoding = new ArrayList<>(List.of("-c:v", encoder, "-g", "10"));
        encoding.addAll(List.of(options.split(" ")));
        Film film =
                Film.read(
                        FfmpegProgram.film(
                                folder.resolve("film." + suffix),
                                "160x120",
                                30,
                                encoding.toArray(String[]::new)));

        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            decode(damaged(film, random), random);
        }

        assertThat(decoded).isPositive();
        assertThat(refused).isPositive();
    }

    private void decode(Film film, Random random) {
        PictureSettings settings =
                PictureSettings.defaults()
                        .withMaxPixels(1_000_000)
                        .withThreads(1 + random.nextInt(3))
                        .withDamagedPictures(random.nextBoolean());
        PictureConsumer consumer =
                (id, picture) -> {
                    assertThat((long) picture.width() * picture.height()).isLessThan(1_000_000);
                    assertThat(picture.toPicture().bytes()).startsWith(0xFF, 0xD8);
                    decoded++;
                };
        try (VideoDecoder decoder = film.decoder(settings)) {
            for (Film.Frame frame : film.frames()) {
                try {
                    decoder.decode(frame.data(), frame.keyFrame(), 0, consumer);
                } catch (DecodeException e) {
                    assertThat(e).hasMessageMatching("(?s).{10,}");
                    refused++;
                }
            }
            decoder.finish(consumer);
        } catch (DecodeException e) {
            refused++;
        }
    }

    /** Flips, cuts, repeats, swaps and leaves out; now and then in the codec private as well. */
    private static Film damaged(Film film, Random random) {
        byte[] codecPrivate = film.codecPrivate().clone();
        if (codecPrivate.length > 0 && random.nextInt(3) == 0) {
            flip(codecPrivate, random);
        }
        List<Film.Frame> frames = new ArrayList<>();
        for (Film.Frame frame : film.frames()) {
            byte[] bytes = frame.bytes().clone();
            switch (random.nextInt(8)) {
                case 0 -> flip(bytes, random);
                case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(99));
                case 3 -> random.nextBytes(bytes);
                case 4 -> bytes = new byte[0];
                default -> {}
            }
            frames.add(new Film.Frame(bytes, frame.keyFrame() || random.nextInt(9) == 0, 0));
        }
        return new Film(film.codecId(), codecPrivate, frames);
    }

    private static void flip(byte[] bytes, Random random) {
        for (int i = 1 + random.nextInt(9); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    @Test
    void aPictureAboveTheLimitIsRefusedBeforeMemoryIsTakenForIt() throws Exception {
        FfmpegProgram.assumeItEncodes("mjpeg");
        Film film =
                Film.read(
                        FfmpegProgram.film(
                                folder.resolve("film.mkv"), "160x120", 1, "-c:v", "mjpeg"));
        byte[] huge = film.frames().get(0).bytes().clone();
        setJpegSize(huge, 65_500, 65_500);

        assertThatThrownBy(
                        () ->
                                KeyFrameDecoder.decode(
                                        ByteBuffer.wrap(huge),
                                        film.codecId(),
                                        ByteBuffer.allocate(0),
                                        PictureSettings.defaults()))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(
                        () ->
                                KeyFrameDecoder.decode(
                                        film.frames().get(0).data(),
                                        film.codecId(),
                                        ByteBuffer.allocate(0),
                                        PictureSettings.defaults().withMaxPixels(160 * 120 - 1)))
                .isInstanceOf(DecodeException.class);
    }

    private static void setJpegSize(byte[] file, int width, int height) {
        for (int i = 0; i < file.length - 9; i++) {
            if ((file[i] & 0xFF) == 0xFF && (file[i + 1] & 0xFF) == 0xC0) {
                ByteBuffer.wrap(file).putShort(i + 5, (short) height);
                ByteBuffer.wrap(file).putShort(i + 7, (short) width);
                return;
            }
        }
        throw new IllegalArgumentException("no frame header in the JPEG");
    }
}
