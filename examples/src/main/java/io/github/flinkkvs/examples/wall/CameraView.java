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

package io.github.flinkkvs.examples.wall;

import io.github.flinkkvs.media.decode.Picture;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One camera on the wall.
 *
 * @param name the stream's name
 * @param time when the picture was taken, by the producer's clock
 * @param silence how long ago the picture came here
 * @param picture the newest, a JPEG file
 */
record CameraView(String name, Instant time, Duration silence, Picture picture) {

    /** Longer than fragments last, and sessions take to be renewed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    static String text(Instant time) {
        return SECONDS.format(time);
    }

    String timeText() {
        return text(time);
    }

    boolean isSilent() {
        return silence.compareTo(LONGEST_PAUSE) > 0;
    }

    /** Says how old the picture is, in the largest unit that fits. */
    String silenceText() {
        if (silence.toHours() > 0) {
            return "no picture for %d h %d min"
                    .formatted(silence.toHours(), silence.toMinutesPart());
        }
        return silence.toMinutes() > 0
                ? "no picture for %d min %d s"
                        .formatted(silence.toMinutes(), silence.toSecondsPart())
                : "no picture for %d s".formatted(silence.toSeconds());
    }
}
