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
import io.github.flinkkvs.media.source.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.metrics.MetricNames;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of {@code docs/reference.md} say what the code does. */
class DocumentationTest {

    private static final Map<String, String> TYPES_WITHOUT_DEFAULT =
            Map.of(
                    KvsMediaSourceOptions.MAX_BYTES_PER_SECOND.key(), "MemorySize",
                    KvsMediaSourceOptions.MAX_FRAGMENTS_PER_SECOND.key(), "Double");

    @Test
    void everyOptionOfTheSourceIsInItsTableWithDefaultAndDescription() throws IOException {
        List<String> expected = new ArrayList<>();
        for (ConfigOption<?> option : KvsMediaSourceOptions.all()) {
            expected.add(
                    String.format(
                            "| `%s` | %s | %s | %s |",
                            option.key(),
                            type(option),
                            text(option.defaultValue()),
                            new HtmlFormatter().format(option.description())));
        }

        assertThat(rows("Options of the source")).isEqualTo(expected);
    }

    /** Flink keeps the type of an option to itself; its default shows it. */
    private static String type(ConfigOption<?> option) {
        return option.hasDefaultValue()
                ? option.defaultValue().getClass().getSimpleName()
                : TYPES_WITHOUT_DEFAULT.get(option.key());
    }

    private static String text(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        return value instanceof MemorySize size ? size.getMebiBytes() + " mb" : value.toString();
    }

    @Test
    void everyAwsOptionIsInItsTable() throws IOException {
        assertThat(names("Options of the AWS client")).isEqualTo(AwsOptions.keys());
    }

    @Test
    void everyMetricIsInItsTable() throws IOException {
        assertThat(names("Metrics")).containsExactlyInAnyOrderElementsOf(MetricNames.ofStream());
    }

    private static Set<String> names(String section) throws IOException {
        return rows(section).stream()
                .map(row -> row.substring(row.indexOf('`') + 1, row.indexOf('`', 3)))
                .collect(Collectors.toSet());
    }

    /** The rows of a section's table, without its head. */
    private static List<String> rows(String section) throws IOException {
        String text = Files.readString(reference());
        String head = "## " + section + "\n";
        assertThat(text).contains(head);
        String body = text.substring(text.indexOf(head) + head.length());
        int end = body.indexOf("\n## ");
        return (end < 0 ? body : body.substring(0, end))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .collect(Collectors.toList());
    }

    private static Path reference() {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Path found = folder.resolve("docs/reference.md");
            if (Files.exists(found)) {
                return found;
            }
        }
        throw new AssertionError("docs/reference.md is in no folder above the working directory");
    }
}
