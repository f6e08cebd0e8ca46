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

package io.github.flinkkvs.examples.manual;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of saved state in {@code docs/upgrades.md} has each version that has golden bytes. */
class StateVersionsTest {

    private static final Pattern GOLDEN = Pattern.compile("(.+?)-v(\\d+)(-.*)?\\.hex");

    @Test
    void everyVersionThatIsReadIsInTheTable() throws IOException {
        Map<String, SortedSet<Integer>> versions = new TreeMap<>();
        Path golden = Page.ROOT.resolve("flink-connector-kvs-media/src/test/resources/golden");
        try (Stream<Path> files = Files.list(golden)) {
            files.map(file -> GOLDEN.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .forEach(
                            name ->
                                    versions.computeIfAbsent(name.group(1), n -> new TreeSet<>())
                                            .add(Integer.valueOf(name.group(2))));
        }

        assertThat(Files.readString(Page.ROOT.resolve("docs/upgrades.md")))
                .contains(
                        versions.entrySet().stream()
                                .map(state -> row(state.getKey(), state.getValue()))
                                .toList());
    }

    private static String row(String state, SortedSet<Integer> versions) {
        String all = versions.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "| `%s` | %s | %d |".formatted(state, all, versions.last());
    }
}
