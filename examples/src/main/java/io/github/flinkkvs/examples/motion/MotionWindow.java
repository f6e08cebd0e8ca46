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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * The motion before a camera for some seconds.
 *
 * @param camera the stream's name
 * @param start the window's begin
 * @param end the window's end, exclusive
 * @param score the mean of the pictures' scores
 * @param alert whether motion begins here: the score is over the threshold, and the one of the
 *     window before was not
 */
public record MotionWindow(String camera, Instant start, Instant end, double score, boolean alert) {

    private static final ObjectMapper JSON = new ObjectMapper();

    MotionWindow withAlert(boolean value) {
        return new MotionWindow(camera, start, end, score, value);
    }

    /** Returns the line of an alert. */
    public String toJson() throws JsonProcessingException {
        return JSON.writeValueAsString(
                JSON.createObjectNode()
                        .put("camera", camera)
                        .put("from", start.toString())
                        .put("to", end.toString())
                        .put("score", BigDecimal.valueOf(score).setScale(2, RoundingMode.HALF_UP)));
    }
}
