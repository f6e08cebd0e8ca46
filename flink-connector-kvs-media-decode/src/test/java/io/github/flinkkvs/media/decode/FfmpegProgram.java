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

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The program {@code ffmpeg} of this machine, where it is installed. */
final class FfmpegProgram {

    /** Silent, and with no more threads than it needs. */
    static final String X265_ALONE = "log-level=none:pools=none:frame-threads=1";

    private static final int PATIENCE_SECONDS = 120;

    private FfmpegProgram() {}

    /** Skips the test where the program is not installed, or has no such encoder. */
    static void assumeItEncodes(String encoder) {
        try {
            assumeTrue(
                    new String(output("ffmpeg", "-hide_banner", "-encoders"), UTF_8)
                            .contains(" " + encoder + " "),
                    "skipped: the program ffmpeg here has no encoder " + encoder);
        } catch (IOException e) {
            assumeTrue(false, "skipped: the program ffmpeg is not installed");
        }
    }

    /** Makes a film of FFmpeg's moving test picture. */
    static Path film(Path file, String size, int frames, String... encoding) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i"));
        command.add("testsrc2=size=" + size + ":rate=30");
        command.addAll(List.of("-frames:v", String.valueOf(frames), "-threads", "1"));
        command.addAll(List.of(encoding));
        command.add(file.toString());
        output(command.toArray(String[]::new));
        return file;
    }

    /**
     * The MD5 of each picture in BGR, in the order in which they are shown.
     *
     * @param filter such as {@code scale=320:-1}
     */
    static List<String> pictures(Path file, String filter) throws IOException {
        byte[] lines =
                output(
                        "ffmpeg",
                        "-v",
                        "quiet",
                        "-i",
                        file.toString(),
                        "-map",
                        "0:v:0",
                        "-fps_mode",
                        "passthrough",
                        "-vf",
                        filter,
                        "-pix_fmt",
                        "bgr24",
                        "-f",
                        "framemd5",
                        "-");
        return new String(lines, UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    static String md5(Picture picture) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(picture.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] output(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .start();
        try {
            byte[] bytes = process.getInputStream().readAllBytes();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
            return bytes;
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
