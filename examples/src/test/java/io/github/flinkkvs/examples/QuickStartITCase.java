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

import io.github.flinkkvs.examples.quickstart.Scoreboard;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The quick start as a newcomer runs it, a little shorter; it ends with an error if it lies. */
class QuickStartITCase {

    private static final List<String> CAMERAS = List.of("front-door", "garage", "garden");

    @TempDir private static Path folder;

    @BeforeAll
    static void runTheQuickStart() throws Exception {
        QuickStart.main(new String[] {"--seconds", "12", "--output", folder.toString()});
    }

    @Test
    void everyCameraIsReadAndWrittenToAFile() {
        Map<String, Scoreboard.Score> scores = Scoreboard.snapshot();

        assertThat(scores).containsOnlyKeys(CAMERAS);
        assertThat(scores.values())
                .allSatisfy(score -> assertThat(score.fragments()).hasSizeGreaterThan(8));
        assertThat(CAMERAS)
                .allSatisfy(camera -> assertThat(folder.resolve(camera + ".mkv")).isNotEmptyFile());
    }

    @Test
    void ffprobeCountsAsManyPacketsAsTheJobCountedFrames() throws Exception {
        assumeTrue(Program.isInstalled("ffprobe", "-version"), "ffprobe is not installed");

        for (String camera : CAMERAS) {
            String packets =
                    Program.run(
                            "ffprobe",
                            "-v",
                            "error",
                            "-count_packets",
                            "-show_entries",
                            "stream=nb_read_packets",
                            "-of",
                            "csv=p=0",
                            file(camera));

            assertThat(packets.strip())
                    .isEqualTo(String.valueOf(Scoreboard.snapshot().get(camera).frames()));
        }
    }

    @Test
    void ffmpegDecodesEveryFileWithoutAnError() throws Exception {
        assumeTrue(Program.isInstalled("ffmpeg", "-version"), "ffmpeg is not installed");

        for (String camera : CAMERAS) {
            assertThat(
                            Program.run(
                                    "ffmpeg",
                                    "-v",
                                    "error",
                                    "-xerror",
                                    "-i",
                                    file(camera),
                                    "-f",
                                    "null",
                                    "-"))
                    .isEmpty();
        }
    }

    private static String file(String camera) {
        return folder.resolve(camera + ".mkv").toString();
    }
}
