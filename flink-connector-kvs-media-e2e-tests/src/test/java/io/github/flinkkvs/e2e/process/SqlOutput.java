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

package io.github.flinkkvs.e2e.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the SQL Client printed. */
public final class SqlOutput {

    /** Of a terminal: colours. */
    private static final String COLOURS = "\\x1b\\[[0-9;]*m";

    private static final String PROMPT = "Flink SQL> ";

    /** The header of a result stands between two of them; the first may follow other text. */
    private static final String RULE = ".*\\+-[-+]*-\\+";

    private final String text;

    SqlOutput(String printed) {
        this.text = printed.replaceAll(COLOURS, "");
    }

    public String text() {
        return text;
    }

    /** Whether a statement failed, which ends a script. */
    public boolean hasError() {
        return text.contains("[ERROR]");
    }

    /**
     * The rows of all results in the result mode {@code tableau}, each by the names of its columns;
     * {@code op}, where there is one, tells the kind of the change.
     */
    public List<Map<String, String>> rows() {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> header = List.of();
        int rules = 0;
        for (String line : text.lines().toList()) {
            if (line.contains(PROMPT)) {
                rules = 0;
            }
            if (line.matches(RULE)) {
                rules++;
            } else if (line.startsWith("| ") && rules == 1) {
                header = cells(line);
            } else if (line.startsWith("| ") && rules == 2) {
                rows.add(row(header, cells(line)));
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.lastIndexOf('|'));
        return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
    }

    private static Map<String, String> row(List<String> header, List<String> cells) {
        if (header.size() != cells.size()) {
            throw new IllegalStateException(cells + " are not " + header);
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), cells.get(i));
        }
        return row;
    }

    @Override
    public String toString() {
        return text;
    }
}
