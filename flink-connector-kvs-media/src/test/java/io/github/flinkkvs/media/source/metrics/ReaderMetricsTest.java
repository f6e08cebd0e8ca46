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

package io.github.flinkkvs.media.source.metrics;

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.model.TestingFragments;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ReaderMetricsTest {

    private static final String CAM = "reader.KvsMediaSource.stream.cam.";
    private static final Duration LATER = Duration.ofSeconds(7);

    private final RecordingMetrics registry = new RecordingMetrics();
    private final MovingClock clock = new MovingClock(TestingFragments.PRODUCER_TIME);
    private final ReaderMetrics metrics = new ReaderMetrics(registry.reader("reader"), clock);
    private final KvsMediaSplit split = split("cam");
    private final MediaFragment fragment =
            TestingFragments.fragment("cam", FragmentNumber.of("12"));

    @Test
    void everyMetricOfAStreamIsRegisteredUnderItsName() {
        metrics.of(split);

        Set<String> expected = new HashSet<>(MetricNames.ofStream());
        for (ReconnectReason reason : ReconnectReason.values()) {
            expected.add("reason." + reason.groupValue() + ".reconnects");
        }
        assertThat(registry.below("reader.KvsMediaSource.stream.cam").keySet()).isEqualTo(expected);
    }

    @Test
    void aSplitThatIsAskedForAgainIsNotRegisteredAgain() {
        SplitMetrics first = metrics.of(split);
        int registrations = registry.registrations();

        assertThat(metrics.of(split)).isSameAs(first);
        assertThat(registry.registrations()).isEqualTo(registrations);
    }

    @Test
    void theMetricsOfASplitThatLeavesGoWithItAndThoseOfOthersStay() {
        metrics.of(split);
        metrics.of(split("other")).sessionOpened();

        metrics.release(split.splitId());

        assertThat(registry.below("reader.KvsMediaSource.stream.cam")).isEmpty();
        assertThat(registry.value("reader.KvsMediaSource.stream.other.sessions")).isEqualTo(1);
        assertThat(registry.present()).containsKey("reader.currentFetchEventTimeLag");
    }

    @Test
    void aSplitThatComesBackIsRegisteredAnewAndCountsFromZero() {
        for (int round = 0; round < 3; round++) {
            SplitMetrics present = metrics.of(split);
            assertThat(registry.value(CAM + "sessions")).isZero();
            present.sessionOpened();
            assertThat(registry.value(CAM + "sessions")).isEqualTo(1);
            metrics.release(split.splitId());
        }
    }

    @Test
    void whatIsStillSaidOfASplitThatHasLeftHarmsNothing() {
        SplitMetrics left = metrics.of(split);
        metrics.release(split.splitId());

        left.sessionOpened();
        left.fetched(fragment);
        metrics.emitted(split.splitId(), fragment);
        metrics.release(split.splitId());

        assertThat(registry.below("reader.KvsMediaSource.stream")).isEmpty();
    }

    @Test
    void twoReadersShareNothing() {
        ReaderMetrics other = new ReaderMetrics(registry.reader("other"), clock);
        metrics.of(split).sessionOpened();
        other.of(split);

        other.release(split.splitId());

        assertThat(registry.value(CAM + "sessions")).isEqualTo(1);
        assertThat(registry.below("other.KvsMediaSource.stream.cam")).isEmpty();
    }

    @Test
    void groupsThatCannotBeTakenBackStay() {
        ReaderMetrics foreign =
                new ReaderMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup(), clock);
        SplitMetrics first = foreign.of(split);

        foreign.release(split.splitId());

        assertThat(foreign.of(split)).isNotSameAs(first);
    }

    @Test
    void gaugesSayMinusOneBeforeThereIsAnythingToSay() {
        metrics.of(split);

        assertThat(registry.value("reader.currentFetchEventTimeLag")).isEqualTo(-1);
        assertThat(registry.value(CAM + "millisBehindNow")).isEqualTo(-1);
        assertThat(registry.value(CAM + "lastFragmentProducerTimestamp")).isEqualTo(-1);
        assertThat(registry.value(CAM + "lastFragmentServerTimestamp")).isEqualTo(-1);
        assertThat(registry.value(CAM + "sessionAge")).isEqualTo(-1);
        assertThat(registry.value(CAM + "bufferedBytes")).isZero();
    }

    @Test
    void aFragmentIsBufferedUntilItIsTaken() {
        SplitMetrics ofSplit = metrics.of(split);
        ofSplit.fetched(fragment);
        ofSplit.fetched(fragment);
        assertThat(registry.value(CAM + "bufferedBytes")).isEqualTo(2 * fragment.retainedBytes());

        metrics.taken(split.splitId(), fragment);

        assertThat(registry.value(CAM + "bufferedBytes")).isEqualTo(fragment.retainedBytes());
    }

    @Test
    void anEmittedFragmentTellsItsFramesAndTimes() {
        metrics.of(split);

        metrics.emitted(split.splitId(), fragment);
        metrics.emitted(split.splitId(), fragment);

        assertThat(registry.value(CAM + "fragments")).isEqualTo(2);
        assertThat(registry.value(CAM + "frames")).isEqualTo(6);
        assertThat(registry.value(CAM + "millisBehindNow")).isEqualTo(2_500);
        assertThat(registry.value(CAM + "lastFragmentProducerTimestamp"))
                .isEqualTo(TestingFragments.PRODUCER_TIME.toEpochMilli());
        assertThat(registry.value(CAM + "lastFragmentServerTimestamp"))
                .isEqualTo(TestingFragments.SERVER_TIME.toEpochMilli());
    }

    @Test
    void theFetchLagIsThatOfTheFragmentFetchedLastOfWhateverStream() {
        clock.pass(LATER);
        metrics.of(split).fetched(fragment);
        assertThat(registry.value("reader.currentFetchEventTimeLag")).isEqualTo(LATER.toMillis());
        clock.pass(LATER);
        assertThat(registry.value("reader.currentFetchEventTimeLag")).isEqualTo(LATER.toMillis());

        metrics.of(split("other")).fetched(fragment);

        assertThat(registry.value("reader.currentFetchEventTimeLag"))
                .isEqualTo(2 * LATER.toMillis());
    }

    @Test
    void aSessionAgesUntilItIsOver() {
        SplitMetrics ofSplit = metrics.of(split);
        ofSplit.sessionOpened();
        clock.pass(LATER);
        assertThat(registry.value(CAM + "sessionAge")).isEqualTo(LATER.toMillis());

        ofSplit.sessionOver();

        assertThat(registry.value(CAM + "sessionAge")).isEqualTo(-1);
    }

    @Test
    void aClockThatIsSetBackMakesNoNegativeAge() {
        metrics.of(split).sessionOpened();
        clock.pass(LATER.negated());

        assertThat(registry.value(CAM + "sessionAge")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aReconnectCountsInTotalAndByItsReason(ReconnectReason reason) {
        metrics.of(split).reconnects(reason);

        assertThat(registry.value(CAM + "reconnects")).isEqualTo(1);
        for (ReconnectReason each : ReconnectReason.values()) {
            assertThat(registry.value(CAM + "reason." + each.groupValue() + ".reconnects"))
                    .isEqualTo(each == reason ? 1 : 0);
        }
    }

    @Test
    void whatIsSteppedOverOrFailsTheJobIsARecordInErrorWhatIsTriedAgainIsNot() {
        metrics.of(split).unreadable();
        metrics.badFragment(split.splitId());
        metrics.notDeserialized();

        assertThat(registry.value("reader.numRecordsInErrors")).isEqualTo(2);
        assertThat(registry.value(CAM + "badFragments")).isEqualTo(1);
        assertThat(registry.value(CAM + "parseErrors")).isEqualTo(1);
    }

    private static KvsMediaSplit split(String stream) {
        return new KvsMediaSplit(
                StreamId.of(stream),
                SplitPosition.startingAt(StartPosition.now()),
                StopPosition.never());
    }
}
