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

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

import java.io.IOException;

/** Marks the windows in which a camera's score rises over the threshold. */
public final class MarkAlerts extends RichMapFunction<MotionWindow, MotionWindow> {

    private static final long serialVersionUID = 1L;

    private final double threshold;
    private transient ValueState<Boolean> over;

    /**
     * @param threshold the highest score that is no motion
     */
    public MarkAlerts(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public void open(OpenContext context) {
        over = getRuntimeContext().getState(new ValueStateDescriptor<>("over", Boolean.class));
    }

    @Override
    public MotionWindow map(MotionWindow window) throws IOException {
        boolean was = Boolean.TRUE.equals(over.value());
        boolean is = window.score() > threshold;
        over.update(is);
        return window.withAlert(is && !was);
    }
}
