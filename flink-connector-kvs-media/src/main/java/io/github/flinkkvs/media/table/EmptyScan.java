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

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

import javax.annotation.Nullable;

import java.util.Optional;

/**
 * What a query reads whose conditions leave no stream or no time: nothing, and no service is asked
 * for it. Flink has no source without elements, so one is made and dropped.
 *
 * @param parallelism null for the job's
 */
record EmptyScan(String table, TypeInformation<RowData> type, @Nullable Integer parallelism)
        implements DataStreamScanProvider {

    @Override
    public DataStream<RowData> produceDataStream(
            ProviderContext context, StreamExecutionEnvironment env) {
        DataStreamSource<Long> none =
                env.fromSource(
                        new NumberSequenceSource(0, 0),
                        WatermarkStrategy.noWatermarks(),
                        "NoStream-" + table);
        context.generateUid(KvsMediaScan.UID + "-none").ifPresent(none::uid);
        SingleOutputStreamOperator<RowData> rows =
                none.flatMap((Long number, Collector<RowData> out) -> {}).returns(type);
        context.generateUid(KvsMediaScan.UID + "-none-rows").ifPresent(rows::uid);
        return rows;
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public Optional<Integer> getParallelism() {
        return Optional.ofNullable(parallelism);
    }
}
