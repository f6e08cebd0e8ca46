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
final class FragmentEmitter<T> implements RecordEmitter<FetchedFragment, T, KvsMediaSplitState> {

    private final KvsMediaDeserializationSchema<T> deserializer;
    private final BadFragmentEmitter<T> badFragments;
    private final ReaderMetrics metrics;
    private final TimestampingCollector<T> collector = new TimestampingCollector<>();

    FragmentEmitter(
            KvsMediaDeserializationSchema<T> deserializer,
            BadFragmentEmitter<T> badFragments,
            ReaderMetrics metrics) {
        this.deserializer = deserializer;
        this.badFragments = badFragments;
        this.metrics = metrics;
    }

    @Override
    public void emitRecord(
            FetchedFragment fetched, SourceOutput<T> output, KvsMediaSplitState state)
            throws IOException {
        if (fetched instanceof FetchedFragment.Good good) {
            emit(good.fragment(), output, state);
        } else if (fetched instanceof FetchedFragment.Bad bad) {
            badFragments.emit(bad.fragment(), output, state.splitId());
        }
        state.moveBehind(fetched.header());
    }

    private void emit(MediaFragment fragment, SourceOutput<T> output, KvsMediaSplitState state)
            throws IOException {
        WatchedOutput<T> watched = new WatchedOutput<>(output);
        collector.output = watched;
        collector.timestamp = fragment.producerTimestamp().toEpochMilli();
        try {
            deserializer.deserialize(fragment, collector);
            metrics.emitted(state.splitId(), fragment);
        } catch (IOException | RuntimeException e) {
            watched.throwIfItFailed();
            badFragments.notDeserialized(fragment, e, output, state.splitId());
        }
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
