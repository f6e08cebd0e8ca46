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

import java.util.OptionalLong;

/**
 * When a fragment begins, as its cluster says.
 *
 * @param timecode as sent, unsigned
 * @param scale nanoseconds of one unit of time, at least 1
 */
public record FragmentTime(long timecode, long scale) {
    private static final long NANOS_OF_MILLI = 1_000_000;

    /** In nanoseconds, if that is a number that a long can hold. */
    public OptionalLong nanos() {
        long low = timecode * scale;
        boolean fits = timecode >= 0 && low >= 0 && Math.multiplyHigh(timecode, scale) == 0;
        return fits ? OptionalLong.of(low) : OptionalLong.empty();
    }

    /** In milliseconds, on the same condition. */
    OptionalLong millis() {
        OptionalLong nanos = nanos();
        return nanos.isEmpty() ? nanos : OptionalLong.of(nanos.getAsLong() / NANOS_OF_MILLI);
    }
}
