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
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** With a stop position the job finishes by itself, with all that lies before it. */
class BoundedITCase {

    private static final int BEFORE_STOP = 100;
    private static final int BEHIND_STOP = 20;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.start();
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(1));
    private final Instant stop = begin.plusSeconds(BEFORE_STOP);
    private final EmulatedStream going = emulator.createStream("going-on");
    private final EmulatedStream silent = emulator.createStream("silent");
    private final EmulatedStream empty = emulator.createStream("empty");
    private final Sightings sightings = new Sightings();

    @BeforeEach
    void fillTheStreams() {
        SmallMedia media = new SmallMedia(1);
        for (int second = 0; second < BEFORE_STOP + BEHIND_STOP; second++) {
            media.put(going, begin.plusSeconds(second), 3_000);
        }
        for (int second = 0; second < BEFORE_STOP; second++) {
            media.put(silent, begin.plusSeconds(second), 3_000);
        }
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void aStreamThatGoesOnEndsAtOnceBeforeTheFirstFragmentBehindTheStop() throws Exception {
        JobClient job = start(List.of(going), 1, "STREAMING");

        job.getJobExecutionResult().get(10, TimeUnit.SECONDS);

        assertThat(sightings.lines()).isEqualTo(IndexLine.of(going).subList(0, BEFORE_STOP));
        assertThat(emulator.sessionsOpened()).isEqualTo(1);
        Leftovers.assertNone(emulator);
    }

    @Test
    void aBatchJobRunsWithFewerSlotsThanReaders() throws Exception {
        JobClient job = start(List.of(going), 12, "BATCH");

        job.getJobExecutionResult().get(LONGEST.toSeconds(), TimeUnit.SECONDS);

        assertThat(sightings.lines()).isEqualTo(IndexLine.of(going).subList(0, BEFORE_STOP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STREAMING", "BATCH"})
    void silentAndEmptyStreamsEndTooThoughSomeReadersHaveNone(String mode) throws Exception {
        JobClient job = start(List.of(going, silent, empty), 4, mode);

        job.getJobExecutionResult().get(LONGEST.toSeconds(), TimeUnit.SECONDS);

        assertThat(sightings.byStream().get("going-on"))
                .isEqualTo(IndexLine.of(going).subList(0, BEFORE_STOP));
        assertThat(sightings.byStream().get("silent")).isEqualTo(IndexLine.of(silent));
        assertThat(sightings.lines()).hasSize(2 * BEFORE_STOP);
        Leftovers.assertNone(emulator);
    }

    private JobClient start(List<EmulatedStream> streams, int parallelism, String mode)
            throws Exception {
        return new TestingJob(
                        TestingJob.source(emulator, streams)
                                .setStartPosition(StartPosition.earliest())
                                .setStopPosition(StopPosition.serverTimestamp(stop))
                                .build(),
                        sightings)
                .parallelism(parallelism)
                .set("execution.runtime-mode", mode)
                .start();
    }
}
