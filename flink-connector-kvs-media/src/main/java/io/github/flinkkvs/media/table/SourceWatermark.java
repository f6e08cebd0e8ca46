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

import io.github.flinkkvs.media.source.deserializer.EventTime;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

import javax.annotation.Nullable;

import java.time.Duration;

/**
 * Watermarks that the source makes, for each stream by itself.
 *
 * @param strategy how, of the records' timestamps
 * @param clock which of a fragment's times these are; null if the strategy reads the rows instead
 */
record SourceWatermark(WatermarkStrategy<RowData> strategy, @Nullable EventTime clock) {

    /**
     * By how much a frame's time may lie before its fragment's: sound and pictures of one fragment
     * do not begin at the same instant.
     */
    private static final Duration FRAMES_BEFORE_FRAGMENT = Duration.ofSeconds(1);

    /** What {@code SOURCE_WATERMARK()} stands for: it follows the fragments that have been read. */
    static SourceWatermark of(ScanSpec spec) {
        if (spec.rowtime() == null) {
            throw unusable();
        }
        return switch (spec.rowtime()) {
            case PRODUCER_TIMESTAMP -> following(EventTime.PRODUCER_TIMESTAMP, Duration.ZERO);
            case SERVER_TIMESTAMP -> following(EventTime.SERVER_TIMESTAMP, Duration.ZERO);
            case FRAME_TIMESTAMP -> following(EventTime.PRODUCER_TIMESTAMP, FRAMES_BEFORE_FRAGMENT);
            default -> throw unusable();
        };
    }

    private static SourceWatermark following(EventTime clock, Duration delay) {
        return new SourceWatermark(WatermarkStrategy.forBoundedOutOfOrderness(delay), clock);
    }

    private static ValidationException unusable() {
        return new ValidationException(
                "SOURCE_WATERMARK() needs a time that the source knows: declare the column of the"
                        + " watermark as METADATA FROM 'producer-timestamp', 'server-timestamp' or,"
                        + " where rows are frames, 'frame-timestamp'.");
    }
}
