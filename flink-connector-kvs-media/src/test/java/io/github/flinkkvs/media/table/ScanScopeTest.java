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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What conditions leave to be read. */
class ScanScopeTest {

    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final FilterColumn SERVER = FilterColumn.SERVER_TIMESTAMP;
    private static final FilterColumn PRODUCER = FilterColumn.PRODUCER_TIMESTAMP;

    private final StreamChoice doorAndGate =
            new StreamChoice(List.of("door", "gate"), "", "", Map.of());
    private final ScanScope all = scope(StartupMode.EARLIEST, "", BoundedMode.UNBOUNDED, "");

    private ScanScope scope(StartupMode start, String from, BoundedMode stop, String until) {
        return new ScanScope(doorAndGate, new ScanStart(start, from), new ScanStop(stop, until));
    }

    private static RowFilter compare(
            FilterColumn column, RowFilter.Operator operator, Comparable<?> literal) {
        return new RowFilter.Compare(column, operator, literal);
    }

    private static RowFilter from(FilterColumn clock, Instant instant) {
        return compare(clock, RowFilter.Operator.GREATER_OR_EQUAL, instant);
    }

    private static RowFilter before(FilterColumn clock, Instant instant) {
        return compare(clock, RowFilter.Operator.LESS, instant);
    }

    private static RowFilter isNamed(String name) {
        return compare(FilterColumn.STREAM_NAME, RowFilter.Operator.EQUAL, name);
    }

    @Test
    void allPartsOfAnAndNarrowIt() {
        RowFilter range =
                new RowFilter.AllOf(
                        List.of(from(SERVER, TIME), before(SERVER, TIME.plusSeconds(60))));

        ScanScope narrowed =
                all.narrowedBy(new RowFilter.AllOf(List.of(range, isNamed("door"))), SERVER);

        assertThat(narrowed.start().instant()).hasValue(TIME);
        assertThat(narrowed.stop().instant()).hasValue(TIME.plusSeconds(60));
        assertThat(narrowed.streams().named()).containsExactly("door");
    }

    @Test
    void anOrOrANotOfTimesNarrowsNothing() {
        RowFilter either =
                new RowFilter.AnyOf(
                        List.of(from(SERVER, TIME), before(SERVER, TIME.minusSeconds(60))));

        assertThat(all.narrowedBy(either, SERVER)).isEqualTo(all);
        assertThat(all.narrowedBy(new RowFilter.Not(from(SERVER, TIME)), SERVER)).isEqualTo(all);
    }

    @Test
    void aConditionByAnotherClockOrColumnNarrowsNothing() {
        RowFilter mixed = new RowFilter.AnyOf(List.of(isNamed("door"), from(SERVER, TIME)));

        assertThat(all.narrowedBy(from(PRODUCER, TIME), SERVER)).isEqualTo(all);
        assertThat(all.narrowedBy(mixed, SERVER)).isEqualTo(all);
        assertThat(
                        all.narrowedBy(
                                compare(
                                        FilterColumn.KEY_FRAME,
                                        RowFilter.Operator.EQUAL,
                                        Boolean.TRUE),
                                SERVER))
                .isEqualTo(all);
    }

    @Test
    void whatTheTableSaysIsNeverWidened() {
        ScanScope own =
                scope(
                        StartupMode.SERVER_TIMESTAMP,
                        TIME.toString(),
                        BoundedMode.SERVER_TIMESTAMP,
                        TIME.plusSeconds(60).toString());

        assertThat(own.narrowedBy(from(SERVER, TIME.minusSeconds(1)), SERVER)).isEqualTo(own);
        assertThat(own.narrowedBy(before(SERVER, TIME.plusSeconds(61)), SERVER)).isEqualTo(own);
    }

    @Test
    void aStartThatIsNoTimeOfTheStoredPastStays() {
        ScanScope own = scope(StartupMode.NOW, "", BoundedMode.NOW, "");

        assertThat(own.narrowedBy(from(SERVER, TIME), SERVER)).isEqualTo(own);
        assertThat(own.narrowedBy(before(SERVER, TIME), SERVER)).isEqualTo(own);
    }

    @Test
    void itIsEmptyWithoutStreamsOrTime() {
        assertThat(all.isEmpty()).isFalse();
        assertThat(all.narrowedBy(isNamed("yard"), SERVER).isEmpty()).isTrue();
        assertThat(
                        all.narrowedBy(from(SERVER, TIME), SERVER)
                                .narrowedBy(before(SERVER, TIME), SERVER)
                                .isEmpty())
                .isTrue();
        assertThat(
                        all.narrowedBy(from(SERVER, TIME), SERVER)
                                .narrowedBy(before(PRODUCER, TIME), PRODUCER)
                                .isEmpty())
                .isFalse();
    }
}
