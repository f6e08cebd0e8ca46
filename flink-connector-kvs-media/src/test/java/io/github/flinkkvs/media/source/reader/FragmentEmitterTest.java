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
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.TestingFragments;
import io.github.flinkkvs.media.source.deserializer.EventTime;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.deserializer.RecordOutput;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.metrics.RecordingMetrics;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.split.KvsMediaSplitState;
import io.github.flinkkvs.media.source.split.TestingSplits;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FragmentEmitterTest {

    private static final long PRODUCED = TestingFragments.PRODUCER_TIME.toEpochMilli();
    private static final long RECEIVED = TestingFragments.SERVER_TIME.toEpochMilli();

    private final MediaFragment fragment = TestingFragments.fragment();
    private final KvsMediaSplitState state =
            new KvsMediaSplitState(TestingSplits.split("camera-1"));
    private final RecordingMetrics registry = new RecordingMetrics();
    private final ReaderMetrics metrics =
            new ReaderMetrics(registry.reader("reader"), Clock.systemUTC());
    private final WatermarkFixture flink = new WatermarkFixture();
    private final ReleasedSplits released = new ReleasedSplits();
    private final SplitOutputs<String> outputs = new SplitOutputs<>(new PausedSplits(0));

    FragmentEmitterTest() {
        outputs.attach(flink.output);
    }

    @Test
    void recordsHaveTheTimeOfTheFragmentThatIsChosen() throws IOException {
        emit((f, out) -> out.collect("r"), EventTime.PRODUCER_TIMESTAMP);
        emit((f, out) -> out.collect("r"), EventTime.SERVER_TIMESTAMP);

        assertThat(flink.takeEmitted()).contains("r@" + PRODUCED, "r@" + RECEIVED);
    }

    @Test
    void aDeserializerMayGiveEachRecordItsOwnTime() throws IOException {
        emit(
                (f, out) -> {
                    for (MediaFrame frame : f.frames()) {
                        out.collect("f" + frame.index(), frame.timestamp());
                    }
                },
                EventTime.SERVER_TIMESTAMP);

        assertThat(flink.takeEmitted())
                .containsAll(
                        fragment.frames().stream()
                                .map(f -> "f" + f.index() + "@" + f.timestamp().toEpochMilli())
                                .toList());
    }

    @Test
    void whatFailsNamesStreamAndFragmentIsCountedAndLeavesThePosition() {
        assertThatThrownBy(
                        () ->
                                emit(
                                        (f, out) -> {
                                            throw new IOException("no codec");
                                        },
                                        EventTime.PRODUCER_TIMESTAMP))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "Cannot deserialize fragment %s of stream camera-1",
                        TestingFragments.NUMBER);
        assertThat(registry.value("reader.numRecordsInErrors")).isEqualTo(1);
        assertThat(state.position().last()).isEmpty();
    }

    @Test
    void thePositionMovesBehindTheFragment() throws IOException {
        emit((f, out) -> {}, EventTime.PRODUCER_TIMESTAMP);

        assertThat(state.position().covers(TestingFragments.NUMBER)).isTrue();
    }

    @Test
    void nothingOfAReleasedSplitGoesToTheJob() throws IOException {
        released.assign(List.of(state.toSplit(state.position())));
        released.release(List.of(state.splitId()));

        emit((f, out) -> out.collect("record"), EventTime.PRODUCER_TIMESTAMP);

        assertThat(flink.takeEmitted()).noneMatch(emitted -> emitted.startsWith("record"));
        assertThat(state.position().last()).isEmpty();
    }

    private void emit(Records records, EventTime eventTime) throws IOException {
        Schema schema = new Schema(records);
        new FragmentEmitter<>(
                        schema,
                        eventTime,
                        outputs,
                        released,
                        new BadFragmentEmitter<>(schema, BadFragmentPolicy.FAIL, metrics),
                        metrics)
                .emitRecord(new FetchedFragment.Good(fragment), flink.output, state);
    }

    /** What a deserializer makes of a fragment. */
    private interface Records {

        void make(MediaFragment fragment, RecordOutput<String> out) throws IOException;
    }

    private record Schema(Records records) implements KvsMediaDeserializationSchema<String> {

        @Override
        public void deserialize(MediaFragment fragment, RecordOutput<String> out)
                throws IOException {
            records.make(fragment, out);
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }
}
