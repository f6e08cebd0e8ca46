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

import io.github.flinkkvs.examples.pictures.PngFile;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Draws the scores of the last minutes, with each checkpoint. Runs with parallelism 1.
 *
 * <p>What it shows is no state: after a restart the plot begins anew.
 */
public final class PlotSink implements Sink<MotionWindow> {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final double threshold;

    /**
     * @param folder in which the plot is {@code motion.png}
     * @param threshold above which scores are alerts
     */
    public PlotSink(Path folder, double threshold) {
        this.file = folder.resolve("motion.png").toString();
        this.threshold = threshold;
    }

    @Override
    public SinkWriter<MotionWindow> createWriter(WriterInitContext context) throws IOException {
        return new PlotWriter(new PngFile(Path.of(file)), new MotionPlot(threshold));
    }

    /** Task thread. */
    private record PlotWriter(PngFile file, MotionPlot plot) implements SinkWriter<MotionWindow> {

        @Override
        public void write(MotionWindow window, Context context) {
            plot.add(window);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (!plot.isEmpty()) {
                file.write(plot.draw());
            }
        }

        @Override
        public void close() {
            // Each file is written as a whole.
        }
    }
}
