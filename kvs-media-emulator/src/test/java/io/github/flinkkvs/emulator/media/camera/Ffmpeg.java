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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs ffmpeg and ffprobe, which know nothing of our encoders. */
public final class Ffmpeg {
    private Ffmpeg() {}

    /** Skips the test where they are not installed. */
    public static void assumeInstalled() {
        assumeTrue(
                starts("ffmpeg") && starts("ffprobe"),
                "skipped: ffmpeg and ffprobe are not on the path");
    }

    public static void assertDecodes(Path file) {
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
    }

    public static int packets(Path file, String kind) {
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

    /** All pictures one after another, each its luma plane and then its chroma planes. */
    static byte[] pictures(Path file) throws IOException {
        Path raw = file.resolveSibling("pictures.yuv");
        run(
                "ffmpeg",
                "-v",
                "error",
                "-xerror",
                "-i",
                file.toString(),
                "-map",
                "v",
                "-fps_mode",
                "passthrough",
                "-pix_fmt",
                "yuv420p",
                "-f",
                "rawvideo",
                raw.toString());
        return Files.readAllBytes(raw);
    }

    /** Of each video frame: whether the decoder takes it for a key frame. */
    static List<Boolean> decodedKeyFrames(Path file) {
        return flags(file, "frame=key_frame", "1");
    }

    /** Of each video packet: whether the file says it is a key frame. */
    static List<Boolean> declaredKeyFrames(Path file) {
        return flags(file, "packet=flags", "K");
    }

    /** One audio track as little-endian 16-bit samples. */
    public static byte[] samples(Path file, int audioTrack) throws IOException {
        Path raw = file.resolveSibling("samples-" + audioTrack + ".raw");
        run(
                "ffmpeg",
                "-v",
                "error",
                "-xerror",
                "-i",
                file.toString(),
                "-map",
                "0:a:" + audioTrack,
                "-f",
                "s16le",
                "-c:a",
                "copy",
                raw.toString());
        return Files.readAllBytes(raw);
    }

    /** One video frame as PNG, its colours neither blended nor dithered, by BT.601. */
    public static Path picture(Path file, int frame) {
        Path png = file.resolveSibling("frame.png");
        run(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-i",
                file.toString(),
                "-vf",
                "select=eq(n\\," + frame + "),scale=in_color_matrix=bt601",
                "-frames:v",
                "1",
                "-sws_flags",
                "neighbor+accurate_rnd+full_chroma_int",
                png.toString());
        return png;
    }

    /** The {@code idr_pic_id} of each IDR slice. */
    static List<String> idrPictureIds(Path file) {
        String trace =
                run(
                        "ffmpeg",
                        "-i",
                        file.toString(),
                        "-c",
                        "copy",
                        "-bsf:v",
                        "trace_headers",
                        "-f",
                        "null",
                        "-");
        return trace.lines()
                .filter(line -> line.contains("idr_pic_id"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    private static List<Boolean> flags(Path file, String entry, String mark) {
        String lines =
                run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        entry,
                        "-of",
                        "csv=p=0",
                        file.toString());
        return lines.lines().map(line -> line.startsWith(mark)).toList();
    }

    private static boolean starts(String program) {
        try {
            new ProcessBuilder(program, "-version").redirectErrorStream(true).start().destroy();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
