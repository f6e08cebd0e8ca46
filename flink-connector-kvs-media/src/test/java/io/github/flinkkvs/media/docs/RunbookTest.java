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

import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.client.FailureRow;
import io.github.flinkkvs.media.client.FailureTable;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;

import org.apache.flink.configuration.ConfigOption;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/operations/runbook.md} tells of every error and warning, and of none that is not. */
class RunbookTest {

    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("((%[sd]|\\{\\}) ?)*(%[sd]|\\{\\})|\\\\n +- ");
    private static final Pattern ERROR = Pattern.compile("\"((?:Cannot|The search for) [^\"]+)\"");
    private static final Pattern WARNING = Pattern.compile("LOG\\.warn\\(\\s*\"([^\"]+)\"");
    private static final Pattern TOLD = Pattern.compile("(?m)^\\| (`.*?`) \\|");
    private static final Pattern OPTION =
            Pattern.compile("\\b((?:source|aws)\\.[a-zA-Z]+[a-zA-Z.-]*[a-zA-Z])");
    private static final String ANYTHING = "…";

    private final String runbook = ProjectFiles.read("docs/operations/runbook.md");
    private final String code = code();

    RunbookTest() throws IOException {}

    /** All of the code, with texts that were broken in lines, and what is put into them, joined. */
    private static String code() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : ProjectFiles.below("flink-connector-kvs-media/src/main/java", ".java")) {
            all.append(Files.readString(file));
        }
        String joined = CONCATENATION.matcher(all).replaceAll("");
        return PLACEHOLDER.matcher(joined).replaceAll(Matcher.quoteReplacement(ANYTHING));
    }

    @Test
    void everyErrorAndEveryWarningIsThere() {
        List<String> messages =
                Stream.of(ERROR, WARNING)
                        .flatMap(pattern -> pattern.matcher(code).results())
                        .map(match -> match.group(1).strip())
                        .toList();

        assertThat(messages).hasSizeGreaterThan(30);
        assertThat(messages)
                .filteredOn(message -> !tells(message))
                .as("messages that the run-book does not tell of")
                .isEmpty();
    }

    /** Whether it is told of, perhaps only its beginning, or with what the code adds to it. */
    private boolean tells(String message) {
        String words = words(message);
        return told().map(RunbookTest::words)
                .anyMatch(told -> told.startsWith(words) || words.startsWith(told));
    }

    /** The messages in the first columns of the tables. */
    private Stream<String> told() {
        return TOLD.matcher(runbook)
                .results()
                .flatMap(match -> Stream.of(match.group(1).split("`, `")))
                .map(told -> told.replace("`", ""));
    }

    private static String words(String text) {
        return text.replaceAll("^[ ;:.…]+|[ ;:.…]+$", "");
    }

    @Test
    void everyMessageThatIsToldOfIsInTheCode() {
        List<String> parts =
                told().flatMap(told -> Stream.of(told.split(ANYTHING)))
                        .map(RunbookTest::words)
                        .filter(part -> part.length() > 5)
                        .toList();

        assertThat(parts).hasSizeGreaterThan(30);
        assertThat(parts)
                .filteredOn(part -> !code.contains(part))
                .as("told of, and nowhere in the code")
                .isEmpty();
    }

    @Test
    void everyAdviceIsThere() {
        assertThat(FailureTable.rows())
                .extracting(FailureRow::advice)
                .filteredOn(advice -> !advice.isEmpty())
                .allSatisfy(advice -> assertThat(runbook).contains("\n| " + advice + " | "));
    }

    @Test
    void everyOptionThatIsNamedExists() throws IOException {
        List<String> known = new ArrayList<>(AwsOptions.keys());
        KvsMediaSourceOptions.all().stream().map(ConfigOption::key).forEach(known::add);

        for (Path page : ProjectFiles.below("docs/operations", ".md")) {
            assertThat(OPTION.matcher(Files.readString(page)).results())
                    .extracting(match -> match.group(1))
                    .filteredOn(option -> !option.endsWith(".amazon.com"))
                    .as(page.toString())
                    .allMatch(option -> known.stream().anyMatch(key -> key.startsWith(option)));
        }
    }
}
