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

import io.github.flinkkvs.emulator.CameraHandle;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A chunk without its trailer that another one follows: a trailer was lost, or a producer died. */
class MissingTrailerITCase {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int FRAGMENTS = 20;

    private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            TestingCluster.create(REPORTER.addToConfiguration(new Configuration()));

    private final Sightings sightings = new Sightings();
    private final SmallMedia media = new SmallMedia(1);

    @Test
    void aFragmentWhoseTrailerWasLostOnceIsDeliveredOnceInItsTurn() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("cam");
            for (int fragment = 0; fragment < FRAGMENTS; fragment++) {
                media.put(stream, 3_000);
            }
            stream.inject(Fault.parse("drop-trailer after=20000 times=1"));
            JobClient job = start(emulator, stream);

            Eventually.await("all fragments", LONGEST, () -> sightings.lines().size() == FRAGMENTS);

            assertThat(sightings.lines()).isEqualTo(IndexLine.of(stream));
            assertThat(counter(job, "reason.incomplete.reconnects")).isEqualTo(1);
            assertThat(counter(job, "reconnects")).isEqualTo(1);
            assertThat(counter(job, "chunksDiscarded")).isEqualTo(1);
            assertThat(counter(job, "duplicatesDropped")).isZero();
            job.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            Leftovers.assertNone(emulator);
        }
    }

    @Test
    void aFragmentWhoseProducerDiedIsPassedOverOnce() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("cam");
            media.put(stream, 3_000);
            JobClient job = start(emulator, stream);
            Eventually.await("the first", LONGEST, () -> sightings.lines().size() == 1);

            long before = counter(job, "bytes");
            CameraHandle camera = stream.addCamera(withLongFragments());
            Eventually.await(
                    "a part of the next", LONGEST, () -> counter(job, "bytes") > before + 5_000);
            camera.dieInMidFragment();
            assertThat(camera.awaitEnd(LONGEST)).isTrue();
            media.put(stream, 3_000);
            media.put(stream, 3_000);

            Eventually.await("what follows", LONGEST, () -> sightings.lines().size() == 3);
            assertThat(sightings.lines()).isEqualTo(IndexLine.of(stream));
            assertThat(counter(job, "reason.incomplete.reconnects")).isEqualTo(1);
            assertThat(counter(job, "reconnects")).isEqualTo(1);
            assertThat(counter(job, "chunksDiscarded")).isEqualTo(1);
            assertThat(counter(job, "possibleGaps")).isZero();
            job.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            Leftovers.assertNone(emulator);
        }
    }

    private JobClient start(KvsEmulator emulator, EmulatedStream stream) throws Exception {
        return new TestingJob(
                        TestingJob.source(emulator, List.of(stream))
                                .setStartPosition(StartPosition.earliest())
                                .build(),
                        sightings)
                .parallelism(1)
                .start();
    }

    private static SyntheticCamera withLongFragments() {
        return SyntheticCamera.builder("long")
                .size(64, 64)
                .framesPerSecond(10)
                .fragmentLength(Duration.ofSeconds(10))
                .build();
    }

    private static long counter(JobClient job, String name) {
        String metric = "KvsMediaSource.stream.cam." + name + "$";
        return REPORTER.findMetric(job.getJobID(), metric)
                .map(found -> ((Counter) found).getCount())
                .orElseThrow(() -> new AssertionError("There is no " + name));
    }
}
