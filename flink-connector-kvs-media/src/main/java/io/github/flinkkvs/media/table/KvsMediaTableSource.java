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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the planner knows of a table, and what it has pushed down to it: each ability narrows what
 * is read or copied, and changes no result.
 *
 * <p>Mutable, as the planner has it; {@link #copy} copies all that was pushed down.
 */
@Internal
public final class KvsMediaTableSource
        implements ScanTableSource,
                SupportsReadingMetadata,
                SupportsProjectionPushDown,
                SupportsFilterPushDown,
                SupportsLimitPushDown,
                SupportsWatermarkPushDown,
                SupportsSourceWatermark {

    private final ScanSpec spec;
    private PushedDown pushed;

    KvsMediaTableSource(ScanSpec spec) {
        this(spec, PushedDown.nothing(spec));
    }

    private KvsMediaTableSource(ScanSpec spec, PushedDown pushed) {
        this.spec = spec;
        this.pushed = pushed;
    }

    /** Formats of changes, such as Debezium's, have their say; all else is only ever added. */
    @Override
    public ChangelogMode getChangelogMode() {
        return spec.format() == null
                ? ChangelogMode.insertOnly()
                : spec.format().getChangelogMode();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return new ScanPlan(spec, pushed).toProvider(context);
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        Map<String, DataType> types = new LinkedHashMap<>();
        spec.metadata().forEach((key, metadata) -> types.put(key, metadata.type()));
        return types;
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType producedType) {
        pushed =
                pushed.withMetadata(keys.stream().map(spec.metadata()::get).toList(), producedType);
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] fields, DataType producedType) {
        int[] columns = new int[fields.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = fields[i][0];
        }
        pushed = pushed.withProjection(columns, producedType);
    }

    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        FilterPushDown pushDown = new FilterPushDown(spec, pushed);
        Result result = pushDown.apply(filters);
        pushed = pushDown.pushed();
        return result;
    }

    @Override
    public void applyLimit(long limit) {
        pushed = pushed.withLimit(limit);
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        pushed = pushed.withWatermark(new SourceWatermark(strategy, null));
    }

    @Override
    public void applySourceWatermark() {
        pushed = pushed.withWatermark(SourceWatermark.of(spec));
    }

    @Override
    public DynamicTableSource copy() {
        return new KvsMediaTableSource(spec, pushed);
    }

    @Override
    public String asSummaryString() {
        return "KvsMedia(" + spec.row() + "s)";
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof KvsMediaTableSource other
                && spec.equals(other.spec)
                && pushed.equals(other.pushed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(spec, pushed);
    }
}
