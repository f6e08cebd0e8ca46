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

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.model.TestingFragments;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.metrics.RecordingMetrics;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.KvsMediaSplitState;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.util.Collector;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FragmentEmitterTest {

    @Test
    void aFragmentThatCannotBeDeserializedIsNamedAndCountedAndNotPassed() {
        RecordingMetrics registry = new RecordingMetrics();
        KvsMediaSplit split =
                new KvsMediaSplit(
                        StreamId.of("cam"),
                        SplitPosition.startingAt(StartPosition.earliest()),
                        StopPosition.never());
        KvsMediaSplitState state = new KvsMediaSplitState(split);
        FragmentEmitter<String> emitter =
                new FragmentEmitter<>(
                        new Refusing(),
                        new ReaderMetrics(registry.reader("reader"), Clock.systemUTC()));

        assertThatThrownBy(
                        () ->
                                emitter.emitRecord(
                                        TestingFragments.fragment("cam", FragmentNumber.of("12")),
                                        new NoOutput(),
                                        state))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot deserialize fragment 12 of stream cam: no JSON");

        assertThat(registry.value("reader.numRecordsInErrors")).isEqualTo(1);
        assertThat(state.position()).isEqualTo(split.position());
    }

    private static final class Refusing implements KvsMediaDeserializationSchema<String> {

        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(MediaFragment fragment, Collector<String> out) throws IOException {
            throw new IOException("no JSON");
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }

    private static final class NoOutput implements SourceOutput<String> {

        @Override
        public void collect(String value) {
            throw new AssertionError(value);
        }

        @Override
        public void collect(String value, long timestamp) {
            throw new AssertionError(value);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }
}
