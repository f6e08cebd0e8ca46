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

import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.expressions.ResolvedExpression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the query's conditions into the source, as far as they can be judged there.
 *
 * <p>They always narrow what is read. Rows are dropped only where the source makes no watermarks: a
 * stream whose rows are all dropped would hold the watermark back, which it does not if they are
 * dropped behind it. Such conditions remain in the plan, too.
 */
final class FilterPushDown {

    private final ScanSpec spec;
    private PushedDown pushed;

    FilterPushDown(ScanSpec spec, PushedDown pushed) {
        this.spec = spec;
        this.pushed = pushed;
    }

    /** Returns what is pushed down now. */
    PushedDown pushed() {
        return pushed;
    }

    SupportsFilterPushDown.Result apply(List<ResolvedExpression> conditions) {
        Map<ResolvedExpression, RowFilter> filters = parse(conditions);
        Set<ResolvedExpression> narrowing = narrow(filters);
        boolean dropsRows = pushed.watermark() == null;
        List<ResolvedExpression> accepted = new ArrayList<>();
        List<ResolvedExpression> remaining = new ArrayList<>();
        for (ResolvedExpression condition : conditions) {
            boolean isDropping = dropsRows && filters.containsKey(condition);
            if (isDropping) {
                pushed = pushed.withFilter(filters.get(condition));
            } else {
                remaining.add(condition);
            }
            if (isDropping || narrowing.contains(condition)) {
                accepted.add(condition);
            }
        }
        return SupportsFilterPushDown.Result.of(accepted, remaining);
    }

    private Map<ResolvedExpression, RowFilter> parse(List<ResolvedExpression> conditions) {
        FilterParser parser = new FilterParser(spec.columns().keys(), spec.zone());
        Map<ResolvedExpression, RowFilter> filters = new HashMap<>();
        for (ResolvedExpression condition : conditions) {
            parser.parse(condition).ifPresent(filter -> filters.put(condition, filter));
        }
        return filters;
    }

    /** A session has one start. The service's own clock is the surer one, so it comes first. */
    private Set<ResolvedExpression> narrow(Map<ResolvedExpression, RowFilter> filters) {
        Set<ResolvedExpression> narrowing = new HashSet<>();
        List<FilterColumn> clocks =
                spec.producerClockAscends()
                        ? List.of(FilterColumn.SERVER_TIMESTAMP, FilterColumn.PRODUCER_TIMESTAMP)
                        : List.of(FilterColumn.SERVER_TIMESTAMP);
        for (FilterColumn clock : clocks) {
            filters.forEach(
                    (condition, filter) -> {
                        ScanScope narrowed = pushed.scope().narrowedBy(filter, clock);
                        if (!narrowed.equals(pushed.scope())) {
                            narrowing.add(condition);
                            pushed = pushed.withScope(narrowed);
                        }
                    });
        }
        return narrowing;
    }
}
