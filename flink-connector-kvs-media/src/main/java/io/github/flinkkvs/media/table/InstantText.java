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

package io.github.flinkkvs.media.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * Instants as options carry them: ISO-8601 with a zone, or milliseconds since 1970, which is what
 * Kafka's tables and Amazon Connect's attributes have. A time without a zone would mean something
 * else in each session.
 */
final class InstantText {

    private static final Pattern MILLIS = Pattern.compile("-?\\d{1,18}");

    private InstantText() {}

    /**
     * Reads an instant.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Instant parse(String text) {
        String trimmed = text.trim();
        if (MILLIS.matcher(trimmed).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(trimmed));
        }
        try {
            return OffsetDateTime.parse(trimmed.replace(' ', 'T')).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is no instant: write it with a zone, such as 2026-03-01T10:00:00Z"
                            + " or 2026-03-01T11:00:00+01:00, or as milliseconds since 1970",
                    e);
        }
    }
}
