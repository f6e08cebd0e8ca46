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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Runs ffmpeg and its like, which know nothing of this project. Tests are skipped, and say so,
 * where a program or an encoder is not there.
 */
public final class Ffmpeg {

    private static final int SECONDS = 60;

    private Ffmpeg() {}

    public static void assumeInstalled(String... programs) {
        for (String program : programs) {
            assumeTrue(starts(program), program + " is not installed: skipped");
        }
    }

    public static void assumeEncoder(String name) {
        assumeInstalled("ffmpeg", "ffprobe");
        boolean there =
                run("ffmpeg", "-v", "error", "-encoders")
                        .lines()
                        .anyMatch(line -> line.matches("\\s\\S+\\s+" + name + "\\s.*"));
        assumeTrue(there, "this ffmpeg has no encoder " + name + ": skipped");
    }

    /** Makes a file of ffmpeg's own test pictures or tone. */
    public static Path make(Path file, String input, String... options) {
        List<String> command =
                new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", input));
        Collections.addAll(command, options);
        command.add(file.toString());
        run(command.toArray(String[]::new));
        return file;
    }

    /** The MD5 of each picture as decoded, in the order of display; no error is tolerated. */
    public static List<String> pictures(Path file) {
        return hashes(run(framemd5(file, "v:0", "-vf", "setpts=N", "-xerror")));
    }

    /** As {@link #pictures}, of a file that is known to be damaged. */
    public static List<String> picturesDespiteErrors(Path file) {
        return hashes(run(framemd5(file, "v:0", "-vf", "setpts=N"), false));
    }

    /** The MD5 of each decoded frame of sound; no error is tolerated. */
    public static List<String> frames(Path file, int track) {
        return hashes(run(framemd5(file, "a:" + track, "-af", "asetpts=N", "-xerror")));
    }

    /** All samples of a track as 16-bit ones, decoded; no error is tolerated. */
    public static String samples(Path file, int track) {
        return run(
                "ffmpeg",
                "-v",
                "error",
                "-xerror",
                "-i",
                file.toString(),
                "-map",
                "0:a:" + track,
                "-c:a",
                "pcm_s16le",
                "-f",
                "md5",
                "-");
    }

    /** Track, decoding time and presentation time of each packet, in the order of the file. */
    public static List<String> packets(Path file) {
        return run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "packet=stream_index,dts_time,pts_time,flags",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .lines()
                .toList();
    }

    /** Runs a program that must end well and complain about nothing. */
    public static String run(String... command) {
        return run(command, true);
    }

    private static String[] framemd5(Path file, String track, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "ffmpeg",
                                "-v",
                                "error",
                                "-flags2",
                                "+skip_manual",
                                "-i",
                                file.toString(),
                                "-map",
                                "0:" + track,
                                "-fps_mode",
                                "passthrough"));
        Collections.addAll(command, options);
        Collections.addAll(command, "-f", "framemd5", "-");
        return command.toArray(String[]::new);
    }

    private static List<String> hashes(String framemd5) {
        return framemd5.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    private static boolean starts(String program) {
        try {
            new ProcessBuilder(program, "-version").redirectErrorStream(true).start().destroy();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String[] command, boolean strict) {
        try {
            Path errors = Files.createTempFile("ffmpeg", ".txt");
            try {
                Process process =
                        new ProcessBuilder(command)
                                .redirectError(errors.toFile())
                                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                                .start();
                try {
                    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
                    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
                    if (strict) {
                        assertThat(errors).as("%s", List.of(command)).isEmptyFile();
                        assertThat(process.exitValue()).as(output).isZero();
                    }
                    return output;
                } finally {
                    process.destroyForcibly();
                }
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new AssertionError("Cannot run " + List.of(command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
