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

package io.github.flinkkvs.emulator.ingest;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * How the times in an upload are meant.
 *
 * @param start what relative timecodes count from; the epoch for absolute ones
 */
public record UploadRequest(TimecodeType type, Instant start) {
    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);
    private static final int NANO_DIGITS = 9;

    /** What a cluster's timecode counts from. */
    public enum TimecodeType {
        /** The epoch. */
        ABSOLUTE,
        /** The producer's start. */
        RELATIVE
    }

    /**
     * Reads the headers of a request.
     *
     * @param timecodeType {@code x-amzn-fragment-timecode-type}, or null if it is not there
     * @param producerStart {@code x-amzn-producer-start-timestamp}, or null: epoch seconds with any
     *     fraction or exponent, as the guide says, or ISO 8601, as the SDK for Java v1 sends
     * @throws IllegalArgumentException with a message for the caller
     */
    public static UploadRequest of(String timecodeType, String producerStart) {
        Instant start = producerStart == null ? null : instant(producerStart.trim());
        if ("ABSOLUTE".equals(timecodeType)) {
            return new UploadRequest(TimecodeType.ABSOLUTE, Instant.EPOCH);
        }
        if (!"RELATIVE".equals(timecodeType)) {
            throw new IllegalArgumentException(
                    "x-amzn-fragment-timecode-type must be ABSOLUTE or RELATIVE, not "
                            + timecodeType);
        }
        if (start == null) {
            throw new IllegalArgumentException(
                    "x-amzn-producer-start-timestamp is missing, from which RELATIVE counts");
        }
        return new UploadRequest(TimecodeType.RELATIVE, start);
    }

    /**
     * The time of a fragment.
     *
     * @throws RefusedException if there is no such time
     */
    Instant producerTimestamp(FragmentTime time) {
        return start.plusNanos(
                time.nanos()
                        .orElseThrow(
                                () -> new RefusedException(AckError.INVALID_PRODUCER_TIMESTAMP)));
    }

    private static Instant instant(String text) {
        try {
            BigDecimal seconds = new BigDecimal(text);
            // Ahead of any arithmetic, as the number may have any exponent.
            if (seconds.signum() >= 0 && seconds.compareTo(LAST_SECOND) <= 0) {
                return Instant.EPOCH.plus(Duration.ofSeconds(seconds.longValue(), nanos(seconds)));
            }
        } catch (NumberFormatException notANumber) {
            try {
                Instant instant = Instant.parse(text);
                if (!instant.isBefore(Instant.EPOCH)
                        && instant.getEpochSecond() <= LAST_SECOND.longValue()) {
                    return instant;
                }
            } catch (DateTimeException neither) {
                // Said below.
            }
        }
        throw new IllegalArgumentException(
                "x-amzn-producer-start-timestamp must be seconds since 1970, not " + text);
    }

    private static long nanos(BigDecimal seconds) {
        return seconds.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS).longValue();
    }
}
