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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the fuzzer enters, by the names that it looks for: see {@code fuzzing/run}. */
public final class FuzzEntry {

    private static FuzzTarget target;

    private FuzzEntry() {}

    /** Takes the target's name. */
    public static void fuzzerInitialize(String[] args) {
        target = FuzzTargets.named(args[0]);
    }

    /** Runs one input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.run(input);
    }

    /** Writes a target's seeds, and what was once found, into a folder: NAME FOLDER. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[1]));
        int number = 0;
        for (byte[] seed : FuzzTargets.named(args[0]).seeds()) {
            Files.write(folder.resolve("seed-" + number++), seed);
        }
        for (Map.Entry<String, byte[]> found : FuzzTargets.found(args[0]).entrySet()) {
            Files.write(folder.resolve("found-" + found.getKey()), found.getValue());
        }
    }
}
