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

package io.github.flinkkvs.sqljar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An artifact that the build put into the jar.
 *
 * @param id groupId, artifactId and version, as a NOTICE names it
 * @param jar where the build took it from
 */
record BundledArtifact(String id, Path jar) {

    /** A line of Maven's list of dependencies: its file follows the scope. */
    private static final Pattern LINE =
            Pattern.compile("\\s*([^:\\s]+):([^:]+):jar:([^:]+):(?:compile|runtime):(\\S+).*");

    /** All that the module needs at run time, ours left out: the build's own list. */
    static List<BundledArtifact> all() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("bundled.list"))).stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> !line.group(1).equals("io.github.flinkkvs"))
                .map(
                        line ->
                                new BundledArtifact(
                                        line.group(1) + ":" + line.group(2) + ":" + line.group(3),
                                        Path.of(line.group(4))))
                .toList();
    }
}
