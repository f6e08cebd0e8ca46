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

import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.data.RowData;

import java.util.Properties;

/** A table and what was pushed down to it, as the source that reads it. */
final class ScanPlan {

    private final ScanSpec spec;
    private final PushedDown pushed;

    ScanPlan(ScanSpec spec, PushedDown pushed) {
        this.spec = spec;
        this.pushed = pushed;
    }

    DataStreamScanProvider toProvider(ScanTableSource.ScanContext context) {
        TypeInformation<RowData> type = context.createTypeInformation(pushed.producedType());
        WatermarkStrategy<RowData> watermark =
                pushed.watermark() == null
                        ? WatermarkStrategy.noWatermarks()
                        : pushed.watermark().strategy();
        if (pushed.scope().isEmpty()) {
            return new EmptyScan(spec.name(), type, spec.parallelism());
        }
        return new KvsMediaScan(source(context, type), watermark, spec.name(), spec.parallelism());
    }

    private Source<RowData, ?, ?> source(
            ScanTableSource.ScanContext context, TypeInformation<RowData> type) {
        KvsMediaSourceBuilder<RowData> builder = KvsMediaSource.builder();
        pushed.scope().streams().applyTo(builder);
        Properties options = new Properties();
        options.putAll(spec.options());
        if (pushed.watermark() != null && pushed.watermark().clock() != null) {
            String clock = pushed.watermark().clock().name();
            options.setProperty(KvsMediaSourceOptions.EVENT_TIME.key(), clock);
        }
        KvsMediaSource<RowData> source =
                builder.setStartPosition(pushed.scope().start().position())
                        .setStopPosition(pushed.scope().stop().position())
                        .setProperties(options)
                        .setDeserializer(deserializer(context, type))
                        .build();
        return pushed.limit() == null ? source : new LimitedSource<>(source, pushed.limit());
    }

    private KvsMediaDeserializationSchema<RowData> deserializer(
            ScanTableSource.ScanContext context, TypeInformation<RowData> type) {
        boolean hasPayload = !pushed.projection().isEmpty();
        RowPlan plan = new RowPlan(hasPayload, pushed.metadata(), pushed.filters());
        if (spec.format() != null) {
            return new DecodedFrameRows(
                    plan,
                    spec.format().createRuntimeDecoder(context, spec.physicalType()),
                    pushed.projection().stream().mapToInt(Integer::intValue).toArray(),
                    type);
        }
        return spec.row() == ScanRow.FRAGMENT
                ? new FragmentRows(plan, type)
                : new FrameRows(plan, type);
    }
}
