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

package io.github.flinkkvs.media.table;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of {@code docs/sql.md} say what the code does. */
class SqlDocumentationTest {

    @Test
    void everyMetadataIsInItsTableWithTypeAndDescription() throws IOException {
        assertTable("Of fragments and frames", metadata(false));
        assertTable("Of frames only", metadata(true));
    }

    private static List<String> metadata(boolean isOfFrames) {
        return MediaMetadata.of(ScanRow.FRAME, false).values().stream()
                .filter(metadata -> metadata.isOfFrames() == isOfFrames)
                .map(
                        metadata ->
                                "| `%s` | `%s` | %s |"
                                        .formatted(
                                                metadata.key(),
                                                shown(metadata.type().getLogicalType()),
                                                metadata.description()))
                .toList();
    }

    /** A row's fields have a table of their own. */
    private static String shown(LogicalType type) {
        return type.asSummaryString().replaceAll("ROW<.*>( NOT NULL)?>", "ROW<…>$1>");
    }

    @Test
    void everyFieldOfATrackIsInItsTable() throws IOException {
        List<String> expected = new ArrayList<>();
        for (RowType.RowField field : ((RowType) TrackRows.TYPE.getLogicalType()).getFields()) {
            expected.add(
                    "| `%s` | `%s` | %s |"
                            .formatted(
                                    field.getName(),
                                    field.getType().asSummaryString(),
                                    field.getDescription().orElse("")));
        }

        assertTable("Fields of a track", expected);
    }

    @Test
    void everyOptionOfTheTableIsInItsTableWithDefaultAndDescription() throws IOException {
        List<String> expected = new ArrayList<>();
        for (ConfigOption<?> option : KvsMediaTableOptions.all()) {
            if (!option.equals(KvsMediaTableOptions.SCAN_PARALLELISM)) {
                expected.add(
                        "| `%s` | %s | %s |"
                                .formatted(
                                        option.key(),
                                        option.hasDefaultValue() ? option.defaultValue() : "",
                                        new HtmlFormatter().format(option.description())));
            }
        }

        assertTable("Of the table", expected);
    }

    @Test
    void everyModeIsInItsTable() throws IOException {
        assertThat(names("Start")).isEqualTo(texts(StartupMode.values()));
        assertThat(names("End")).isEqualTo(texts(BoundedMode.values()));
    }

    private static List<String> texts(Object[] values) {
        return Arrays.stream(values).map(Object::toString).toList();
    }

    private static List<String> names(String heading) throws IOException {
        return rows(heading).stream().map(row -> row.substring(3, row.indexOf('`', 3))).toList();
    }

    private static void assertTable(String heading, List<String> expected) throws IOException {
        assertThat(String.join("\n", rows(heading)))
                .as("rows of '%s'; paste what is expected", heading)
                .isEqualTo(String.join("\n", expected));
    }

    private static List<String> rows(String heading) throws IOException {
        String text = Files.readString(page());
        int start = text.indexOf("# " + heading + "\n");
        assertThat(start).as("a heading '%s' in docs/sql.md", heading).isPositive();
        return text.substring(start)
                .lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static Path page() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(folder -> folder != null)
                .map(folder -> folder.resolve("docs/sql.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
