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

import org.apache.flink.table.types.DataType;

import javax.annotation.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the planner has pushed down so far. Immutable.
 *
 * @param projection which physical columns the query has
 * @param metadata the metadata behind them
 * @param producedType the rows that this makes
 * @param filters what rows must pass in the source
 * @param scope what is read
 * @param limit how many rows are enough; null for all
 * @param watermark null if watermarks are made elsewhere
 */
record PushedDown(
        List<Integer> projection,
        List<MediaMetadata> metadata,
        DataType producedType,
        List<RowFilter> filters,
        ScanScope scope,
        @Nullable Long limit,
        @Nullable SourceWatermark watermark) {

    static PushedDown nothing(ScanSpec spec) {
        int columns = DataType.getFieldCount(spec.physicalType());
        return new PushedDown(
                IntStream.range(0, columns).boxed().toList(),
                List.of(),
                spec.physicalType(),
                List.of(),
                spec.scope(),
                null,
                null);
    }

    PushedDown withProjection(int[] columns, DataType type) {
        List<Integer> fields = IntStream.of(columns).boxed().toList();
        return new PushedDown(fields, metadata, type, filters, scope, limit, watermark);
    }

    /** The planner says the metadata anew whenever the projection changes. */
    PushedDown withMetadata(List<MediaMetadata> columns, DataType type) {
        return new PushedDown(projection, columns, type, filters, scope, limit, watermark);
    }

    PushedDown withFilter(RowFilter filter) {
        List<RowFilter> all = new ArrayList<>(filters);
        all.add(filter);
        return new PushedDown(
                projection, metadata, producedType, List.copyOf(all), scope, limit, watermark);
    }

    PushedDown withScope(ScanScope narrowed) {
        return new PushedDown(
                projection, metadata, producedType, filters, narrowed, limit, watermark);
    }

    PushedDown withLimit(long rows) {
        return new PushedDown(projection, metadata, producedType, filters, scope, rows, watermark);
    }

    PushedDown withWatermark(SourceWatermark made) {
        return new PushedDown(projection, metadata, producedType, filters, scope, limit, made);
    }
}
