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

package io.github.flinkkvs.e2e.faults;

import io.github.flinkkvs.e2e.Eventually;
import io.github.flinkkvs.e2e.process.AwsEnvironment;
import io.github.flinkkvs.e2e.process.EmulatorAdmin;
import io.github.flinkkvs.e2e.process.EmulatorProcess;
import io.github.flinkkvs.e2e.process.FlinkCluster;
import io.github.flinkkvs.e2e.process.FlinkDistribution;
import io.github.flinkkvs.e2e.process.FlinkRest;
import io.github.flinkkvs.e2e.process.JavaProcess;
import io.github.flinkkvs.e2e.process.ZooKeeperProcess;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The processes, and the one job that goes through all that becomes of them. */
final class FaultRig implements AutoCloseable {

    static final List<String> STREAMS = List.of("cam-1", "cam-2", "cam-3");
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final List<String> LINES = List.of("2.2", "2.3");
    private static final int TASK_MANAGERS = 2;
    private static final int ENOUGH_LINES = 6;

    private final Path folder;
    private final FaultLog log;
    private final IndexJob what;
    private final IndexFolder index;
    private final EmulatorProcess emulator;
    private final EmulatorAdmin admin;
    private ZooKeeperProcess zooKeeper;
    private FlinkCluster cluster;
    private int line;
    private String job;

    private FaultRig(Path folder, FaultLog log, IndexJob what) {
        this.folder = folder;
        this.log = log;
        this.what = what;
        this.index = new IndexFolder(folder.resolve("index"));
        this.emulator =
                EmulatorProcess.start(
                        folder,
                        "--folder=" + storage(),
                        "--cameras="
                                + STREAMS.size()
                                + ",size=64x48,fps=8,gop=500ms,fragment=500ms");
        this.admin = new EmulatorAdmin(emulator.endpoint());
    }

    /** Starts all in a folder, the cluster being of the oldest line, and submits the job. */
    static FaultRig start(Path folder, FaultLog log, IndexJob what, int parallelism) {
        FaultRig rig = new FaultRig(folder, log, what);
        try {
            rig.zooKeeper = ZooKeeperProcess.start(folder, FlinkDistribution.ofLine(LINES.get(0)));
            rig.startCluster();
            rig.submit(List.of(), parallelism);
            return rig;
        } catch (RuntimeException | Error e) {
            rig.close();
            throw e;
        }
    }

    private void startCluster() {
        String flink = LINES.get(line);
        FlinkCluster.Builder builder =
                FlinkCluster.in(folder, FlinkDistribution.ofLine(flink))
                        .environment(AwsEnvironment.of(emulator.endpoint()))
                        .set("taskmanager.load-balance.mode", "SLOTS");
        zooKeeper.highAvailability("flink-" + flink).forEach(builder::set);
        cluster = builder.start(TASK_MANAGERS);
        log.add("  Flink %s with %d TaskManagers".formatted(flink, TASK_MANAGERS));
    }

    private void submit(List<String> from, int parallelism) {
        job =
                what.submit(
                        cluster.cli(), STREAMS, folder.resolve("index").toUri(), from, parallelism);
        log.add(
                "  job %s at parallelism %d %s"
                        .formatted(job, parallelism, String.join(" ", from)));
    }

    FlinkCluster cluster() {
        return cluster;
    }

    EmulatorProcess emulator() {
        return emulator;
    }

    EmulatorAdmin admin() {
        return admin;
    }

    IndexFolder index() {
        return index;
    }

    /** Where the emulator has its streams. */
    Path storage() {
        return folder.resolve("storage");
    }

    List<JavaProcess> liveTaskManagers() {
        return cluster.taskManagers().stream().filter(JavaProcess::isAlive).toList();
    }

    /**
     * Waits until the whole job runs and has committed more. A checkpoint that begins now tells
     * that none of its tasks is on what has just died.
     */
    void awaitProgress() {
        long begin = System.nanoTime();
        long now = System.currentTimeMillis();
        FlinkRest rest = cluster.rest();
        supervise();
        rest.awaitAllRunning(job, LONGEST);
        rest.awaitCheckpointOfAfter(job, now, LONGEST);
        int before = index.lines();
        Eventually.await(
                "more than " + before + " lines of job " + job,
                LONGEST,
                () -> {
                    supervise();
                    return index.lines() >= before + ENOUGH_LINES;
                });
        log.add(
                "  job runs, %d lines, after %.1f s"
                        .formatted(index.lines(), (System.nanoTime() - begin) / 1e9));
    }

    /** Does what a supervisor does: whatever ended by itself is started again. */
    private void supervise() {
        if (!cluster.jobManager().isAlive()) {
            log.add("  %s has ended by itself".formatted(cluster.jobManager()));
            cluster.startJobManager();
        }
        for (int live = liveTaskManagers().size(); live < TASK_MANAGERS; live++) {
            log.add("  a TaskManager has ended by itself");
            cluster.startTaskManager();
        }
    }

    /** Stops the job with a savepoint, and restores it on the same cluster. */
    void rescale(int parallelism) {
        submit(List.of("-s", stop()), parallelism);
    }

    /** Stops the job with a savepoint, and restores it on a cluster of the next line. */
    void upgrade(int parallelism) {
        String savepoint = stop();
        if (line + 1 < LINES.size()) {
            cluster.close();
            line++;
            startCluster();
        }
        submit(List.of("-s", savepoint), parallelism);
    }

    /**
     * A savepoint that fails, as it does when what was killed a moment ago is not yet known to be
     * dead, leaves the job running, and is asked for again.
     */
    String stop() {
        FlinkRest rest = cluster.rest();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            supervise();
            rest.awaitAllRunning(job, LONGEST);
            try {
                String savepoint =
                        rest.stopWithSavepoint(job, folder.resolve("savepoints").toUri());
                String end = rest.awaitEnd(job, LONGEST);
                log.add("  stopped, %s, %s".formatted(end, savepoint));
                return savepoint;
            } catch (UncheckedIOException | AssertionError e) {
                log.add(
                        "  no savepoint: %s"
                                .formatted(e.getMessage().lines().findFirst().orElse("")));
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
        }
    }

    /** Waits until all that the streams have got is committed, once they get nothing more. */
    boolean drain(Duration longest) {
        for (String stream : STREAMS) {
            admin.clearFaults(stream);
            admin.stopCameras(stream);
        }
        Eventually.await("all cameras are off", LONGEST, () -> admin.cameras() == 0);
        return Eventually.holdsWithin(
                longest,
                () -> {
                    supervise();
                    return admin.newest().entrySet().stream()
                            .allMatch(
                                    newest ->
                                            index.numbers(newest.getKey())
                                                    .contains(newest.getValue()));
                });
    }

    /** Kills all processes. */
    @Override
    public void close() {
        if (cluster != null) {
            cluster.close();
        }
        if (zooKeeper != null) {
            zooKeeper.close();
        }
        emulator.close();
    }
}
