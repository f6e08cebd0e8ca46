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

package io.github.flinkkvs.emulator.clients;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.abort;

/** Finds captured GetMedia bytes beside the repository; a test without them is skipped. */
final class Captures {
    private Captures() {}

    static Path path(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            Path capture = folder.resolve("shared").resolve("captures").resolve(name);
            if (Files.exists(capture)) {
                return capture;
            }
            folder = folder.getParent();
        }
        return abort("skipped: no shared/captures/" + name + " above the working directory");
    }
}
