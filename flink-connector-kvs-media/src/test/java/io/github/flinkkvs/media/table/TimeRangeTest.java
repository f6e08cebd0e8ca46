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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A range holds every instant whose milliseconds pass the conditions. */
class TimeRangeTest {

    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.500Z");

    private static RowFilter.Compare received(RowFilter.Operator operator, Instant literal) {
        return new RowFilter.Compare(FilterColumn.SERVER_TIMESTAMP, operator, literal);
    }

    private static boolean contains(TimeRange range, Instant instant) {
        return (range.from() == null || !instant.isBefore(range.from()))
                && (range.until() == null || instant.isBefore(range.until()));
    }

    @ParameterizedTest
    @EnumSource(RowFilter.Operator.class)
    void noInstantThatPassesIsLeftOut(RowFilter.Operator operator) {
        for (long literalNanos : new long[] {0, 1, 400_000, 999_999, 1_000_000}) {
            RowFilter.Compare condition = received(operator, TIME.plusNanos(literalNanos));
            TimeRange range = TimeRange.ALL.and(condition);
            for (long nanos = -3_000_000; nanos <= 3_000_000; nanos += 100_000) {
                Instant instant = TIME.plusNanos(nanos);
                Instant shown = instant.truncatedTo(ChronoUnit.MILLIS);
                if (condition.test(column -> shown)) {
                    assertThat(contains(range, instant))
                            .as("%s with %s in %s", instant, condition, range)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void itIsAsNarrowAsWholeMillisecondsAllow() {
        assertThat(TimeRange.ALL.and(received(RowFilter.Operator.LESS, TIME)).until())
                .isEqualTo(TIME);
        assertThat(TimeRange.ALL.and(received(RowFilter.Operator.LESS_OR_EQUAL, TIME)).until())
                .isEqualTo(TIME.plusMillis(1));
        assertThat(TimeRange.ALL.and(received(RowFilter.Operator.EQUAL, TIME)))
                .isEqualTo(new TimeRange(TIME, TIME.plusMillis(1)));
        assertThat(TimeRange.ALL.and(received(RowFilter.Operator.NOT_EQUAL, TIME)))
                .isEqualTo(TimeRange.ALL);
    }

    @Test
    void conditionsOnlyEverNarrowIt() {
        TimeRange range = new TimeRange(TIME, TIME.plusSeconds(10));

        assertThat(range.from(TIME.minusSeconds(1))).isEqualTo(range);
        assertThat(range.from(TIME.plusSeconds(1)).from()).isEqualTo(TIME.plusSeconds(1));
        assertThat(range.until(TIME.plus(Duration.ofMinutes(1)))).isEqualTo(range);
        assertThat(range.until(TIME.plusSeconds(1)).until()).isEqualTo(TIME.plusSeconds(1));
    }
}
