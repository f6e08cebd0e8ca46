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

package io.github.flinkkvs.media.fuzz;

import io.github.flinkkvs.media.client.ErrorAnswerTarget;
import io.github.flinkkvs.media.codec.FrameHelpersTarget;
import io.github.flinkkvs.media.mkv.BlocksTarget;
import io.github.flinkkvs.media.mkv.ChunkAssemblerTarget;
import io.github.flinkkvs.media.mkv.EbmlParserTarget;
import io.github.flinkkvs.media.mkv.TracksAndTagsTarget;
import io.github.flinkkvs.media.source.enumerator.EnumeratorStateTarget;
import io.github.flinkkvs.media.source.reader.FragmentPathTarget;
import io.github.flinkkvs.media.source.split.SplitStateTarget;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All targets by name, and the inputs that once broke them: {@code found/NAME/} on the class path.
 */
final class FuzzTargets {

    private static final Map<String, Supplier<FuzzTarget>> BY_NAME =
            new TreeMap<>(
                    Map.of(
                            "ebml-parser", EbmlParserTarget::new,
                            "chunk-assembler", ChunkAssemblerTarget::new,
                            "tracks-and-tags", TracksAndTagsTarget::new,
                            "blocks-and-lacing", BlocksTarget::new,
                            "fragment-path", FragmentPathTarget::new,
                            "split-state", SplitStateTarget::new,
                            "enumerator-state", EnumeratorStateTarget::new,
                            "error-answers", ErrorAnswerTarget::new,
                            "frame-helpers", FrameHelpersTarget::new));

    private FuzzTargets() {}

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    static FuzzTarget named(String name) {
        Supplier<FuzzTarget> target = BY_NAME.get(name);
        if (target == null) {
            throw new IllegalArgumentException("No target " + name + "; there are " + names());
        }
        return target.get();
    }

    /** The inputs that a target was once found to fail at, by file name. */
    static Map<String, byte[]> found(String target) throws IOException, URISyntaxException {
        URL folder = FuzzTargets.class.getResource("/found/" + target);
        if (folder == null) {
            return Map.of();
        }
        URI uri = folder.toURI();
        if (!uri.getScheme().equals("jar")) {
            return files(Path.of(uri));
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return files(jar.getPath("/found/" + target));
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder)) {
            listed.forEach(paths::add);
        }
        Map<String, byte[]> files = new TreeMap<>();
        for (Path path : paths) {
            files.put(path.getFileName().toString(), Files.readAllBytes(path));
        }
        return files;
    }
}
