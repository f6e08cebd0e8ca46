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
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fleet that changes while it is read: a stream comes, another is deleted, a third comes and the
 * deleted one is created anew while the job is down. Tasks fail at random meanwhile. {@code
 * -Dkvs.seed=…} repeats the random choices of a run, which says its seed.
 */
class DiscoveryITCase {

    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Duration RELEASE_AFTER = Duration.ofSeconds(2);
    private static final int FRAGMENTS = 400;
    private static final int WANTED_FAILURES = 4;

    private static final InMemoryReporter REPORTER = InMemoryReporter.create();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            TestingCluster.create(REPORTER.addToConfiguration(new Configuration()));

    private final long seed = Long.getLong("kvs.seed", new Random().nextInt());
    private final Chaos chaos = new Chaos(seed);
    private final KvsEmulator emulator =
            KvsEmulator.builder().seed(seed).limits(ServiceLimits.none()).start();
    private final SmallMedia media = new SmallMedia(seed);

    /** All that was ever stored, by stream; a stream that is deleted takes its media along. */
    private final Map<String, List<IndexLine>> stored = new TreeMap<>();

    @TempDir private Path folder;

    @BeforeEach
    void createTheFirstStreams() {
        System.out.println("DiscoveryITCase: seed " + seed);
        fill(emulator.createStream("cam-0"));
        fill(emulator.createStream("cam-1"));
        media.put(emulator.createStream("other"), 500);
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void streamsThatComeAreReadOnceAndStreamsThatGoAreReleasedWhateverFails() throws Exception {
        JobClient job = job().start();
        awaitAll();
        awaitFailures();

        fill(emulator.createStream("cam-2"));
        awaitAll();
        chaos.allow(false);
        awaitMetrics(job, "cam-1", true);
        emulator.deleteStream("cam-1");
        awaitMetrics(job, "cam-1", false);
        checkSearch(job);
        chaos.allow(true);
        fill(emulator.stream("cam-0"));
        awaitAll();
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);

        String savepoint = stop(job);
        fill(emulator.createStream("cam-1"));
        fill(emulator.createStream("cam-3"));
        job = job().restoreFrom(savepoint).start();
        awaitAll();
        fill(emulator.stream("cam-1"));
        awaitAll();
        stop(job);

        assertThat(Verdict.on(stored, Verdict.committed(folder.resolve("output"))))
                .as("seed " + seed)
                .isEmpty();
        Leftovers.assertNone(emulator);
    }

    private void fill(EmulatedStream stream) {
        List<IndexLine> lines = stored.computeIfAbsent(stream.name(), s -> new ArrayList<>());
        for (int i = 0; i < FRAGMENTS; i++) {
            lines.add(IndexLine.of(stream.name(), media.put(stream, 500)));
        }
    }

    private TestingJob job() {
        KvsMediaSource<MediaFragment> source =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreamNamePrefix("cam-")
                        .setEndpoint(emulator.endpoint().toString())
                        .setRegion("us-east-1")
                        .setDeserializer(KvsMediaDeserializationSchema.fragments())
                        .setStartPosition(StartPosition.earliest())
                        .setOption(KvsMediaSourceOptions.DISCOVERY_INTERVAL, Duration.ofMillis(200))
                        .setOption(KvsMediaSourceOptions.DISCOVERY_RELEASE_AFTER, RELEASE_AFTER)
                        .setOption(
                                KvsMediaSourceOptions.SESSION_SILENCE_TIMEOUT,
                                RELEASE_AFTER.dividedBy(4))
                        .build();
        return new TestingJob(source, chaos)
                .parallelism(2)
                .checkpointEvery(Duration.ofMillis(100))
                .set(
                        "execution.checkpointing.dir",
                        folder.resolve("checkpoints").toUri().toString())
                .restartAtOnce()
                .writeTo(folder.resolve("output"));
    }

    private void awaitAll() {
        int wanted = stored.values().stream().mapToInt(List::size).sum();
        Path output = folder.resolve("output");
        Eventually.await(
                wanted + " fragments, seed " + seed,
                LONGEST,
                () -> Verdict.committedLines(output) >= wanted);
    }

    private void awaitFailures() {
        Eventually.await(
                "failures, seed " + seed,
                LONGEST,
                () -> {
                    fill(emulator.stream("cam-0"));
                    awaitAll();
                    return chaos.failures() >= WANTED_FAILURES;
                });
    }

    private void awaitMetrics(JobClient job, String stream, boolean areThere) {
        String metrics = "KvsMediaSource\\.stream\\." + stream + "\\.";
        Eventually.await(
                "that metrics of " + stream + " are there: " + areThere + ", seed " + seed,
                LONGEST,
                () -> REPORTER.findMetrics(job.getJobID(), metrics).isEmpty() != areThere);
    }

    private static void checkSearch(JobClient job) {
        Eventually.await(
                "two streams to be known", LONGEST, () -> gauge(job, "discoveredStreams") == 2);
        assertThat(gauge(job, "unassignedSplits")).isZero();
        assertThat(gauge(job, "millisSinceLastDiscovery")).isBetween(0L, LONGEST.toMillis());
    }

    private static long gauge(JobClient job, String name) {
        Gauge<?> gauge = (Gauge<?>) REPORTER.findMetric(job.getJobID(), name + "$").orElseThrow();
        return ((Number) gauge.getValue()).longValue();
    }

    /** A task that fails just then fails the savepoint. */
    private String stop(JobClient job) throws Exception {
        String savepoints = folder.resolve("savepoints").toUri().toString();
        chaos.allow(false);
        for (int attempt = 1; ; attempt++) {
            int before = chaos.checkpoints();
            Eventually.await(
                    "a checkpoint, seed " + seed, LONGEST, () -> chaos.checkpoints() > before);
            try {
                String savepoint =
                        job.stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL)
                                .get(30, TimeUnit.SECONDS);
                chaos.allow(true);
                return savepoint;
            } catch (ExecutionException e) {
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }
}
