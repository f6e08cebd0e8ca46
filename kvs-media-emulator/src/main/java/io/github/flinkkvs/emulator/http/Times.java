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

package io.github.flinkkvs.emulator.http;

import com.fasterxml.jackson.databind.util.RawValue;

import java.time.Instant;

/** Times as the service writes them into JSON. */
final class Times {
    private Times() {}

    /** Epoch seconds with fraction in scientific notation, which no model announces. */
    static RawValue seconds(Instant instant) {
        return new RawValue(Double.toString(instant.toEpochMilli() / 1000.0));
    }
}
