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

package io.github.flinkkvs.media.source.deserializer;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaFrameTypeInfo;
import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.MediaTrackType;

import org.apache.flink.util.InstantiationUtil;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static io.github.flinkkvs.media.source.deserializer.TestingTracks.AUDIO;
import static io.github.flinkkvs.media.source.deserializer.TestingTracks.START;
import static io.github.flinkkvs.media.source.deserializer.TestingTracks.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

class FramesTest {

    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final MediaFragment twoSeconds =
            new TestingTracks()
                    .key(VIDEO, 0)
                    .key(AUDIO, 5)
                    .delta(VIDEO, 40)
                    .key(AUDIO, 25)
                    .key(VIDEO, 1_000)
                    .fragment();

    @Test
    void eachFrameIsARecordWithItsOwnTime() throws Exception {
        Records records = new Records(KvsMediaDeserializationSchema.frames());

        records.take(twoSeconds);

        assertThat(records.frames).isEqualTo(twoSeconds.frames());
        assertThat(records.times)
                .containsExactly(
                        START,
                        START.plusMillis(5),
                        START.plusMillis(40),
                        START.plusMillis(25),
                        START.plusMillis(1_000));
    }

    @Test
    void theFrontDoorKnowsTheTypeAndNeedsTheBytes() throws Exception {
        KvsMediaDeserializationSchema<MediaFrame> schema =
                InstantiationUtil.clone(
                        KvsMediaDeserializationSchema.frames(FrameFilter.keyFrames()));

        assertThat(schema.getProducedType()).isSameAs(MediaFrameTypeInfo.INSTANCE);
        assertThat(schema.needsMedia()).isTrue();
    }

    @Test
    void aFilterPassesKeyFramesOrTracksOrBoth() throws Exception {
        FrameFilter all = FrameFilter.allFrames();

        assertThat(passing(FrameFilter.keyFrames())).containsExactly(0, 1, 3, 4);
        assertThat(passing(all.ofTrackNumber(AUDIO))).containsExactly(1, 3);
        assertThat(passing(all.ofTrackNumber(7, VIDEO))).containsExactly(0, 2, 4);
        assertThat(passing(all.ofTrackType(MediaTrackType.VIDEO))).containsExactly(0, 2, 4);
        assertThat(passing(all.ofTrackName("sound"))).containsExactly(1, 3);
        assertThat(passing(all.ofCodecId("V_MPEG4/ISO/AVC"))).containsExactly(0, 2, 4);
        assertThat(passing(all.ofCodecId("V_MPEG4"))).isEmpty();
        assertThat(passing(FrameFilter.keyFrames().ofTrackName("picture", "third")))
                .containsExactly(0, 4);
        assertThat(passing(all.ofTrackName("picture").ofTrackType(MediaTrackType.AUDIO))).isEmpty();
    }

    @Test
    void framesOfAnUndeclaredTrackPassWhereNothingIsAskedOfTracks() throws Exception {
        MediaFragment fragment = new TestingTracks().key(9, 0).delta(9, 1).fragment();

        assertThat(passing(FrameFilter.allFrames(), fragment)).containsExactly(0, 1);
        assertThat(passing(FrameFilter.keyFrames(), fragment)).containsExactly(0);
        assertThat(passing(FrameFilter.allFrames().ofTrackNumber(9), fragment)).isEmpty();
        assertThat(passing(FrameFilter.allFrames().oneEvery(FIVE_SECONDS), fragment)).isEmpty();
    }

    @Test
    void ofEachIntervalTheFirstFrameOfEachTrackPassesAcrossFragments() throws Exception {
        Records records = new Records(oneEveryFiveSeconds(FrameFilter.allFrames()));

        for (int second = 0; second < 60; second += 2) {
            Instant start = START.plusSeconds(second);
            records.take(
                    new TestingTracks()
                            .at(start)
                            .key(VIDEO, 0)
                            .key(AUDIO, 10)
                            .delta(VIDEO, 1_000)
                            .key(AUDIO, 1_010)
                            .fragment());
        }

        assertThat(records.secondsOf(VIDEO))
                .containsExactly(0L, 5L, 10L, 15L, 20L, 25L, 30L, 35L, 40L, 45L, 50L, 55L);
        assertThat(records.secondsOf(AUDIO)).isEqualTo(records.secondsOf(VIDEO));
    }

