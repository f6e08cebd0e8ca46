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

package io.github.flinkkvs.emulator.store;

import java.time.Duration;

/**
 * How long a stream keeps what it got.
 *
 * @param hours as DescribeStream says; 0 keeps nothing but a buffer of 5 minutes or 200 MB,
 *     whichever is less (<a
 *     href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_CreateStream.html">CreateStream</a>)
 */
public record Retention(int hours) {
    /** Ten years. */
    public static final int LONGEST_HOURS = 87_600;

    private static final Duration BUFFER = Duration.ofMinutes(5);
    private static final long BUFFER_BYTES = 200_000_000;

    /** Checks the bounds of the service. */
    public Retention {
        if (hours < 0 || hours > LONGEST_HOURS) {
            throw new IllegalArgumentException(
                    "Retention must be 0 to " + LONGEST_HOURS + " hours, not " + hours);
        }
    }

    /** Whether fragments are stored rather than only passed through. */
    public boolean persists() {
        return hours > 0;
    }

    Duration age() {
        return persists() ? Duration.ofHours(hours) : BUFFER;
    }

    long bytes() {
        return persists() ? Long.MAX_VALUE : BUFFER_BYTES;
    }
}
