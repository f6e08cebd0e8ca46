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

package io.github.flinkkvs.media.mkv;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Times as the service writes them: seconds since 1970 as a decimal number, usually with three
 * decimals.
 */
final class EpochSeconds {

    private static final int MAX_CHARS = 64;
    private static final int NANO_DIGITS = 9;

    /** Seconds until the year 10000. */
    private static final long END_OF_TIME = 253_402_300_800L;

    private EpochSeconds() {}

    /** Keeps nanoseconds and cuts what is finer. */
    static Instant parse(String text) throws MalformedException {
        if (text.length() > MAX_CHARS) {
            throw invalid(text, "longer than " + MAX_CHARS + " characters");
        }
        BigDecimal seconds;
        try {
            seconds = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw invalid(text, "not a decimal number");
        }
        // Before any arithmetic: an exponent such as 1E-999999999 would cost minutes and gigabytes.
        if (Math.abs((long) seconds.scale()) > MAX_CHARS) {
            throw invalid(text, "absurd exponent");
        }
        if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(END_OF_TIME)) >= 0) {
            throw invalid(text, "not between 1970 and 9999");
        }
        long whole = seconds.longValue();
        BigDecimal rest = seconds.subtract(BigDecimal.valueOf(whole));
        return Instant.ofEpochSecond(whole, rest.movePointRight(NANO_DIGITS).longValue());
    }

    private static MalformedException invalid(String text, String why) {
        return new MalformedException(
                "a timestamp in epoch seconds is %s: %s"
                        .formatted(why, MalformedException.shown(text)));
    }
}
