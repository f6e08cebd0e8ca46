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

package io.github.flinkkvs.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the soak says, on the console and in the files of a folder. Not thread-safe. */
final class SoakReport implements AutoCloseable {
    private final List<SoakSample> samples = new ArrayList<>();
    private final PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final PrintWriter text;
    private final PrintWriter csv;
    private final Path png;

    SoakReport(Path folder) throws IOException {
        text = new PrintWriter(folder.resolve("report.txt").toFile(), StandardCharsets.UTF_8);
        csv = new PrintWriter(folder.resolve("samples.csv").toFile(), StandardCharsets.UTF_8);
        png = folder.resolve("soak.png");
        csv.println(SoakSample.CSV_HEADER);
    }

    void say(String line) {
        console.println(line);
        text.println(line);
        text.flush();
    }

    void add(SoakSample sample) {
        samples.add(sample);
        csv.println(sample.toCsv());
        csv.flush();
        say(sample.toString());
    }

    /** The samples between two moments, given as shares of the time for which it ran. */
    Holding medianBetween(double from, double to) {
        int count = samples.size();
        return Holding.median(
                samples
                        .subList(
                                Math.min((int) (from * count), count - 1),
                                Math.max((int) (to * count), 1))
                        .stream()
                        .map(SoakSample::holding)
                        .toList());
    }

    void plot() throws IOException {
        new SoakPlot(samples).write(png);
    }

    @Override
    public void close() {
        text.close();
        csv.close();
    }
}
