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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.limits.Limit;
import io.github.flinkkvs.emulator.session.FaultKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds {@code docs/emulator.md} against the code that it speaks of. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|ITCase))\\.(\\w+)`");
    private static final List<String> MODULES =
            List.of("kvs-media-emulator", "kvs-media-emulator-client-tests");

    private final String manual = read(ROOT.resolve("docs/emulator.md"));

    @Test
    void everyTestThatIsNamedExists() {
        Map<String, String> tests = testSources();
        List<MatchResult> named = TEST.matcher(manual).results().toList();

        assertThat(named).hasSizeGreaterThan(50);
        assertThat(named)
                .allSatisfy(
                        test ->
                                assertThat(tests.getOrDefault(test.group(1), ""))
                                        .as(test.group())
                                        .contains("void " + test.group(2) + "("));
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultIsThere(FaultKind kind) {
        String usage = kind.usage().replace("|", "\\|");

        assertThat(manual).contains("| `" + usage + "` | " + kind.summary() + " |");
    }

    @ParameterizedTest
    @EnumSource
    void everyLimitIsThere(Limit limit) {
        assertThat(manual)
                .contains(
                        "| `%s` | %d | %s |"
                                .formatted(
                                        limit.optionName(), limit.serviceValue(), limit.counts()));
    }

    private static Map<String, String> testSources() {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src/test/java"))
                .flatMap(DocumentationTest::files)
                .collect(
                        Collectors.toMap(
                                file -> file.getFileName().toString().replace(".java", ""),
                                DocumentationTest::read,
                                String::concat));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
