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

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

import java.awt.Color;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tables on the screen; the same, all figures and a picture in a folder. */
final class WholePathReport {
    private final PrintWriter screen;
    private final Path folder;
    private final List<String> text = new ArrayList<>();
    private final List<String> csv = new ArrayList<>();
    private final List<WireCell> cells = new ArrayList<>();

    WholePathReport(PrintWriter screen, Path folder) {
        this.screen = screen;
        this.folder = folder;
        csv.add("media,sessions,reader,phase,round," + WireSample.CSV_HEAD);
    }

    void heading(int megabytes, int rounds, boolean tls) {
        tell(
                "%d cores, Java %s; %d MB a round, medians of %d rounds, %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version(),
                                megabytes,
                                rounds,
                                tls ? "TLS" : "in the clear"));
    }

    void add(WireCell cell) {
        cells.add(cell);
        csv.addAll(cell.csv());
        tell("");
        cell.table().forEach(this::tell);
    }

    private void tell(String line) {
        text.add(line);
        screen.println(line);
    }

    /** Writes the files. */
    void write() throws IOException {
        Files.write(folder.resolve("report.txt"), text);
        Files.write(folder.resolve("figures.csv"), csv);
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(1000)
                        .height(500)
                        .title("CPU seconds per GB, user and system")
                        .build();
        chart.getStyler().setYAxisMin(0.0).setChartBackgroundColor(Color.WHITE);
        List<String> names = cells.stream().map(WireCell::name).toList();
        for (Contender reader : cells.get(0).bursts().keySet()) {
            List<Double> costs = cells.stream().map(cell -> cell.cost(reader)).toList();
            chart.addSeries(reader.name(), names, costs);
        }
        BitmapEncoder.saveBitmap(chart, folder.resolve("cost.png").toString(), BitmapFormat.PNG);
        screen.println("Written: " + folder.toAbsolutePath().normalize());
    }
}
