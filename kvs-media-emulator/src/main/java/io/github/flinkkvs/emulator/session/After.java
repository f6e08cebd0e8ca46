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
import java.util.regex.Pattern;

/**
 * When a fault strikes a session: after so many bytes of its body, or at an age.
 *
 * @param bytes of the body; 0 if an age is meant
 * @param age since the response's head; null if bytes are meant
 */
record After(long bytes, Duration age) {
    /** Before the first byte of a session, or at once where one runs already. */
    static final After START = new After(0, null);

    private static final Pattern BYTES = Pattern.compile("\\d{1,18}");

    static After parse(String text) {
        if (BYTES.matcher(text).matches()) {
            return new After(Long.parseLong(text), null);
        }
        return new After(0, DurationText.parse(text));
    }

    boolean reached(long sent, long ageNanos) {
        return age == null ? sent >= bytes : ageNanos >= DurationText.nanos(age);
    }

    @Override
    public String toString() {
        return age == null ? Long.toString(bytes) : DurationText.of(age);
    }
}
