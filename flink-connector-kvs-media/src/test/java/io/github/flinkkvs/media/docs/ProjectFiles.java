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

package io.github.flinkkvs.media.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project, wherever below it a test runs. */
final class ProjectFiles {

    private ProjectFiles() {}

    static String read(String path) throws IOException {
        return Files.readString(find(path));
    }

    /** Returns the files below a folder whose names end so, in the order of their paths. */
    static List<Path> below(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(find(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static Path find(String path) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(path))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new AssertionError(path + " is in no folder above the working directory");
        }
        return folder.resolve(path);
    }
}
