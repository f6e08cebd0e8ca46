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
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of {@code docs/reference.md}, each named by the heading that it stands under. */
final class Reference {

    private static final String UNEXPLAINED = "(to be explained)";

    private final String text;

    private Reference(String text) {
        this.text = text;
    }

    static Reference read() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Path found = folder.resolve("docs/reference.md");
            if (Files.exists(found)) {
                return new Reference(Files.readString(found));
            }
        }
        throw new AssertionError("docs/reference.md is in no folder above the working directory");
    }

    /** Checks a table whose every cell can be told from the code. */
    void assertTable(String heading, List<String> expected) {
        assertThat(String.join("\n", rows(heading)))
                .as("rows of '%s'; paste what is expected", heading)
                .isEqualTo(String.join("\n", expected));
    }

    /**
     * Checks a table of which the code tells the first cells; the last is written by hand, and is
     * kept where it is there.
     *
     * @param firstCells the beginnings of the rows, each up to the bar before the last cell
     */
    void assertTableExplains(String heading, List<String> firstCells) {
        List<String> rows = rows(heading);
        List<String> expected = new ArrayList<>();
        for (String cells : firstCells) {
            String name = nameIn(cells);
            String last =
                    rows.stream()
                            .filter(row -> nameIn(row).equals(name))
                            .map(row -> row.substring(row.lastIndexOf(" | ") + 3))
                            .findFirst()
                            .orElse(UNEXPLAINED + " |");
            expected.add(cells + last);
        }
        assertTable(heading, expected);
        assertThat(rows)
                .as("rows of '%s'", heading)
                .noneMatch(row -> row.contains(UNEXPLAINED) || row.endsWith("| |"));
    }

    /** Returns the names in the first column, in the order of the table. */
    List<String> names(String heading) {
        return rows(heading).stream().map(Reference::nameIn).toList();
    }

    private static String nameIn(String row) {
        return row.substring(row.indexOf('`') + 1, row.indexOf('`', row.indexOf('`') + 1));
    }

    private List<String> rows(String heading) {
        int start = text.indexOf("# " + heading + "\n");
        assertThat(start).as("a heading '%s' in docs/reference.md", heading).isPositive();
        return text.substring(start)
                .lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .toList();
    }
}