    @Test
    void whatIsDroppedForAnotherReasonTakesNoInterval() throws Exception {
        Records records = new Records(oneEveryFiveSeconds(FrameFilter.keyFrames()));

        for (int second = 0; second < 24; second += 4) {
            records.take(
                    new TestingTracks()
                            .at(START.plusSeconds(second))
                            .delta(VIDEO, 0)
                            .key(VIDEO, 2_000)
                            .fragment());
        }

        assertThat(records.secondsOf(VIDEO)).containsExactly(2L, 6L, 10L, 18L, 22L);
    }

    @Test
    void oneFragmentMayHoldManyIntervals() throws Exception {
        TestingTracks tenSeconds = new TestingTracks();
        for (int millis = 0; millis < 10_000; millis += 40) {
            tenSeconds.delta(VIDEO, millis);
        }
        Records records =
                new Records(
                        KvsMediaDeserializationSchema.frames(
                                FrameFilter.allFrames().oneEvery(Duration.ofSeconds(1))));

        records.take(tenSeconds.fragment());

        assertThat(records.times)
                .startsWith(START, START.plusSeconds(1), START.plusSeconds(2))
                .hasSize(10);
    }

    @Test
    void intervalsBeginAtMultiplesOfTheirLengthToTheNanosecond() throws Exception {
        Instant before = START.plusSeconds(5).minusNanos(1);
        Records records = new Records(oneEveryFiveSeconds(FrameFilter.allFrames()));

        records.take(new TestingTracks().at(START.plusSeconds(1)).key(VIDEO, 0).fragment());
        records.take(new TestingTracks().at(before).key(VIDEO, 0).key(AUDIO, -5_000).fragment());
        records.take(new TestingTracks().at(before).key(VIDEO, 1).key(AUDIO, 0).fragment());

        assertThat(records.times)
                .containsExactly(
                        START.plusSeconds(1), before.minusSeconds(5), before.plusMillis(1), before);
    }

    @Test
    void aPictureThatStandsBehindALaterOneTakesNoIntervalTwice() throws Exception {
        Records records = new Records(oneEveryFiveSeconds(FrameFilter.allFrames()));

        records.take(
                new TestingTracks()
                        .key(VIDEO, 4_800)
                        .delta(VIDEO, 5_040)
                        .delta(VIDEO, 4_960)
                        .delta(VIDEO, 5_000)
                        .fragment());

        assertThat(records.frames).extracting(MediaFrame::index).containsExactly(0, 1);
    }

    @Test
    void streamsDoNotShareIntervals() throws Exception {
        Records records = new Records(oneEveryFiveSeconds(FrameFilter.allFrames()));

        for (String stream : List.of("a", "b", "a", "b")) {
            records.take(new TestingTracks().stream(stream).key(VIDEO, 0).fragment());
        }

        assertThat(records.frames).extracting(MediaFrame::streamName).containsExactly("a", "b");
    }

    @Test
    void aTrackKeepsItsIntervalWhereverItStandsInTheNextFragment() throws Exception {
        List<MediaTrack> turned = List.of(TestingTracks.BOTH.get(1), TestingTracks.BOTH.get(0));
        Records records = new Records(oneEveryFiveSeconds(FrameFilter.allFrames()));

        records.take(new TestingTracks().key(VIDEO, 0).fragment());
        records.take(new TestingTracks().tracks(turned).key(VIDEO, 40).key(AUDIO, 40).fragment());

        assertThat(records.frames)
                .extracting(MediaFrame::trackNumber)
                .containsExactly(VIDEO, AUDIO);
    }

    @Test
    void aClockThatWasSetBackBeginsAnew() throws Exception {
        Records records = new Records(oneEveryFiveSeconds(FrameFilter.allFrames()));
        Instant farAhead = Instant.parse("2999-01-01T00:00:00Z");

        records.take(new TestingTracks().at(farAhead).key(VIDEO, 0).fragment());
        records.take(new TestingTracks().at(START).key(VIDEO, 0).fragment());
        records.take(new TestingTracks().at(START.plusSeconds(1)).key(VIDEO, 0).fragment());

        assertThat(records.times).containsExactly(farAhead, START);
    }

