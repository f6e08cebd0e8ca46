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

package io.github.flinkkvs.media.mkv;

import io.github.flinkkvs.media.model.MediaTag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Real outputs of GetMedia, which are kept beside the project's checkout and not in it, and what a
 * correct reader finds in them. Tests that use them are skipped where they are absent.
 */
public final class Captures {

    public static final String CLEAN = "output_get_media.mkv";
    public static final String MIXED_TAGS = "test_mixed_tags.mkv";
    public static final String CUT = "output-get-media-non-increasing-timecode.mkv";

    private static final Pattern TAG =
            Pattern.compile("(before|after) (\\S+?)=(?:'([^']*)'|\"([^\"]*)\")");

    private Captures() {}

    public static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(directory().resolve(name));
    }

    /** The rows of the capture's table in {@code expected.md}. */
    static List<ExpectedChunk> expected(String name) throws IOException {
        String text = Files.readString(directory().resolve("expected.md"));
        String part = text.substring(text.indexOf("## " + name));
        int end = part.indexOf("\n## ", 1);
        List<String> lines = (end < 0 ? part : part.substring(0, end)).lines().toList();
        List<ExpectedChunk> chunks = new ArrayList<>();
        for (String line : lines) {
            if (line.matches("\\| \\d+ \\|.*")) {
                chunks.add(
                        ExpectedChunk.ofRow(
                                line.split("\\s*\\|\\s*", -1), tags(lines, chunks.size())));
            }
        }
        return chunks;
    }

    private static List<MediaTag> tags(List<String> lines, int index) {
        String line =
                lines.stream()
                        .filter(l -> l.startsWith("- chunk " + (index + 1) + ":"))
                        .findFirst()
                        .orElseThrow();
        if (line.endsWith("as before")) {
            return tags(lines, index - 1);
        }
        List<MediaTag> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(line);
        while (matcher.find()) {
            tags.add(
                    new MediaTag(
                            matcher.group(2),
                            matcher.group(3) != null ? matcher.group(3) : matcher.group(4),
                            matcher.group(1).equals("before")
                                    ? MediaTag.Place.BEFORE_CLUSTER
                                    : MediaTag.Place.AFTER_CLUSTER));
        }
        return tags;
    }

    private static Path directory() {
        Path above = Path.of("").toAbsolutePath();
        while (above != null && !Files.isDirectory(above.resolve("shared/captures"))) {
            above = above.getParent();
        }
        assumeTrue(
                above != null,
                "shared/captures is not beside this checkout: real captures not tested");
        return above.resolve("shared/captures");
    }

    /** One row of a capture's table. */
    record ExpectedChunk(
            String fragmentNumber,
            String producerTimestamp,
            String serverTimestamp,
            long millisBehindNow,
            int frames,
            int keyFrames,
            int length,
            String sha256,
            List<MediaTag> tags) {

        private static ExpectedChunk ofRow(String[] cells, List<MediaTag> tags) {
            return new ExpectedChunk(
                    cells[2],
                    cells[3],
                    cells[4],
                    Long.parseLong(cells[5]),
                    Integer.parseInt(cells[6]),
                    Integer.parseInt(cells[7]),
                    Integer.parseInt(cells[8]),
                    cells[9],
                    tags);
        }
    }
}
