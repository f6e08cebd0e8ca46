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

package io.github.flinkkvs.benchmarks.parsing;

import io.github.flinkkvs.benchmarks.parsing.Figures.Figure;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A picture of the medians: one chart of the speed and one of what is allocated for each kind. */
final class InMemoryPlot {
    private static final int WIDTH = 700;
    private static final int HEIGHT = 420;

    private final Figures figures;

    InMemoryPlot(Figures figures) {
        this.figures = figures;
    }

    void write(Path png) throws IOException {
        List<CategoryChart> charts =
                figures.media().stream()
                        .flatMap(media -> List.of(speed(media), allocation(media)).stream())
                        .toList();
        BitmapEncoder.saveBitmap(
                charts, figures.media().size(), 2, png.toString(), BitmapFormat.PNG);
    }

    private CategoryChart speed(SessionMedia media) {
        return chart(media, "GB/s", figure -> figure.bytesPerSecond() / 1e9);
    }

    private CategoryChart allocation(SessionMedia media) {
        return chart(media, "bytes allocated for a byte", Figure::allocatedPerByte);
    }

    private CategoryChart chart(SessionMedia media, String unit, ToDoubleFunction<Figure> what) {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(media.title())
                        .yAxisTitle(unit)
                        .build();
        chart.getStyler()
                .setXAxisLabelRotation(20)
                .setYAxisMin(0.0)
                .setLegendVisible(false)
                .setChartBackgroundColor(Color.WHITE);
        List<Reader> readers = figures.readers(media);
        chart.addSeries(
                unit,
                readers.stream().map(Reader::title).toList(),
                readers.stream().map(reader -> figures.median(media, reader, what)).toList());
        return chart;
    }
}
