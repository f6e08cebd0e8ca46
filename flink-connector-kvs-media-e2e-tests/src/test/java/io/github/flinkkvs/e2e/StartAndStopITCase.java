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
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;

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
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Bounded jobs by every kind of end, in both of Flink's modes. */
class StartAndStopITCase {

    private static final int FRAGMENTS = 60;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.start();
    private final SmallMedia media = new SmallMedia(1);
    private final Sightings sightings = new Sightings();

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STREAMING", "BATCH"})
    void nowIsAllThatWasStoredWhenTheJobStarted(String mode) throws Exception {
        EmulatedStream live = filled("live", Duration.ofHours(1));
        EmulatedStream silent = filled("silent", Duration.ofDays(20));
        EmulatedStream empty = emulator.createStream("empty");
        EmulatedStream unkept = emulator.createStream("unkept");
        unkept.retain(0);
        for (int second = FRAGMENTS; second > 0; second--) {
            media.put(unkept, Instant.now().minusSeconds(second), 3_000);
        }

        try (Feeder feeder = new Feeder(List.of(live), Duration.ofMillis(100), 1)) {
            Eventually.await(
                    "the first live fragment", LONGEST, () -> live.fragments().size() > FRAGMENTS);
            int before = live.fragments().size();
            run(
                    List.of(live, silent, empty, unkept),
                    StartPosition.earliest(),
                    StopPosition.now(),
                    mode);

            List<IndexLine> read = sightings.byStream().get("live");
            assertThat(read).hasSizeGreaterThanOrEqualTo(before);
            assertThat(read).isEqualTo(IndexLine.of(live).subList(0, read.size()));
            assertThat(IndexLine.of(live)).hasSizeGreaterThan(read.size());
        }
        assertThat(sightings.byStream()).containsOnlyKeys("live", "silent", "unkept");
        assertThat(sightings.byStream().get("silent")).isEqualTo(IndexLine.of(silent));
        assertThat(sightings.byStream().get("unkept")).isEqualTo(IndexLine.of(unkept));
        Leftovers.assertNone(emulator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STREAMING", "BATCH"})
    void fromOneFragmentToAnotherBothAreRead(String mode) throws Exception {
        EmulatedStream call = filled("call", Duration.ofHours(1));
        List<StoredFragment> stored = call.fragments();
        FragmentNumber first = FragmentNumber.of(stored.get(20).number());
        FragmentNumber last = FragmentNumber.of(stored.get(40).number());

        run(List.of(call), StartPosition.atFragment(first), StopPosition.afterFragment(last), mode);

        assertThat(sightings.lines()).isEqualTo(IndexLine.of(call).subList(20, 41));
        assertThat(emulator.sessionsOpened()).isEqualTo(1);
        Leftovers.assertNone(emulator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STREAMING", "BATCH"})
    void theProducersTimeEndsItToo(String mode) throws Exception {
        EmulatedStream stream = filled("cam", Duration.ofHours(1));
        Instant stop = stream.fragments().get(40).producerTimestamp();

        run(List.of(stream), StartPosition.earliest(), StopPosition.producerTimestamp(stop), mode);

        assertThat(sightings.lines()).isEqualTo(IndexLine.of(stream).subList(0, 40));
        Leftovers.assertNone(emulator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STREAMING", "BATCH"})
    void aStreamThatDoesNotExistHasNothingNow(String mode) throws Exception {
        EmulatedStream stream = filled("cam", Duration.ofHours(1));
        JobClient job =
                new TestingJob(
                                TestingJob.source(emulator, List.of(stream))
                                        .setStreams("cam", "gone")
                                        .setOption(
                                                KvsMediaSourceOptions.STREAM_NOT_FOUND,
                                                StreamNotFoundPolicy.FINISH)
                                        .setStartPosition(StartPosition.earliest())
                                        .setStopPosition(StopPosition.now())
                                        .build(),
                                sightings)
                        .set("execution.runtime-mode", mode)
                        .start();

        job.getJobExecutionResult().get(LONGEST.toSeconds(), TimeUnit.SECONDS);

        assertThat(sightings.lines()).isEqualTo(IndexLine.of(stream));
        Leftovers.assertNone(emulator);
    }

    private EmulatedStream filled(String name, Duration ago) {
        EmulatedStream stream = emulator.createStream(name);
        stream.retain((int) ago.toHours() + 24);
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(ago);
        for (int second = 0; second < FRAGMENTS; second++) {
            media.put(stream, begin.plusSeconds(second), 3_000);
        }
        return stream;
    }

    private void run(
            List<EmulatedStream> streams, StartPosition start, StopPosition stop, String mode)
            throws Exception {
        JobClient job =
                new TestingJob(
                                TestingJob.source(emulator, streams)
                                        .setStartPosition(start)
                                        .setStopPosition(stop)
                                        .build(),
                                sightings)
                        .set("execution.runtime-mode", mode)
                        .start();
        job.getJobExecutionResult().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }
}
