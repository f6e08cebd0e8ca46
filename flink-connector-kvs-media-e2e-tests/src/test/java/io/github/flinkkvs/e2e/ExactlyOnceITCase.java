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
import io.github.flinkkvs.emulator.session.SessionRecord;
import io.github.flinkkvs.emulator.session.SessionRecord.Outcome;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promise of the connector: whatever fails, each fragment is committed once and in order.
 *
 * <p>Sessions end at random bytes, tasks fail at random records and checkpoints, task managers go,
 * and the job moves from savepoint to savepoint through many parallelisms, while a feeder goes on
 * appending. {@code -Dkvs.seed=…} repeats the random choices of a run, which says its seed.
 */
class ExactlyOnceITCase {

    private static final int STREAMS = 6;
    private static final int STORED_FRAGMENTS = 3_000;
    private static final Duration FEEDER_PAUSE = Duration.ofMillis(10);
    private static final int[] PARALLELISMS = {1, 3, 2, 4, 1, 4, 3, 1, 2, 4};
    private static final int FAILURES_EACH = 10;
    private static final int WANTED_FAILURES = 50;
    private static final int WANTED_RESTORES = 8;
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Set<Outcome> CUT =
            EnumSet.of(Outcome.CLEAN, Outcome.ABRUPT, Outcome.RESET);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final long seed = Long.getLong("kvs.seed", new Random().nextInt());
    private final Chaos chaos = new Chaos(seed);
    private final KvsEmulator emulator =
            KvsEmulator.builder().seed(seed).limits(ServiceLimits.none()).start();
    private final List<EmulatedStream> streams = new ArrayList<>();
    private int stopsThatFailed;

    @TempDir private Path folder;

    @BeforeEach
    void fillTheStreams() {
        System.out.println("ExactlyOnceITCase: seed " + seed);
        Random random = new Random(seed);
        SmallMedia media = new SmallMedia(seed);
        Instant longAgo = Instant.now().minus(Duration.ofHours(1));
        for (int i = 0; i < STREAMS; i++) {
            EmulatedStream stream = emulator.createStream("cam-" + i);
            for (int fragment = 0; fragment < STORED_FRAGMENTS; fragment++) {
                media.put(stream, longAgo.plusMillis(fragment), SmallMedia.anySize(random));
            }
            SessionCuts.of(stream, seed + i);
            streams.add(stream);
        }
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void everyFragmentIsCommittedOnceAndInOrderWhateverFails(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        long begin = System.nanoTime();
        int restores = 0;
        JobClient job;
        try (Feeder feeder = new Feeder(streams, FEEDER_PAUSE, seed)) {
            job = job(0).start();
            while (restores < PARALLELISMS.length - 1) {
                awaitFailures(FAILURES_EACH * (restores + 1));
                if (restores % 3 == 1) {
                    replaceTaskManager(cluster, restores % TestingCluster.TASK_MANAGERS);
                }
                String savepoint = stop(job);
                restores++;
                job = job(restores).restoreFrom(savepoint).start();
            }
        }
        chaos.allow(false);
        Map<String, List<IndexLine>> stored =
                streams.stream().collect(Collectors.toMap(EmulatedStream::name, IndexLine::of));
        int total = stored.values().stream().mapToInt(List::size).sum();
        Path output = folder.resolve("output");
        Eventually.holdsWithin(LONGEST, () -> Verdict.committedLines(output) >= total);
        stop(job);

        Map<String, List<IndexLine>> files = Verdict.committed(output);
        report(restores, total, files.size(), System.nanoTime() - begin);
        assertThat(Verdict.on(stored, files)).as("seed " + seed).isEmpty();
        assertThat(chaos.failures()).isGreaterThanOrEqualTo(WANTED_FAILURES);
        assertThat(restores).isGreaterThanOrEqualTo(WANTED_RESTORES);
        Leftovers.assertNone(emulator);
    }

    private TestingJob job(int phase) {
        return new TestingJob(
                        TestingJob.source(emulator, streams)
                                .setStartPosition(StartPosition.earliest())
                                .setOption(
                                        KvsMediaSourceOptions.MAX_BYTES_IN_FLIGHT,
                                        MemorySize.ofMebiBytes(1).divide(16))
                                .setOption(
                                        KvsMediaSourceOptions.RETRY_MAX_BACKOFF,
                                        Duration.ofSeconds(1))
                                .build(),
                        chaos)
                .parallelism(PARALLELISMS[phase])
                .checkpointEvery(Duration.ofMillis(phase % 2 == 0 ? 50 : 100))
                .set(
                        "execution.checkpointing.dir",
                        folder.resolve("checkpoints").toUri().toString())
                .restartAtOnce()
                .writeTo(folder.resolve("output"));
    }

    private void awaitFailures(int wanted) {
        Eventually.await(
                "failure " + wanted + ", seed " + seed, LONGEST, () -> chaos.failures() >= wanted);
    }

    private static void replaceTaskManager(MiniCluster cluster, int index) throws Exception {
        cluster.terminateTaskManager(index).get(30, TimeUnit.SECONDS);
        cluster.startTaskManager();
    }

    /**
     * A task that fails just then fails the savepoint, and that starts the whole job again: it is
     * asked again once it runs, which a checkpoint tells.
     */
    private String stop(JobClient job) throws Exception {
        String savepoints = folder.resolve("savepoints").toUri().toString();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                String savepoint =
                        job.stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL)
                                .get(30, TimeUnit.SECONDS);
                chaos.allow(true);
                return savepoint;
            } catch (ExecutionException e) {
                stopsThatFailed++;
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                chaos.allow(false);
                int before = chaos.checkpoints();
                Eventually.await(
                        "a checkpoint, seed " + seed, LONGEST, () -> chaos.checkpoints() > before);
            }
        }
    }

    private void report(int restores, int fragments, int files, long nanos) {
        Map<Outcome, Long> ends =
                emulator.sessionLog().stream()
                        .map(SessionRecord::outcome)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long cuts = CUT.stream().mapToLong(outcome -> ends.getOrDefault(outcome, 0L)).sum();
        System.out.printf(
                "ExactlyOnceITCase: %d task failures, %d restores, %d stops that failed, %d session"
                        + " ends by the service %s, %d fragments in %d files, %.1f s, seed %d%n",
                chaos.failures(),
                restores,
                stopsThatFailed,
                cuts,
                ends,
                fragments,
                files,
                nanos / 1e9,
                seed);
    }
}
