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

package io.github.flinkkvs.examples.motion;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;

/** Scores over time: a line for each camera, the threshold, and where alerts were. */
final class MotionPlot {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 480;
    private static final int WINDOWS_KEPT = 300;

    /** The palette of Okabe and Ito for all eyes, but for the red, which alerts have. */
    private static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xE69F00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0x56B4E9),
        new Color(0xB8A800)
    };

    private final double threshold;
    private final Map<String, List<MotionWindow>> cameras = new TreeMap<>();

    MotionPlot(double threshold) {
        this.threshold = threshold;
    }

    void add(MotionWindow window) {
        List<MotionWindow> windows =
                cameras.computeIfAbsent(window.camera(), camera -> new ArrayList<>());
        windows.add(window);
        if (windows.size() > WINDOWS_KEPT) {
            windows.remove(0);
        }
    }

    boolean isEmpty() {
        return cameras.isEmpty();
    }

    BufferedImage draw() {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title("Motion")
                        .xAxisTitle("UTC")
                        .yAxisTitle("mean difference of brightness, 0 to 255")
                        .build();
        chart.getStyler()
                .setYAxisMin(0.0)
                .setDatePattern("HH:mm:ss")
                .setTimezone(TimeZone.getTimeZone("UTC"))
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendBorderColor(Color.WHITE)
                .setChartBackgroundColor(Color.WHITE)
                .setSeriesColors(COLOURS);
        cameras.forEach((camera, windows) -> addCamera(chart, camera, windows));
        addThreshold(chart);
        addAlerts(chart);
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** The line breaks where a camera had no pictures. */
    private static void addCamera(XYChart chart, String camera, List<MotionWindow> windows) {
        List<Date> times = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        Instant end = windows.get(0).start();
        for (MotionWindow window : windows) {
            if (window.start().isAfter(end)) {
                times.add(Date.from(end));
                scores.add(Double.NaN);
            }
            times.add(Date.from(window.start()));
            scores.add(window.score());
            end = window.end();
        }
        chart.addSeries(camera, times, scores).setMarker(SeriesMarkers.NONE);
    }

    private void addThreshold(XYChart chart) {
        Instant first =
                all().stream().map(MotionWindow::start).min(Instant::compareTo).orElseThrow();
        Instant last =
                all().stream().map(MotionWindow::start).max(Instant::compareTo).orElseThrow();
        chart.addSeries(
                        "threshold",
                        List.of(Date.from(first), Date.from(last)),
                        List.of(threshold, threshold))
                .setMarker(SeriesMarkers.NONE)
                .setLineStyle(SeriesLines.DASH_DASH)
                .setLineColor(Color.GRAY);
    }

    private void addAlerts(XYChart chart) {
        List<MotionWindow> alerts = all().stream().filter(MotionWindow::alert).toList();
        if (alerts.isEmpty()) {
            return;
        }
        chart.addSeries(
                        "alert",
                        alerts.stream().map(alert -> Date.from(alert.start())).toList(),
                        alerts.stream().map(MotionWindow::score).toList())
                .setMarker(SeriesMarkers.TRIANGLE_UP)
                .setMarkerColor(Color.RED)
                .setLineStyle(SeriesLines.NONE);
    }

    private List<MotionWindow> all() {
        return cameras.values().stream().flatMap(List::stream).toList();
    }
}
