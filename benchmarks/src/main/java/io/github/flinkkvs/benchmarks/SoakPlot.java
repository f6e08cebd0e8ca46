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
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A picture of the samples: one chart for each kind of what is held, one for what was done. */
final class SoakPlot {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 400;

    private final List<SoakSample> samples;
    private final double[] minutes;

    SoakPlot(List<SoakSample> samples) {
        this.samples = samples;
        this.minutes = figures(SoakSample::minutes);
    }

    void write(Path png) throws IOException {
        XYChart memory = chart("Memory", "MB");
        add(memory, "resident", sample -> sample.holding().residentBytes() / 1e6);
        add(memory, "heap after a collection", sample -> sample.holding().heapBytes() / 1e6);
        XYChart heap = chart("Heap after a collection", "MB");
        add(heap, "heap", sample -> sample.holding().heapBytes() / 1e6);
        heap.getStyler().setLegendVisible(false);
        XYChart handles = chart("Threads, sockets, file handles", "");
        add(handles, "file handles", sample -> sample.holding().fileHandles());
        add(handles, "threads", sample -> sample.holding().threads());
        add(handles, "sockets", sample -> sample.holding().sockets());
        XYChart done = chart("So far", "");
        add(done, "sessions opened", SoakSample::opened);
        add(done, "fragments / 100", sample -> sample.fragments() / 100.0);
        add(done, "tasks failed", SoakSample::failures);
        BitmapEncoder.saveBitmap(
                List.of(heap, memory, handles, done), 2, 2, png.toString(), BitmapFormat.PNG);
    }

    private static XYChart chart(String title, String unit) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle("minutes")
                        .yAxisTitle(unit)
                        .build();
        chart.getStyler()
                .setXAxisMin(0.0)
                .setYAxisMin(0.0)
                .setXAxisDecimalPattern("0.##")
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendBorderColor(Color.WHITE)
                .setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private void add(XYChart chart, String name, ToDoubleFunction<SoakSample> figure) {
        chart.addSeries(name, minutes, figures(figure)).setMarker(SeriesMarkers.NONE);
    }

    private double[] figures(ToDoubleFunction<SoakSample> figure) {
        return samples.stream().mapToDouble(figure).toArray();
    }
}
