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
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a reporter sees of the source. */
class MetricsITCase {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration AGE = Duration.ofHours(1);
    private static final int FRAGMENTS = 50;
    private static final String PER_STREAM = "KvsMediaSource.stream.cam.";

    private static final List<String> TROUBLE =
            List.of(
                    "duplicatesDropped",
                    "parseErrors",
                    "retries",
                    "throttles",
                    "lostPositions",
                    "possibleGaps");

    private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            TestingCluster.create(REPORTER.addToConfiguration(new Configuration()));

    @Test
    void metricsAreThereUnderTheirNamesAndMove() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("cam");
            SmallMedia media = new SmallMedia(1);
            for (int fragment = 0; fragment < FRAGMENTS; fragment++) {
                media.put(stream, Instant.now().minus(AGE).plusMillis(fragment), 3_000);
            }
            AtomicInteger session = new AtomicInteger();
            stream.endEachSessionAfterBytes(
                    () -> session.getAndIncrement() < 2 ? 50_000 : Long.MAX_VALUE,
                    SessionEnd.ABRUPT);
            Sightings sightings = new Sightings();

            JobClient job =
                    new TestingJob(
                                    TestingJob.source(emulator, List.of(stream))
                                            .setStartPosition(StartPosition.earliest())
                                            .build(),
                                    sightings)
                            .parallelism(1)
                            .start();
            Eventually.await("all fragments", LONGEST, () -> sightings.lines().size() == FRAGMENTS);

            JobID id = job.getJobID();
            assertThat(counter(id, PER_STREAM + "reconnects")).isEqualTo(2);
            assertThat(counter(id, PER_STREAM + "chunksDiscarded")).isEqualTo(2);
            assertThat(
                            counter(id, PER_STREAM + "reason.ended.reconnects")
                                    + counter(id, PER_STREAM + "reason.broken.reconnects"))
                    .isEqualTo(2);
            assertThat(counter(id, PER_STREAM + "sessions")).isEqualTo(3);
            for (String trouble : TROUBLE) {
                assertThat(counter(id, PER_STREAM + trouble)).as(trouble).isZero();
            }
            long stored = stream.fragments().stream().mapToLong(StoredFragment::size).sum();
            Eventually.await(
                    "the last fragment's bytes",
                    LONGEST,
                    () -> counter(id, "Source: streams\\.0\\.numBytesIn") > stored);
            assertThat(counter(id, "Source: streams\\.0\\.numRecordsIn")).isEqualTo(FRAGMENTS);
            assertThat(counter(id, "Source: streams\\.0\\.numRecordsInErrors")).isZero();
            assertThat(gauge(id, "Source: streams\\.0\\.currentFetchEventTimeLag"))
                    .isBetween(AGE.minus(LONGEST).toMillis(), AGE.plus(LONGEST).toMillis());
            assertThat(counter(id, PER_STREAM + "fragments")).isEqualTo(FRAGMENTS);
            assertThat(counter(id, PER_STREAM + "frames")).isGreaterThanOrEqualTo(FRAGMENTS);
            assertThat(counter(id, PER_STREAM + "bytes")).isGreaterThan(stored);
            assertThat(gauge(id, PER_STREAM + "bufferedBytes")).isZero();
            assertThat(gauge(id, PER_STREAM + "sessionAge")).isNotNegative();
            assertThat(gauge(id, PER_STREAM + "lastFragmentProducerTimestamp"))
                    .isCloseTo(millisAgo(AGE), within(LONGEST.toMillis()));
            assertThat(gauge(id, PER_STREAM + "lastFragmentServerTimestamp"))
                    .isCloseTo(millisAgo(AGE), within(LONGEST.toMillis()));
            assertThat(gauge(id, PER_STREAM + "millisBehindNow"))
                    .isBetween(AGE.toMillis(), AGE.plus(LONGEST).toMillis());

            media.put(stream, 3_000);
            Eventually.await(
                    "the live edge",
                    LONGEST,
                    () -> gauge(id, PER_STREAM + "millisBehindNow") < AGE.toMillis());
            assertThat(gauge(id, PER_STREAM + "millisBehindNow")).isBetween(0L, LONGEST.toMillis());
            job.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static long millisAgo(Duration age) {
        return Instant.now().minus(age).toEpochMilli();
    }

    private static long counter(JobID job, String name) {
        return ((Counter) metric(job, name)).getCount();
    }

    private static long gauge(JobID job, String name) {
        return (Long) ((Gauge<?>) metric(job, name)).getValue();
    }

    private static Metric metric(JobID job, String name) {
        return REPORTER.findMetric(job, name + "$")
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        name
                                                + " is none of "
                                                + REPORTER.getMetricsByIdentifiers(job).keySet()));
    }
}
