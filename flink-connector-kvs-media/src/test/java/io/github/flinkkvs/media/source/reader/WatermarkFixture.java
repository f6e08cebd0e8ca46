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

package io.github.flinkkvs.media.source.reader;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.operators.source.TimestampsAndWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.clock.SystemClock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The outputs that Flink itself gives to a reader in streaming mode, with the generator for bounded
 * disorder (of no time at all), and what comes out behind them.
 */
final class WatermarkFixture {

    final List<String> emitted = new ArrayList<>();

    /** Splits whose watermark takes part in alignment. */
    final Set<String> aligned = new TreeSet<>();

    final ReaderOutput<String> output;
    private final TimestampsAndWatermarks<String> eventTime;

    WatermarkFixture() {
        eventTime =
                TimestampsAndWatermarks.createProgressiveEventTimeLogic(
                        WatermarkStrategy.forBoundedOutOfOrderness(Duration.ZERO),
                        new UnregisteredMetricsGroup(),
                        null,
                        200,
                        SystemClock.getInstance(),
                        SystemClock.getInstance(),
                        UnregisteredMetricGroups.createUnregisteredTaskMetricGroup()
                                .getIOMetricGroup());
        output = eventTime.createMainOutput(new Behind(), new Alignment());
    }

    /** Does what Flink does every 200 ms. */
    void tick() {
        eventTime.emitImmediateWatermark(0);
    }

    void pauseOrResume(Set<String> toPause, Set<String> toResume) {
        eventTime.pauseOrResumeSplits(toPause, toResume);
    }

    /** Returns what has come out since the last call. */
    List<String> takeEmitted() {
        List<String> taken = List.copyOf(emitted);
        emitted.clear();
        return taken;
    }

    private final class Behind implements PushingAsyncDataInput.DataOutput<String> {

        @Override
        public void emitRecord(StreamRecord<String> streamRecord) {
            emitted.add(streamRecord.getValue() + "@" + streamRecord.getTimestamp());
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            emitted.add("watermark " + watermark.getTimestamp());
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus watermarkStatus) {
            emitted.add(watermarkStatus.isIdle() ? "idle" : "active");
        }

        @Override
        public void emitLatencyMarker(LatencyMarker latencyMarker) {}

        @Override
        public void emitRecordAttributes(RecordAttributes recordAttributes) {}
    }

    private final class Alignment implements TimestampsAndWatermarks.WatermarkUpdateListener {

        @Override
        public void updateIdle(boolean isIdle) {}

        @Override
        public void updateCurrentEffectiveWatermark(long watermark) {}

        @Override
        public void updateCurrentSplitWatermark(String splitId, long watermark) {
            aligned.add(splitId);
        }

        /** Of Flink 2 only, hence no {@code Override}. */
        @SuppressWarnings({"MissingOverride", "unused"})
        public void updateCurrentSplitIdle(String splitId, boolean idle) {}

        @Override
        public void splitFinished(String splitId) {
            aligned.remove(splitId);
        }
    }
}
