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

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.split.KvsMediaSplitState;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.util.Collector;

import java.io.IOException;

/**
 * Makes records of a fragment and then, and only then, moves the position behind it. Task thread:
 * no checkpoint comes between the two.
 */
final class FragmentEmitter<T> implements RecordEmitter<MediaFragment, T, KvsMediaSplitState> {

    private final KvsMediaDeserializationSchema<T> deserializer;
    private final ReleasedSplits released;
    private final ReaderMetrics metrics;
    private final TimestampingCollector<T> collector = new TimestampingCollector<>();

    FragmentEmitter(
            KvsMediaDeserializationSchema<T> deserializer,
            ReleasedSplits released,
            ReaderMetrics metrics) {
        this.deserializer = deserializer;
        this.released = released;
        this.metrics = metrics;
    }

    @Override
    public void emitRecord(MediaFragment fragment, SourceOutput<T> output, KvsMediaSplitState state)
            throws IOException {
        if (released.isLeaving(state.splitId())) {
            return; // A checkpoint may have been taken without the split.
        }
        collector.output = output;
        collector.timestamp = fragment.producerTimestamp().toEpochMilli();
        try {
            deserializer.deserialize(fragment, collector);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot deserialize fragment "
                            + fragment.fragmentNumber()
                            + " of stream "
                            + fragment.stream()
                            + ": "
                            + e.getMessage(),
                    e);
        }
        state.moveBehind(fragment.header());
        metrics.emitted(state.splitId(), fragment);
    }

    /** Adds the fragment's time to each record. */
    private static final class TimestampingCollector<T> implements Collector<T> {

        private SourceOutput<T> output;
        private long timestamp;

        @Override
        public void collect(T value) {
            output.collect(value, timestamp);
        }

        @Override
        public void close() {}
    }
}
