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
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.data.RowData;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** How the source stands in a job. */
class KvsMediaScanTest {

    private final StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment();

    private static DataStreamScanProvider scan(StopPosition stop) {
        TypeInformation<RowData> type = TypeInformation.of(RowData.class);
        KvsMediaSource<RowData> source =
                KvsMediaSource.<RowData>builder()
                        .setStreams("door")
                        .setStartPosition(StartPosition.earliest())
                        .setStopPosition(stop)
                        .setDeserializer(
                                new FragmentRows(new RowPlan(true, List.of(), List.of()), type))
                        .build();
        return new KvsMediaScan(source, WatermarkStrategy.noWatermarks(), "cameras", 3);
    }

    private String uid(DataStreamScanProvider scan) {
        return scan.produceDataStream(name -> Optional.of("1_scan_" + name), env)
                .getTransformation()
                .getUid();
    }

    @Test
    void itsUidStaysTheSameSinceSavepointsHaveIt() {
        assertThat(uid(scan(StopPosition.never()))).isEqualTo("1_scan_kvs-media");
    }

    @Test
    void itIsBoundedAndParallelAsTheTableIs() {
        assertThat(scan(StopPosition.never()).isBounded()).isFalse();
        DataStreamScanProvider bounded = scan(StopPosition.serverTimestamp(Instant.EPOCH));
        assertThat(bounded.isBounded()).isTrue();
        assertThat(bounded.getParallelism()).hasValue(3);
    }

    @Test
    void nothingToReadIsBoundedAndHasAUid() {
        EmptyScan none = new EmptyScan("cameras", TypeInformation.of(RowData.class), null);

        assertThat(none.isBounded()).isTrue();
        assertThat(uid(none)).isEqualTo("1_scan_kvs-media-none-rows");
    }

    @Test
    void mediaAreNeededOnlyWhereTheQueryHasThePayload() {
        TypeInformation<RowData> type = TypeInformation.of(RowData.class);
        RowPlan without = new RowPlan(false, List.of(MediaMetadata.STREAM_NAME), List.of());
        RowPlan with = new RowPlan(true, List.of(), List.of());

        assertThat(new FragmentRows(without, type).needsMedia()).isFalse();
        assertThat(new FrameRows(without, type).needsMedia()).isFalse();
        assertThat(new FragmentRows(with, type).needsMedia()).isTrue();
        assertThat(new FrameRows(with, type).needsMedia()).isTrue();
    }
}
