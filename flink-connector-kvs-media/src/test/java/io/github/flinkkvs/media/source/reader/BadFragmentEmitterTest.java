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

import io.github.flinkkvs.media.model.BadFragment;
import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.model.TestingFragments;
import io.github.flinkkvs.media.source.deserializer.BadFragments;
import io.github.flinkkvs.media.source.deserializer.EventTime;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.deserializer.RecordOutput;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.KvsMediaSplitState;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.types.Either;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of bad fragments on the task thread. */
class BadFragmentEmitterTest {

    private static final long PRODUCER_MILLIS = TestingFragments.PRODUCER_TIME.toEpochMilli();

    private final KvsMediaSplit split =
            new KvsMediaSplit(
                    StreamId.of("camera-1"),
                    SplitPosition.startingAt(StartPosition.earliest()),
                    StopPosition.never());
    private final KvsMediaSplitState state = new KvsMediaSplitState(split);
    private final ReaderMetrics metrics =
            new ReaderMetrics(
                    UnregisteredMetricsGroup.createSourceReaderMetricGroup(), Clock.systemUTC());

    @Test
    void aFragmentThatTheDeserializerThrowsAtFailsTheJobByDefault() {
        for (Exception thrown : List.of(new IOException("odd"), new ClassCastException("odd"))) {
            Recorded<String> output = new Recorded<>();
            FragmentEmitter<String> emitter =
                    emitter(new Throwing(thrown), BadFragmentPolicy.FAIL, output);

            assertThatThrownBy(() -> emitter.emitRecord(good(), output, state))
                    .isInstanceOf(IOException.class)
                    .hasCause(thrown)
                    .hasMessageContainingAll(
                            TestingFragments.NUMBER.toString(),
                            "of stream camera-1",
                            "odd",
                            "source.bad-fragment");
        }
        assertThat(state.position()).isEqualTo(split.position());
    }

    @Test
    void skippedItMovesThePositionAndIsCounted() throws IOException {
        metrics.of(split);
        Recorded<String> output = new Recorded<>();

        emitter(new Throwing(new IOException("odd")), BadFragmentPolicy.SKIP, output)
                .emitRecord(good(), output, state);

        assertThat(output.records).isEmpty();
        assertThat(lastNumber()).hasValue(TestingFragments.NUMBER);
        assertThat(metrics.of(split).badFragments().getCount()).isEqualTo(1);
    }

    @Test
    void emittedItReachesTheJobWithItsBytesAndItsTime() throws IOException {
        Recorded<Either<String, BadFragment>> output = new Recorded<>();

        emitter(
                        BadFragments.beside(new Throwing(new IOException("odd"))),
                        BadFragmentPolicy.EMIT,
                        output)
                .emitRecord(good(), output, state);

        BadFragment bad = output.records.get(0).right();
        assertThat(bad.reason()).contains("IOException: odd");
        assertThat(bad.bytes()).isEqualTo(TestingFragments.fragment().chunk());
        assertThat(bad.errorOffset()).isEmpty();
        assertThat(output.times).containsExactly(PRODUCER_MILLIS);
        assertThat(lastNumber()).hasValue(TestingFragments.NUMBER);
    }

    @Test
    void besideTheBadOnesTheRecordsAreThoseOfTheSchema() throws IOException {
        Recorded<Either<MediaFragment, BadFragment>> output = new Recorded<>();

        emitter(
                        BadFragments.beside(KvsMediaDeserializationSchema.fragments()),
                        BadFragmentPolicy.EMIT,
                        output)
                .emitRecord(good(), output, state);

        assertThat(output.records).containsExactly(Either.Left(TestingFragments.fragment()));
    }

    @Test
    void anUnreadableFragmentMovesThePositionOnlyWhenItIsItsTurn() throws IOException {
        Recorded<Either<MediaFragment, BadFragment>> output = new Recorded<>();

        emitter(
                        BadFragments.beside(KvsMediaDeserializationSchema.fragments()),
                        BadFragmentPolicy.EMIT,
                        output)
                .emitRecord(unreadable(), output, state);

        assertThat(output.records.get(0).right().reason()).isEqualTo("odd bytes");
        assertThat(output.times).containsExactly(0L);
        assertThat(lastNumber()).hasValue(TestingFragments.NUMBER);
        assertThat(state.position().resumeByToken().value())
                .isEqualTo(TestingFragments.NUMBER.toString());
    }

    @Test
    void aFailureOfTheOperatorsBehindIsNeverTakenForABadFragment() {
        RuntimeException ofTheJob = new IllegalStateException("the job's own");
        Recorded<MediaFragment> output = new Recorded<>(ofTheJob);
        FragmentEmitter<MediaFragment> emitter =
                emitter(KvsMediaDeserializationSchema.fragments(), BadFragmentPolicy.SKIP, output);

        assertThatThrownBy(() -> emitter.emitRecord(good(), output, state)).isSameAs(ofTheJob);

        assertThat(state.position()).isEqualTo(split.position());
    }

    private Optional<FragmentNumber> lastNumber() {
        return state.position().last().map(SplitPosition.LastFragment::number);
    }

    private <T> FragmentEmitter<T> emitter(
            KvsMediaDeserializationSchema<T> schema, BadFragmentPolicy policy, Recorded<T> output) {
        SplitOutputs<T> outputs = new SplitOutputs<>(new PausedSplits(0));
        outputs.attach(output);
        return new FragmentEmitter<>(
                schema,
                EventTime.PRODUCER_TIMESTAMP,
                outputs,
                new ReleasedSplits(),
                new BadFragmentEmitter<>(schema, policy, metrics),
                metrics);
    }

    private static FetchedFragment good() {
        return new FetchedFragment.Good(TestingFragments.fragment());
    }

    private static FetchedFragment unreadable() {
        return new FetchedFragment.Bad(
                new FragmentHeader(
                        TestingFragments.NUMBER,
                        "",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        OptionalLong.empty()),
                BadFragment.unreadable(
                        StreamId.of("camera-1"),
                        TestingFragments.NUMBER,
                        Optional.empty(),
                        Optional.empty(),
                        "odd bytes",
                        3,
                        new byte[3]));
    }

    /** Throws at every fragment. */
    private record Throwing(Exception thrown)
            implements KvsMediaDeserializationSchema<String>, Serializable {

        @Override
        public void deserialize(MediaFragment fragment, RecordOutput<String> out)
                throws IOException {
            if (thrown instanceof IOException e) {
                throw e;
            }
            throw (RuntimeException) thrown;
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }

    /** What the job is given, or a job that fails at it. */
    private static final class Recorded<T> implements ReaderOutput<T> {

        private final List<T> records = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();
        private final Optional<RuntimeException> failure;

        Recorded() {
            failure = Optional.empty();
        }

        Recorded(RuntimeException failure) {
            this.failure = Optional.of(failure);
        }

        @Override
        public void collect(T record) {
            records.add(record);
            times.add(null);
        }

        @Override
        public void collect(T record, long timestamp) {
            if (failure.isPresent()) {
                throw failure.get();
            }
            records.add(record);
            times.add(timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<T> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
