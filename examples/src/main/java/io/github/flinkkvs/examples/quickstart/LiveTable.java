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

package io.github.flinkkvs.examples.quickstart;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The scores as a table: drawn over itself in a terminal, now and then anywhere else. */
public final class LiveTable {

    private static final int ROUNDS_BETWEEN_TABLES = 5;
    private static final String ROW = "%-12s  %-18s  %9s  %8s  %7s  %12s";

    private final PrintStream out;

    /** Set by run-example, which knows where the output goes. */
    private final boolean terminal = Boolean.getBoolean("examples.terminal");

    private final Map<String, Long> bytesBefore = new HashMap<>();
    private long shownAt = System.nanoTime();
    private int linesToGoBack;
    private int rounds;

    /**
     * @param out where the table is drawn
     */
    public LiveTable(PrintStream out) {
        this.out = out;
    }

    /** Draws the table; called once a second or so. */
    public void show(Map<String, Scoreboard.Score> scores, long checkpoints) {
        boolean skipped = !terminal && rounds++ % ROUNDS_BETWEEN_TABLES != 0;
        if (skipped || scores.isEmpty()) {
            return;
        }
        double seconds = (System.nanoTime() - shownAt) / 1e9;
        shownAt = System.nanoTime();
        StringBuilder text = new StringBuilder();
        if (terminal && linesToGoBack > 0) {
            text.append("\u001b[").append(linesToGoBack).append('A');
        }
        line(
                text,
                String.format(
                        ROW,
                        "camera",
                        "last fragment",
                        "fragments",
                        "frames",
                        "MB/s",
                        "behind now"));
        scores.forEach((camera, score) -> line(text, row(camera, score, seconds)));
        line(text, "checkpoints completed: " + checkpoints);
        linesToGoBack = scores.size() + 2;
        out.print(text);
        out.flush();
    }

    private String row(String camera, Scoreboard.Score score, double seconds) {
        long before = bytesBefore.getOrDefault(camera, 0L);
        bytesBefore.put(camera, score.bytes());
        String last = score.fragments().get(score.fragments().size() - 1);
        return String.format(
                Locale.ROOT,
                ROW,
                camera,
                "…" + last.substring(last.length() - 17),
                score.fragments().size(),
                score.frames(),
                String.format(Locale.ROOT, "%.2f", (score.bytes() - before) / 1e6 / seconds),
                score.millisBehindNow() + " ms");
    }

    private void line(StringBuilder text, String line) {
        text.append(line).append(terminal ? "\u001b[K" : "").append(System.lineSeparator());
    }
}
