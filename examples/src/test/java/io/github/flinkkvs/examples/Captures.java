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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Real outputs of GetMedia, which lie beside the repository and not in it, and what a correct
 * reader finds in them according to their {@code expected.md}, as lines of the fragment index.
 */
final class Captures {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TAG =
            Pattern.compile("(?:before|after) (\\S+?)=(?:'([^']*)'|\"([^\"]*)\")");
    private static final Pattern TRACK = Pattern.compile("\\{([^}]*)}");
    private static final Pattern TRACK_FIELD = Pattern.compile("'(\\w+)': (?:'([^']*)'|(\\d+))");
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String expected;

    private Captures(Path folder) throws IOException {
        this.folder = folder;
        this.expected = Files.readString(folder.resolve("expected.md"));
    }

    /** Looks for the captures beside every folder above; without them the test is skipped. */
    static Captures find() throws IOException {
        Path above = Path.of("").toAbsolutePath();
        while (above != null) {
            Path folder = above.resolve("shared").resolve("captures");
            if (Files.isDirectory(folder)) {
                return new Captures(folder);
            }
            above = above.getParent();
        }
        return abort("skipped: no shared/captures beside this checkout, so no real media to read");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** The lines that the index must have of a capture, which plays on a stream of some name. */
    List<JsonNode> expectedLines(String name, String stream) throws IOException {
        List<String> section = section(name);
        ArrayNode tracks =
                tracks(section.stream().filter(l -> l.contains("Tracks of each:")).findFirst());
        List<JsonNode> lines = new ArrayList<>();
        for (String row : section) {
            if (row.matches("\\| \\d+ \\|.*")) {
                String[] cells = row.split("\\s*\\|\\s*", -1);
                ObjectNode line = JSON.createObjectNode();
                line.put("streamName", stream);
                line.put("fragmentNumber", cells[2]);
                line.put("continuationToken", cells[2]);
                line.put("producerTimestamp", instant(cells[3]));
                line.put("serverTimestamp", instant(cells[4]));
                line.put("millisBehindNow", Long.parseLong(cells[5]));
                line.set("tags", tags(section, Integer.parseInt(cells[1])));
                line.set("tracks", tracks);
                line.put("frames", Integer.parseInt(cells[6]));
                line.put("keyFrames", Integer.parseInt(cells[7]));
                line.put("bytes", Integer.parseInt(cells[8]));
                line.put("sha256", cells[9]);
                lines.add(asIfRead(line));
            }
        }
        return lines;
    }

    /** Numbers are equal only to numbers that were read, too. */
    private static JsonNode asIfRead(ObjectNode line) throws IOException {
        return JSON.readTree(line.toString());
    }

    private List<String> section(String name) {
        String section = expected.substring(expected.indexOf("## " + name));
        int end = section.indexOf("\n## ", 1);
        return (end < 0 ? section : section.substring(0, end)).lines().toList();
    }

    private static String instant(String epochSeconds) {
        long millis = new BigDecimal(epochSeconds).movePointRight(3).longValueExact();
        return MILLISECONDS.format(Instant.ofEpochMilli(millis));
    }

    private static ObjectNode tags(List<String> section, int chunk) {
        String line =
                section.stream()
                        .filter(l -> l.startsWith("- chunk " + chunk + ":"))
                        .findFirst()
                        .orElseThrow();
        if (line.endsWith("as before")) {
            return tags(section, chunk - 1);
        }
        ObjectNode tags = JSON.createObjectNode();
        Matcher tag = TAG.matcher(line);
        while (tag.find()) {
            tags.withArray(tag.group(1)).add(tag.group(2) != null ? tag.group(2) : tag.group(3));
        }
        return tags;
    }

    private static ArrayNode tracks(Optional<String> line) {
        ArrayNode tracks = JSON.createArrayNode();
        Matcher track = TRACK.matcher(line.orElseThrow());
        while (track.find()) {
            ObjectNode entry = tracks.addObject();
            entry.putNull("name");
            Matcher field = TRACK_FIELD.matcher(track.group(1));
            while (field.find()) {
                if (field.group(3) != null) {
                    entry.put(field.group(1), Integer.parseInt(field.group(3)));
                } else {
                    entry.put(field.group(1), field.group(2));
                }
            }
        }
        return tracks;
    }
}
