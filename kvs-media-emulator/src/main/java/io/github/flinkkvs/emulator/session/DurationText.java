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

package io.github.flinkkvs.emulator.session;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: 500ms, 90s, 10m, 2h. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final List<Unit> UNITS =
            List.of(
                    new Unit("h", Duration.ofHours(1)),
                    new Unit("m", Duration.ofMinutes(1)),
                    new Unit("s", Duration.ofSeconds(1)),
                    new Unit("ms", Duration.ofMillis(1)));

    private record Unit(String name, Duration length) {}

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException with a message for who wrote it
     */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration: write 500ms, 90s, 10m or 2h");
        }
        Duration unit =
                UNITS.stream()
                        .filter(u -> u.name.equals(form.group(2)))
                        .findFirst()
                        .orElseThrow()
                        .length;
        return unit.multipliedBy(Long.parseLong(form.group(1)));
    }

    /** What is longer than 292 years is for ever: {@link Long#MAX_VALUE}. */
    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** In the largest unit that leaves no rest; what is below a millisecond is cut. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        Unit unit =
                UNITS.stream()
                        .filter(u -> millis != 0 && millis % u.length.toMillis() == 0)
                        .findFirst()
                        .orElse(UNITS.get(UNITS.size() - 1));
        return millis / unit.length.toMillis() + unit.name;
    }
}
