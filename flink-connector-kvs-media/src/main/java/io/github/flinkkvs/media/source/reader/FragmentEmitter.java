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
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.split.KvsMediaSplitState;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

import java.io.IOException;

/**
 * Makes records of a fragment and then, and only then, moves the position behind it. Task thread:
 * no checkpoint comes between the two.
 */
final class FragmentEmitter<T> implements RecordEmitter<FetchedFragment, T, KvsMediaSplitState> {

    private final KvsMediaDeserializationSchema<T> deserializer;
    private final EventTime eventTime;
    private final SplitOutputs<T> outputs;
    private final ReleasedSplits released;
    private final BadFragmentEmitter<T> badFragments;
    private final ReaderMetrics metrics;

    FragmentEmitter(
            KvsMediaDeserializationSchema<T> deserializer,
            EventTime eventTime,
            SplitOutputs<T> outputs,
            ReleasedSplits released,
            BadFragmentEmitter<T> badFragments,
            ReaderMetrics metrics) {
        this.deserializer = deserializer;
        this.eventTime = eventTime;
        this.outputs = outputs;
        this.released = released;
        this.badFragments = badFragments;
        this.metrics = metrics;
    }

    /**
     * @param remembered the split's output as Flink remembers it, which may have been released
     */
    @Override
    public void emitRecord(
            FetchedFragment fetched, SourceOutput<T> remembered, KvsMediaSplitState state)
            throws IOException {
        if (released.isLeaving(state.splitId())) {
            return; // A checkpoint may have been taken without the split.
        }
        FragmentOutput<T> output =
                new FragmentOutput<>(outputs.of(state.splitId()), eventTime.of(fetched.header()));
        if (fetched instanceof FetchedFragment.Good good) {
            emit(good.fragment(), output, state.splitId());
        } else if (fetched instanceof FetchedFragment.Bad bad) {
            badFragments.emit(bad.fragment(), output, state.splitId());
        }
        state.moveBehind(fetched.header());
    }

    private void emit(MediaFragment fragment, FragmentOutput<T> output, String splitId)
            throws IOException {
        metrics.taken(splitId, fragment);
        try {
            deserializer.deserialize(fragment, output);
            metrics.emitted(splitId, fragment);
        } catch (IOException | RuntimeException e) {
            output.throwIfOperatorsFailed();
            badFragments.notDeserialized(fragment, e, output, splitId);
        }
    }
}
