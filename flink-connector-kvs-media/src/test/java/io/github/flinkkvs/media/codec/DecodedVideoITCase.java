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

package io.github.flinkkvs.media.codec;

import io.github.flinkkvs.media.mkv.Captures;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * FFmpeg decodes what the helpers write without an error, to the very pictures that it decodes from
 * the original.
 */
@Timeout(180)
class DecodedVideoITCase {

    private static final String PICTURES = "testsrc2=size=192x108:rate=10:duration=4";
    private static final int FRAMES = 40;

    @TempDir private Path folder;

    /** Writes one frame in the form that a file of such frames has. */
    private interface Helper {
        byte[] bytes(MediaTrack track, MediaFrame frame);
    }

    @BeforeEach
    void ffmpeg() {
        Ffmpeg.assumeInstalled("ffmpeg", "ffprobe");
    }

    @Test
    void h264WithBFramesAsAnnexB() throws Exception {
        Path original = h264("-bf", "3");
        Path written = write("a.h264", MediaFiles.fragments(original), this::annexB);

        assertThat(Ffmpeg.pictures(written)).hasSize(FRAMES).isEqualTo(Ffmpeg.pictures(original));
        assertThat(Ffmpeg.run("ffprobe", "-v", "error", written.toString())).isEmpty();
    }

    @Test
    void eachFragmentOfH264DecodesByItself() throws Exception {
        Path original = h264("-flags", "+cgop");
        List<String> pictures = new ArrayList<>();
        for (MediaFragment fragment : MediaFiles.fragments(original)) {
            pictures.addAll(Ffmpeg.pictures(write("one.h264", List.of(fragment), this::annexB)));
        }

        assertThat(pictures).isEqualTo(Ffmpeg.pictures(original));
    }

    @Test
    void parameterSetsOfAFrameAreNotDoubled() throws Exception {
        Path original = h264("-x264-params", "repeat-headers=1");
        List<MediaFragment> fragments = MediaFiles.fragments(original);
        Path written = write("a.h264", fragments, this::annexB);

        assertThat(Ffmpeg.pictures(written)).isEqualTo(Ffmpeg.pictures(original));
        assertThat(unitsOfType(Files.readAllBytes(written), 7)).isEqualTo(fragments.size());
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void annexBWithAndWithoutCodecPrivateIsUnderstood(boolean codecPrivate) throws Exception {
        Path original = h264();
        List<String> pictures = Ffmpeg.pictures(original);
        ByteBuffer sets = ByteBuffer.allocate(codecPrivate ? 1 << 10 : 0);
        Path written =
                write(
                        "b.h264",
                        MediaFiles.fragments(original),
                        (track, frame) -> {
                            NalUnits sender = NalUnits.of(track);
                            if (codecPrivate && sets.position() == 0) {
                                sender.parameterSets().forEach(s -> sets.putInt(1).put(s));
                                sets.flip();
                            }
                            boolean bare = codecPrivate;
                            byte[] sent = sender.toAnnexB(frame.data(), !bare && frame.keyFrame());
                            return NalUnits.of(track.codecId(), sets)
                                    .toAnnexB(ByteBuffer.wrap(sent), frame.keyFrame());
                        });

        assertThat(Ffmpeg.pictures(written)).isEqualTo(pictures);
    }

    @Test
    void hevcWithOpenGroupsAsAnnexB() throws Exception {
        Ffmpeg.assumeEncoder("libx265");
        Path original =
                Ffmpeg.make(
                        folder.resolve("original.mkv"),
                        PICTURES,
                        "-c:v",
                        "libx265",
                        "-g",
                        "10",
                        "-x265-params",
                        "log-level=error:open-gop=1");
        List<MediaFragment> fragments = MediaFiles.fragments(original);
        Path written = write("a.hevc", fragments, this::annexB);

        assertThat(fragments).hasSizeGreaterThan(2);
        assertThat(Ffmpeg.pictures(written)).hasSize(FRAMES).isEqualTo(Ffmpeg.pictures(original));
    }

    @Test
    void motionJpegAsPicturesInARow() throws Exception {
        Ffmpeg.assumeEncoder("mjpeg");
        Path original =
                Ffmpeg.make(
                        folder.resolve("original.mkv"),
                        PICTURES,
                        "-c:v",
                        "mjpeg",
                        "-pix_fmt",
                        "yuvj420p",
                        "-cluster_time_limit",
                        "1000");
        List<MediaFragment> fragments = MediaFiles.fragments(original);
        Path written =
                write("a.mjpeg", fragments, (track, frame) -> MotionJpeg.of(track).toJpeg(frame));

        assertThat(fragments).hasSizeGreaterThan(1);
        assertThat(Ffmpeg.pictures(written)).hasSize(FRAMES).isEqualTo(Ffmpeg.pictures(original));
    }

    @ParameterizedTest
    @CsvSource({Captures.CLEAN + ", 300", Captures.CUT + ", 330"})
    void capturesAsAnnexB(String name, int frames) throws Exception {
        List<MediaFragment> fragments = MediaFiles.ofCapture(name);
        Path original = Files.write(folder.resolve("original.mkv"), Captures.bytes(name));
        List<String> pieces = new ArrayList<>();
        for (MediaFragment fragment : fragments) {
            Path piece = folder.resolve("piece.mkv");
            try (OutputStream out = Files.newOutputStream(piece)) {
                fragment.writeTo(out);
            }
            pieces.addAll(Ffmpeg.picturesDespiteErrors(piece));
        }

        List<String> written = Ffmpeg.pictures(write("a.h264", fragments, this::annexB));

        assertThat(written).hasSize(frames).isEqualTo(pieces);
        // The last chunk of one capture is cut, so that the file has pictures that no fragment has.
        assertThat(Ffmpeg.picturesDespiteErrors(original))
                .startsWith(written.toArray(new String[0]));
    }

    @Test
    void theCaptureWithoutPicturesIsToldToHaveNone() throws Exception {
        MediaFragment fragment = MediaFiles.ofCapture(Captures.MIXED_TAGS).get(0);
        MediaTrack track = fragment.tracks().get(0);

        assertThat(track.codecId()).isEqualTo("V_MS/VFW/FOURCC");
        MotionJpeg jpeg = MotionJpeg.of(track);
        assertThatThrownBy(() -> jpeg.toJpeg(fragment.frames().get(0)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("no JPEG picture");
    }

    private byte[] annexB(MediaTrack track, MediaFrame frame) {
        return NalUnits.of(track).toAnnexB(frame);
    }

    private Path h264(String... options) {
        Ffmpeg.assumeEncoder("libx264");
        List<String> all = new ArrayList<>(List.of("-c:v", "libx264", "-g", "10"));
        all.addAll(List.of(options));
        return Ffmpeg.make(folder.resolve("original.mkv"), PICTURES, all.toArray(String[]::new));
    }

    private Path write(String name, List<MediaFragment> fragments, Helper helper)
            throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (MediaFragment fragment : fragments) {
                MediaTrack track = fragment.tracks().get(0);
                for (MediaFrame frame : fragment.frames()) {
                    out.write(helper.bytes(track, frame));
                }
            }
        }
        return file;
    }

    private static long unitsOfType(byte[] annexB, int type) {
        return NalUnits.of("V_MPEG4/ISO/AVC", ByteBuffer.allocate(0))
                .split(ByteBuffer.wrap(annexB))
                .stream()
                .filter(unit -> (unit.get(0) & 0x1F) == type)
                .count();
    }
}
