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

package io.github.flinkkvs.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the project's other modules have built; tests run in the folder of theirs. */
public final class Reactor {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Reactor() {}

    /** A file or folder of the sources. */
    public static Path file(String path) {
        return built(ROOT.resolve(path), path);
    }

    /** The jar of a module whose folder and artifact have one name. */
    public static Path jar(String module) {
        return jar(module, module, "");
    }

    /** The examples with what they need beside Flink, to be submitted to a cluster. */
    public static Path jobJar() {
        return jar("examples", "flink-connector-kvs-media-examples", "-job");
    }

    private static Path jar(String module, String artifact, String classifier) {
        Path target = built(ROOT.resolve(module).resolve("target"), module);
        String name = artifact + "-\\d[\\d.]*(-SNAPSHOT)?" + classifier + "\\.jar";
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars = files.filter(f -> f.getFileName().toString().matches(name)).toList();
            if (jars.size() != 1) {
                throw new IllegalStateException(
                        jars + " is not one jar: run 'mvn package -pl " + module + " -am'");
            }
            return jars.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flink of a line, such as 2.3, as its download would be. */
    static Path flink(String line) {
        String module = "flink-clusters/flink-" + line;
        return built(ROOT.resolve(module).resolve("target/flink"), module);
    }

    private static Path built(Path path, String module) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(
                    "No " + path + ": run 'mvn package -pl " + module + " -am'");
        }
        return path;
    }
}
