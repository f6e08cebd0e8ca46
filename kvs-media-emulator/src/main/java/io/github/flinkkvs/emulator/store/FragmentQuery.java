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

import java.time.Instant;

/**
 * Which stored fragments are meant: all, or those that start within a range of one of their times.
 * Both ends belong to it.
 *
 * @param timestamp which time; null for all fragments, as the ends then
 */
public record FragmentQuery(Timestamp timestamp, Instant start, Instant end) {

    /** The two times of a fragment. */
    public enum Timestamp {
        PRODUCER,
        SERVER
    }

    public static FragmentQuery everything() {
        return new FragmentQuery(null, null, null);
    }

    public static FragmentQuery of(Timestamp timestamp, Instant start, Instant end) {
        return new FragmentQuery(timestamp, start, end);
    }

    /** Whether a fragment is meant. */
    public boolean matches(StoredFragment fragment) {
        if (timestamp == null) {
            return true;
        }
        Instant time =
                timestamp == Timestamp.SERVER
                        ? fragment.serverTimestamp()
                        : fragment.producerTimestamp();
        return !time.isBefore(start) && !time.isAfter(end);
    }
}
