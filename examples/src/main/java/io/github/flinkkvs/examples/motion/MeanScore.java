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

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

import java.time.Instant;

/** The mean of a window's scores. */
public final class MeanScore implements AggregateFunction<PictureScore, MeanScore.Sum, Double> {

    private static final long serialVersionUID = 1L;

    @Override
    public Sum createAccumulator() {
        return new Sum(0, 0);
    }

    @Override
    public Sum add(PictureScore picture, Sum sum) {
        return new Sum(sum.total + picture.score(), sum.count + 1);
    }

    @Override
    public Double getResult(Sum sum) {
        return sum.total / sum.count;
    }

    @Override
    public Sum merge(Sum one, Sum other) {
        return new Sum(one.total + other.total, one.count + other.count);
    }

    /**
     * Scores so far.
     *
     * @param total their sum
     * @param count how many there are
     */
    public record Sum(double total, long count) {}

    /** Adds to the mean what it is of. */
    public static final class ToWindow
            extends ProcessWindowFunction<Double, MotionWindow, String, TimeWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String camera,
                Context context,
                Iterable<Double> mean,
                Collector<MotionWindow> out) {
            Instant start = Instant.ofEpochMilli(context.window().getStart());
            Instant end = Instant.ofEpochMilli(context.window().getEnd());
            out.collect(new MotionWindow(camera, start, end, mean.iterator().next(), false));
        }
    }
}