    @Test
    void afterARestoreAnIntervalMayHaveASecondFrameAndNoneTheSame() throws Exception {
        List<Instant> times = new ArrayList<>();
        Records records = new Records(oneEveryFiveSeconds(FrameFilter.keyFrames()));
        for (int second = 0; second < 20; second++) {
            if (second == 7) {
                times.addAll(records.times);
                records = new Records(oneEveryFiveSeconds(FrameFilter.keyFrames()));
            }
            Instant start = START.plusSeconds(second);
            records.take(new TestingTracks().at(start).key(VIDEO, 0).fragment());
        }
        times.addAll(records.times);

        assertThat(times)
                .extracting(time -> Duration.between(START, time).toSeconds())
                .containsExactly(0L, 5L, 7L, 10L, 15L);
    }

    @Test
    void whatIsRememberedIsBounded() throws Exception {
        Records records = new Records(oneEveryFiveSeconds(FrameFilter.allFrames()));

        for (int i = 0; i <= FrameIntervals.MAX_STREAMS; i++) {
            records.take(new TestingTracks().stream("s" + i).key(VIDEO, 0).fragment());
        }
        records.frames.clear();
        records.take(new TestingTracks().stream("s1").key(VIDEO, 1).fragment());
        records.take(new TestingTracks().stream("s0").key(VIDEO, 1).fragment());

        assertThat(records.frames)
                .as("the stream that was read longest ago is forgotten")
                .extracting(MediaFrame::streamName)
                .containsExactly("s0");
    }

    @Test
    void aFrameThatDoesNotPassAllocatesNothing() throws Exception {
        int frames = 100_000;
        TestingTracks many = new TestingTracks().key(VIDEO, 0);
        for (int i = 1; i < frames; i++) {
            many.delta(i % 2 == 0 ? VIDEO : AUDIO, i % 4_000);
        }
        MediaFragment fragment = many.fragment();

        assertThat(allocatedBytes(FrameFilter.keyFrames(), fragment)).isLessThan(frames / 100);
        assertThat(allocatedBytes(FrameFilter.allFrames().ofTrackName("none"), fragment))
                .isLessThan(frames / 100);
        assertThat(allocatedBytes(FrameFilter.allFrames().oneEvery(FIVE_SECONDS), fragment))
                .isLessThan(frames / 100);
    }

    /** The first round loads classes. */
    private static long allocatedBytes(FrameFilter filter, MediaFragment fragment)
            throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Records records = new Records(KvsMediaDeserializationSchema.frames(filter));
        records.take(fragment);
        long before = threads.getCurrentThreadAllocatedBytes();
        records.take(fragment);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private List<Integer> passing(FrameFilter filter) throws Exception {
        return passing(filter, twoSeconds);
    }

    private static List<Integer> passing(FrameFilter filter, MediaFragment fragment)
            throws Exception {
        Records records = new Records(KvsMediaDeserializationSchema.frames(filter));
        records.take(fragment);
        return records.frames.stream().map(MediaFrame::index).toList();
    }

    private static KvsMediaDeserializationSchema<MediaFrame> oneEveryFiveSeconds(
            FrameFilter filter) {
        return KvsMediaDeserializationSchema.frames(filter.oneEvery(FIVE_SECONDS));
    }

    /** What a schema makes of fragments. */
    private static final class Records implements RecordOutput<MediaFrame> {

        private final KvsMediaDeserializationSchema<MediaFrame> schema;
        private final List<MediaFrame> frames = new ArrayList<>();
        private final List<Instant> times = new ArrayList<>();

        Records(KvsMediaDeserializationSchema<MediaFrame> schema) throws Exception {
            this.schema = schema;
            schema.open(null);
        }

        void take(MediaFragment fragment) throws Exception {
            schema.deserialize(fragment, this);
        }

        List<Long> secondsOf(long track) {
            return frames.stream()
                    .filter(frame -> frame.trackNumber() == track)
                    .map(frame -> Duration.between(START, frame.timestamp()).toSeconds())
                    .toList();
        }

        @Override
        public void collect(MediaFrame frame) {
            throw new AssertionError("A frame has a time of its own.");
        }

        @Override
        public void collect(MediaFrame frame, Instant eventTime) {
            frames.add(frame);
            times.add(eventTime);
        }
    }
}
