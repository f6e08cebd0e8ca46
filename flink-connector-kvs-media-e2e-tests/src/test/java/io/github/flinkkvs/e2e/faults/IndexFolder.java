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

package io.github.flinkkvs.e2e.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The committed files of an index; each is read once, as none is ever changed. */
final class IndexFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<String, List<JsonNode>> files = new TreeMap<>();

    IndexFolder(Path folder) {
        this.folder = folder;
    }

    /** The lines of each file that is committed by now. */
    Map<String, List<JsonNode>> files() {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    String name = file.getFileName().toString();
                    if (!name.startsWith(".") && !files.containsKey(name)) {
                        files.put(name, read(file));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    int lines() {
        return files().values().stream().mapToInt(List::size).sum();
    }

    /** The numbers of all fragments of a stream. */
    Set<String> numbers(String stream) {
        return files().values().stream()
                .flatMap(List::stream)
                .filter(line -> line.get("streamName").asText().equals(stream))
                .map(line -> line.get("fragmentNumber").asText())
                .collect(Collectors.toSet());
    }

    private static List<JsonNode> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(IndexFolder::parse).toList();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
