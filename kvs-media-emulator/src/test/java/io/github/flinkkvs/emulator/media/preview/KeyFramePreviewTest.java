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

package io.github.flinkkvs.emulator.media.preview;

import io.github.flinkkvs.emulator.Captures;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.call.SyntheticCall;
import io.github.flinkkvs.emulator.media.camera.Ffmpeg;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.mkv.EbmlWriter;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.imageio.ImageIO;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyFramePreviewTest {
    private static final Instant FROM = Instant.parse("2026-02-03T04:05:06.789Z");

    /** How far our colours may be from FFmpeg's, which rounds otherwise. */
    private static final int ROUNDING = 6;

    /** An avcC box of x264: 64 by 64 pixels, high profile, arithmetic coding. */
    private static final String HIGH_PROFILE_BOX =
            "0164000affe100186764000aacd94426c04400000300040000030008"
                    + "3c48965801000668ebe3cb22c0fdf8f800";

    private final KvsEmulator emulator = KvsEmulator.start();
    private final EmulatedStream stream = emulator.createStream("stream");

    @TempDir private Path folder;

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void showsTheLastKeyFrameAsFfmpegDoes() throws IOException {
        Ffmpeg.assumeInstalled();
        SyntheticCamera camera =
                SyntheticCamera.builder("front-door").keyFrameEvery(5).size(640, 358).build();
        stream.storePast(camera, FROM, Duration.ofSeconds(1));

        assertShowsWhatFfmpegShows(stream.fragments().get(0), 10);
    }

    @Test
    void showsTheKeyFramesOfARealStreamAsFfmpegDoes() throws IOException {
        Ffmpeg.assumeInstalled();
        stream.replayCapture(Captures.bytes(Captures.CLEAN));

        for (StoredFragment fragment : stream.fragments()) {
            assertShowsWhatFfmpegShows(fragment, 0);
        }
    }

    @Test
    void largePicturesAreThinnedOut() throws IOException {
        SyntheticCamera camera =
                SyntheticCamera.builder("c").size(2048, 1080).framesPerSecond(1).build();
        stream.storePast(camera, FROM, Duration.ofSeconds(1));

        BufferedImage shown = image(KeyFramePreview.of(chunk()).orElseThrow());

        assertThat(shown.getWidth()).isEqualTo(512);
        assertThat(shown.getHeight()).isEqualTo(270);
    }

    @Test
    void motionJpegIsPassedThrough() {
        byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3};
        byte[] info = new byte[40];
        System.arraycopy("MJPG".getBytes(US_ASCII), 0, info, 16, 4);

        Optional<PreviewPicture> picture =
                KeyFramePreview.of(chunkOf("V_MS/VFW/FOURCC", info, jpeg));

        assertThat(picture).get().extracting(PreviewPicture::mediaType).isEqualTo("image/jpeg");
        assertThat(picture.orElseThrow().bytes()).isEqualTo(jpeg);
        assertThat(KeyFramePreview.of(chunkOf("V_MS/VFW/FOURCC", new byte[40], jpeg))).isEmpty();
        assertThat(KeyFramePreview.of(chunkOf("V_MJPEG", info, new byte[9]))).isEmpty();
    }

    @Test
    void soundAloneHasNoPicture() {
        stream.storePast(SyntheticCall.of("c"), FROM);

        assertThat(KeyFramePreview.of(chunk())).isEmpty();
        assertThat(KeyFramePreview.of(new byte[0])).isEmpty();
    }

    @Test
    void aRealStreamWhoseMotionJpegIsNoneHasNoPictures() {
        stream.replayCapture(Captures.bytes(Captures.USER_TAGS));

        assertThat(stream.fragments())
                .allSatisfy(f -> assertThat(KeyFramePreview.of(f.toByteArray())).isEmpty());
    }

    @Test
    void arithmeticCodesThatNeverEndRunIntoTheDeadline() {
        int[][] contexts = new int[2][64];
        contexts[1][63] = 1;
        BoundedBinDecoder bins =
                new BoundedBinDecoder(
                        ByteBuffer.allocate(4), contexts, new Deadline(Duration.ZERO));

        assertThatThrownBy(
                        () -> {
                            while (bins.decodeBin(63) == 1) {
                                assertThat(bins).isNotNull();
                            }
                        })
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("too long");
    }

    @Test
    @Timeout(60)
    void noiseInPlaceOfASliceEndsInSomePictureOrNone() {
        byte[] box = HexFormat.of().parseHex(HIGH_PROFILE_BOX);
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            byte[] slice = new byte[200];
            random.nextBytes(slice);
            slice[0] = 0x65;
            slice[1] = (byte) 0x88;
            slice[2] = (byte) 0x84;
            Arrays.fill(slice, 3 + random.nextInt(190), slice.length, (byte) 0);
            byte[] chunk = chunkOf("V_MPEG4/ISO/AVC", box, unit(slice));
            assertThatCode(() -> KeyFramePreview.of(chunk)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    @Timeout(120)
    void damagedFragmentsEndInSomePictureOrNone(int seed) {
        stream.storePast(
                SyntheticCamera.builder("c").size(96, 64).framesPerSecond(2).build(),
                FROM,
                Duration.ofSeconds(1));
        byte[] chunk = chunk();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = chunk.clone();
            for (int hits = 1 + random.nextInt(8); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(damaged, damaged.length - random.nextInt(20));
            assertThatCode(() -> KeyFramePreview.of(cut)).doesNotThrowAnyException();
        }
    }

    @Test
    @Timeout(60)
    void parameterSetsThatAskForTheMoonAreRefused() {
        byte[] frame = unit(new byte[] {0x65, (byte) 0x88, 1, 2, 3});
        Random random = new Random(3);
        byte[] box = HexFormat.of().parseHex(HIGH_PROFILE_BOX);
        for (int round = 0; round < 5000; round++) {
            byte[] damaged = box.clone();
            int at = 8 + random.nextInt(damaged.length - 8);
            // Many zeros begin a large number.
            damaged[at] = 0;
            damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt(4);
            assertThat(KeyFramePreview.of(chunkOf("V_MPEG4/ISO/AVC", damaged, frame))).isEmpty();
        }
    }

    private void assertShowsWhatFfmpegShows(StoredFragment fragment, int frame) throws IOException {
        PreviewPicture preview = KeyFramePreview.of(fragment.toByteArray()).orElseThrow();
        assertThat(preview.mediaType()).isEqualTo("image/png");
        BufferedImage shown = image(preview);
        Path file = Files.write(folder.resolve("fragment.mkv"), fragment.toByteArray());
        BufferedImage expected = ImageIO.read(Ffmpeg.picture(file, frame).toFile());

        assertThat(shown.getWidth()).isEqualTo(expected.getWidth());
        assertThat(shown.getHeight()).isEqualTo(expected.getHeight());
        int worst = 0;
        for (int y = 0; y < shown.getHeight(); y++) {
            for (int x = 0; x < shown.getWidth(); x++) {
                worst = Math.max(worst, difference(shown.getRGB(x, y), expected.getRGB(x, y)));
            }
        }
        assertThat(worst).isLessThanOrEqualTo(ROUNDING);
    }

    private static int difference(int one, int other) {
        int worst = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            worst = Math.max(worst, Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF)));
        }
        return worst;
    }

    private static BufferedImage image(PreviewPicture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    }

    private byte[] chunk() {
        return stream.fragments().get(0).toByteArray();
    }

    private static byte[] unit(byte[] bytes) {
        byte[] framed = new byte[4 + bytes.length];
        framed[3] = (byte) bytes.length;
        System.arraycopy(bytes, 0, framed, 4, bytes.length);
        return framed;
    }

    private static byte[] chunkOf(String codecId, byte[] codecPrivate, byte[] frame) {
        TrackSpec track = TrackSpec.video(1, codecId, 64, 64).withCodecPrivate(codecPrivate);
        return new EbmlWriter()
                .raw(MatroskaElements.ebmlHeader())
                .raw(MatroskaElements.segmentStart())
                .raw(MatroskaElements.tracks(List.of(track)))
                .raw(MatroskaElements.cluster(0, List.of(new SimpleBlock(1, 0, true, frame))))
                .toByteArray();
    }
}
