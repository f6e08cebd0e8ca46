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
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Event time goes on without a stream that says nothing, and not without one that speaks. */
class IdleSplitITCase {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(4);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.builder().limits(ServiceLimits.none()).start();
    private final EmulatedStream talker = emulator.createStream("talker");
    private final EmulatedStream silent = emulator.createStream("silent");
    private final SmallMedia media = new SmallMedia(1);
    private final EventTimeJob events = new EventTimeJob();

    /** When the first fragment was recorded; event time runs as the test says. */
    private final Instant begin =
            Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    /** With one reader both are splits of it; with two, each has its own. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void windowsFireThoughOneStreamIsSilentWhichTakesPartAgainWhenItWakes(int readers)
            throws Exception {
        JobClient job =
                events.start(
                        source(StopPosition.never()),
                        WatermarkStrategy.forBoundedOutOfOrderness(Duration.ZERO),
                        readers);
        put(silent, 0);
        put(talker, 0);
        put(talker, 10);
        assertThat(events.windows()).as("the silent stream is waited for").isEmpty();

        long start = System.nanoTime();
        Eventually.await("the first window", LONGEST, () -> fired(0).isPresent());
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        assertThat(fired(0)).contains(Map.of("silent", 1, "talker", 1));
        assertThat(waited).isBetween(IDLE_TIMEOUT.minusSeconds(2), IDLE_TIMEOUT.plusSeconds(5));
        put(talker, 20);
        Eventually.await(
                "the next window at once", IDLE_TIMEOUT.dividedBy(2), () -> fired(10).isPresent());

        put(silent, 21);
        put(talker, 30);
        put(talker, 40);
        put(silent, 31);
        put(talker, 50);
        Eventually.await("windows up to the slower", LONGEST, () -> fired(30).isPresent());
        assertThat(fired(21)).as("it came in time").contains(Map.of("silent", 1));
        assertThat(fired(30)).contains(Map.of("talker", 1));
        assertThat(watermarkAt("silent", 31)).as("held by the slower").isLessThan(time(22));

        job.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        System.out.printf(
                "IdleSplitITCase: %d reader(s): a silent stream held the window for %d ms%n",
                readers, waited.toMillis());
        Leftovers.assertNone(emulator);
    }

    @Test
    void allWindowsOfABoundedJobFireThoughStreamsTurnIdleAndEnd() throws Exception {
        media.put(silent, begin.plusSeconds(1), 500);
        media.put(talker, begin.plusSeconds(1), 500);
        media.put(talker, begin.plusSeconds(100), 500);

        JobClient job =
                events.start(
                        source(StopPosition.serverTimestamp(begin.plusSeconds(200))),
                        WatermarkStrategy.forBoundedOutOfOrderness(Duration.ZERO),
                        3);
        job.getJobExecutionResult().get(40, TimeUnit.SECONDS);

        assertThat(fired(0)).contains(Map.of("silent", 1, "talker", 1));
        assertThat(fired(99)).contains(Map.of("talker", 1));
    }

    private KvsMediaSource<MediaFragment> source(StopPosition stop) {
        return TestingJob.source(emulator, List.of(talker, silent))
                .setStartPosition(StartPosition.earliest())
                .setStopPosition(stop)
                .setOption(KvsMediaSourceOptions.IDLE_TIMEOUT, IDLE_TIMEOUT)
                .build();
    }

    /** Appends a fragment that was recorded at a second of event time, and sees it pass. */
    private void put(EmulatedStream stream, int second) {
        media.put(stream, begin.plusSeconds(second + 1), 500);
        Eventually.await(
                stream.name() + " at " + second,
                LONGEST,
                () -> seen(stream.name(), second).isPresent());
    }

    private Optional<EventTimeJob.Seen> seen(String stream, int second) {
        return events.fragments().stream()
                .filter(s -> s.stream().equals(stream) && s.eventTime() == time(second))
                .findFirst();
    }

    private long watermarkAt(String stream, int second) {
        return seen(stream, second).orElseThrow().watermark();
    }

    private Optional<Map<String, Integer>> fired(int second) {
        return Optional.ofNullable(events.windows().get(time(second)));
    }

    private long time(int second) {
        return begin.plusSeconds(second).toEpochMilli();
    }
}
