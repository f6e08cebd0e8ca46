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

    /** As many seconds as are before the year 2286, and no overflow. */
    private static final int USUAL_SECOND_DIGITS = 10;

    private static final int USUAL_DECIMALS = 3;
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** Seconds until the year 10000. */
    private static final long END_OF_TIME = 253_402_300_800L;

    private EpochSeconds() {}

    /** Keeps nanoseconds and cuts what is finer. */
    static Instant parse(CharSequence text) throws MalformedException {
        long millis = usualMillis(text);
        if (millis >= 0) {
            return Instant.ofEpochSecond(millis / 1_000, millis % 1_000 * NANOS_PER_MILLI);
        }
        return parseDecimal(text.toString());
    }

    /** The time in milliseconds if it is written as ever in this century; otherwise -1. */
    private static long usualMillis(CharSequence text) {
        if (text.length() != USUAL_SECOND_DIGITS + 1 + USUAL_DECIMALS
                || text.charAt(USUAL_SECOND_DIGITS) != '.') {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (i == USUAL_SECOND_DIGITS) {
                continue;
            }
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static Instant parseDecimal(String text) throws MalformedException {
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
