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
import io.github.flinkkvs.media.source.deserializer.EventTime;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.deserializer.RecordOutput;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.split.KvsMediaSplitState;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

import java.io.IOException;
import java.time.Instant;

/**
 * Makes records of a fragment and then, and only then, moves the position behind it. Task thread:
 * no checkpoint comes between the two.
 */
final class FragmentEmitter<T> implements RecordEmitter<MediaFragment, T, KvsMediaSplitState> {

    private final KvsMediaDeserializationSchema<T> deserializer;
    private final EventTime eventTime;
    private final SplitOutputs<T> outputs;
    private final ReaderMetrics metrics;

    FragmentEmitter(
            KvsMediaDeserializationSchema<T> deserializer,
            EventTime eventTime,
            SplitOutputs<T> outputs,
            ReaderMetrics metrics) {
        this.deserializer = deserializer;
        this.eventTime = eventTime;
        this.outputs = outputs;
        this.metrics = metrics;
    }

    /**
     * @param remembered the split's output as Flink remembers it, which may have been released
     */
    @Override
    public void emitRecord(
            MediaFragment fragment, SourceOutput<T> remembered, KvsMediaSplitState state)
            throws IOException {
        SourceOutput<T> output = outputs.of(state.splitId());
        try {
            deserializer.deserialize(
                    fragment, new TimedOutput<>(output, eventTime.of(fragment).toEpochMilli()));
        } catch (IOException e) {
            metrics.notDeserialized();
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

    /** Gives records the fragment's time, or their own. */
    private record TimedOutput<T>(SourceOutput<T> output, long fragmentTime)
            implements RecordOutput<T> {

        @Override
        public void collect(T element) {
            output.collect(element, fragmentTime);
        }

        @Override
        public void collect(T element, Instant eventTime) {
            output.collect(element, eventTime.toEpochMilli());
        }
    }
}
