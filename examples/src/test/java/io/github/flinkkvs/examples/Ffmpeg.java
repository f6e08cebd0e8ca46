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

package io.github.flinkkvs.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** FFmpeg's programs, as independent readers of files. */
final class Ffmpeg {

    private Ffmpeg() {}

    /** Skips the test where they are not installed. */
    static void assumeInstalled() throws InterruptedException {
        assumeTrue(isInstalled("ffmpeg") && isInstalled("ffprobe"), "FFmpeg is not installed");
    }

    /** All samples of a file's first sound. */
    static byte[] pcm16(Path file) throws Exception {
        return run(List.of("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "s16le", "-"));
    }

    /** Decodes all of a file; fails on anything that FFmpeg complains of. */
    static void decode(Path file) throws Exception {
        run(
                List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-xerror",
                        "-i",
                        file.toString(),
                        "-map",
                        "0",
                        "-f",
                        "null",
                        "-"));
    }

    /** What ffprobe tells of a file, with commas between. */
    static String probe(Path file, String entries, String... options) throws Exception {
        List<String> command =
                new java.util.ArrayList<>(
                        List.of("ffprobe", "-v", "error", "-show_entries", entries, "-of"));
        command.add("csv=p=0");
        command.addAll(List.of(options));
        command.add(file.toString());
        return new String(run(command), StandardCharsets.UTF_8).strip();
    }

    private static boolean isInstalled(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "-version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What it printed; fails if it failed or printed an error. */
    private static byte[] run(List<String> command) throws Exception {
        Path errors = Files.createTempFile("ffmpeg", ".log");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        byte[] printed = process.getInputStream().readAllBytes();
        int status = process.waitFor();
        String said = Files.readString(errors);
        Files.delete(errors);
        assertThat(said).as(String.join(" ", command)).isEmpty();
        assertThat(status).isZero();
        return printed;
    }
}
