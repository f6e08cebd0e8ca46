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

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is read of which streams: as the options say, and as conditions narrow it. A scope never
 * loses a row that passes the conditions; it may keep some that do not.
 */
record ScanScope(StreamChoice streams, ScanStart start, ScanStop stop) {

    private static final Set<FilterColumn> NAME_ONLY = Set.of(FilterColumn.STREAM_NAME);

    /**
     * Returns what is left to read if rows must pass a condition.
     *
     * @param clock the clock of which conditions become positions
     */
    ScanScope narrowedBy(RowFilter condition, FilterColumn clock) {
        if (condition instanceof RowFilter.AllOf all) {
            ScanScope narrowed = this;
            for (RowFilter part : all.parts()) {
                narrowed = narrowed.narrowedBy(part, clock);
            }
            return narrowed;
        }
        if (condition.columns().equals(NAME_ONLY)) {
            return new ScanScope(streamsPassing(condition), start, stop);
        }
        return condition instanceof RowFilter.Compare compare && compare.column() == clock
                ? within(clock, TimeRange.ALL.and(compare))
                : this;
    }

    private StreamChoice streamsPassing(RowFilter condition) {
        if (!streams.isSearched()) {
            return streams.namedOnly(name -> condition.test(column -> name));
        }
        return names(condition).map(streams::searchedOnly).orElse(streams);
    }

    /** Returns the only names that can pass, if the condition lists them. */
    private static Optional<Set<String>> names(RowFilter condition) {
        if (condition instanceof RowFilter.Compare compare) {
            return compare.operator() == RowFilter.Operator.EQUAL
                    ? Optional.of(Set.of((String) compare.literal()))
                    : Optional.empty();
        }
        List<RowFilter> parts = condition instanceof RowFilter.AnyOf any ? any.parts() : List.of();
        Set<String> names = new HashSet<>();
        for (RowFilter part : parts) {
            Optional<Set<String>> found = names(part);
            if (found.isEmpty()) {
                return found;
            }
            names.addAll(found.get());
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private ScanScope within(FilterColumn clock, TimeRange range) {
        return new ScanScope(
                streams,
                range.from() == null ? start : start.notBefore(clock, range.from()),
                range.until() == null ? stop : stop.notBehind(clock, range.until()));
    }

    /** Returns whether nothing can be read. */
    boolean isEmpty() {
        return streams.isEmpty() || isEmptyRange();
    }

    /** Returns whether it ends before it starts, by the same clock. */
    boolean isEmptyRange() {
        Optional<Instant> from = start.instant();
        Optional<Instant> until = stop.instant();
        return from.isPresent()
                && until.isPresent()
                && start.clock().equals(stop.clock())
                && !from.get().isBefore(until.get());
    }
}
