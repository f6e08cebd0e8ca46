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

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Under watermark alignment a stream of which all is there at once does not run away from one that
 * is recorded as we read.
 *
 * <p>The greatest distance that is allowed is the drift and one fragment: Flink compares what has
 * been emitted, so the fragment that goes too far is the last one before the pause. That Flink
 * looks only every update interval does not add to it, since an older watermark of the slow stream
 * holds the fast one back the more. It needs a generator that tells the watermark with each record;
 * a periodic one adds what is emitted in between.
 */
class AlignmentITCase {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration DRIFT = Duration.ofSeconds(5);
    private static final Duration FRAGMENT = Duration.ofSeconds(1);
    private static final Duration UPDATE_INTERVAL = Duration.ofMillis(50);
    private static final Duration PAUSE_TIMEOUT = Duration.ofMillis(300);
    private static final int BACKLOG = 60;

    /**
     * An option of the cluster from Flink 2.3 on, where alignment by default lags behind by three
     * update intervals; without a buffer it is as it was before.
     */
    private static final String ALIGNMENT_BUFFER = "pipeline.watermark-alignment.buffer-size";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            TestingCluster.create(Configuration.fromMap(Map.of(ALIGNMENT_BUFFER, "0")));

    private final KvsEmulator emulator = KvsEmulator.builder().limits(ServiceLimits.none()).start();
    private final EmulatedStream fast = emulator.createStream("fast");
    private final EmulatedStream slow = emulator.createStream("slow");
    private final EmulatedStream idle = emulator.createStream("idle");
    private final SmallMedia media = new SmallMedia(1);
    private final EventTimeJob events = new EventTimeJob();
    private final Instant begin =
            Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    /**
     * With one reader its splits are paused one by one; with three, each reader as a whole, too.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void streamsOfDifferentPaceStayWithinTheDriftThoughAThirdIsIdle(int readers) throws Exception {
        JobClient job =
                events.start(
                        source(),
                        WatermarkStrategy.<MediaFragment>forGenerator(context -> new EachRecord())
                                .withWatermarkAlignment("streams", DRIFT, UPDATE_INTERVAL),
                        readers);
        put(idle, 0);
        int begun = keepPaceUntilAlignmentIsInForce();
        int last = begun + BACKLOG;

        for (int second = begun; second <= last; second++) {
            put(fast, second);
        }
        for (int second = begun; second <= last; second++) {
            put(slow, second);
            awaitCount(slow, second + 1);
        }
        awaitCount(fast, last + 1);
        job.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);

        Duration greatest = greatestLead();
        System.out.printf(
                "AlignmentITCase: %d reader(s): the fast stream was ahead by %d ms at most"
                        + " (drift %d ms), in %d sessions%n",
                readers, greatest.toMillis(), DRIFT.toMillis(), emulator.sessionsOpened());
        assertThat(greatest).isBetween(DRIFT.minus(FRAGMENT), DRIFT.plus(FRAGMENT));
        assertThat(timesOf(fast)).as("once each, in order").isEqualTo(timesUpTo(last));
        assertThat(timesOf(slow)).as("once each, in order").isEqualTo(timesUpTo(last));
        Leftovers.assertNone(emulator);
    }

    private KvsMediaSource<MediaFragment> source() {
        return TestingJob.source(emulator, List.of(fast, slow, idle))
                .setStartPosition(StartPosition.earliest())
                .setOption(KvsMediaSourceOptions.IDLE_TIMEOUT, Duration.ofSeconds(2))
                .setOption(KvsMediaSourceOptions.SESSION_PAUSE_TIMEOUT, PAUSE_TIMEOUT)
                .build();
    }

    /**
     * Before a first watermark has gone to the coordinator and back, nothing is aligned; no one
     * says when.
     *
     * @return the first second that neither stream has
     */
    private int keepPaceUntilAlignmentIsInForce() {
        int second = 0;
        keepPace(second++);
        awaitCount(idle, 1);
        long end = System.nanoTime() + UPDATE_INTERVAL.multipliedBy(60).toNanos();
        while (System.nanoTime() - end < 0) {
            keepPace(second++);
        }
        return second;
    }

    private void keepPace(int second) {
        put(fast, second);
        put(slow, second);
        awaitCount(fast, second + 1);
        awaitCount(slow, second + 1);
    }

    private void put(EmulatedStream stream, int second) {
        media.put(stream, begin.plusSeconds(second + 1), 500);
    }

    private void awaitCount(EmulatedStream stream, int count) {
        Eventually.await(
                stream.name() + ": " + count + " fragments",
                LONGEST,
                () -> events.count(stream.name()) >= count);
    }

    private Duration greatestLead() {
        long slowest = begin.toEpochMilli();
        long greatest = 0;
        for (EventTimeJob.Seen seen : events.fragments()) {
            if (seen.stream().equals(slow.name())) {
                slowest = seen.eventTime();
            } else if (seen.stream().equals(fast.name())) {
                greatest = Math.max(greatest, seen.eventTime() - slowest);
            }
        }
        return Duration.ofMillis(greatest);
    }

    private List<Long> timesOf(EmulatedStream stream) {
        return events.fragments().stream()
                .filter(seen -> seen.stream().equals(stream.name()))
                .map(EventTimeJob.Seen::eventTime)
                .toList();
    }

    private List<Long> timesUpTo(int last) {
        return LongStream.rangeClosed(0, last)
                .map(second -> begin.plusSeconds(second).toEpochMilli())
                .boxed()
                .toList();
    }

    /** Tells the watermark with each record. */
    private static final class EachRecord implements WatermarkGenerator<MediaFragment> {

        @Override
        public void onEvent(MediaFragment fragment, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
