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

import javax.annotation.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What conditions leave of a clock: all times from an instant on, and before another one. Never
 * narrower than the conditions, which look at times that are cut to the millisecond.
 *
 * @param from the first instant; null for any
 * @param until the instant behind the last; null for any
 */
record TimeRange(@Nullable Instant from, @Nullable Instant until) {

    static final TimeRange ALL = new TimeRange(null, null);

    /** Returns what is left with one condition more. */
    TimeRange and(RowFilter.Compare condition) {
        Instant literal = (Instant) condition.literal();
        return switch (condition.operator()) {
            case EQUAL -> from(literal).until(behind(literal));
            case GREATER, GREATER_OR_EQUAL -> from(literal);
            case LESS_OR_EQUAL -> until(behind(literal));
            case LESS -> until(behind(literal.minusNanos(1)));
            case NOT_EQUAL -> this;
        };
    }

    /** Returns the first instant that is shown as a later one than this. */
    private static Instant behind(Instant shown) {
        return shown.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
    }

    TimeRange from(Instant first) {
        return from == null || from.isBefore(first) ? new TimeRange(first, until) : this;
    }

    TimeRange until(Instant end) {
        return until == null || until.isAfter(end) ? new TimeRange(from, end) : this;
    }
}
