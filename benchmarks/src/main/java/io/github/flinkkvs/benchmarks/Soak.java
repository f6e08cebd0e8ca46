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

package io.github.flinkkvs.benchmarks;

import org.apache.flink.core.execution.JobClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A job that reads cameras for long, while the service commits every fault that it can commit and
 * tasks fail: what the job holds must not grow, and nothing may be lost.
 */
@Command(
        name = "soak",
        description = "Reads cameras for long while all goes wrong; what is held must not grow.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Soak implements Callable<Integer> {
    private static final double WARM_UP = 1 / 6.0;
    private static final double WINDOW = 1 / 6.0;
    private static final double TOLERANCE = 0.05;
    private static final long LONGEST_CATCH_UP_NANOS = TimeUnit.MINUTES.toNanos(5);

    @Option(names = "--minutes", description = "How long.")
    private double minutes = 60;

    @Option(names = "--cameras", description = "Live cameras.")
    private int cameras = 50;

    @Option(names = "--fault-rate", description = "Faults a minute, of all cameras together.")
    private double faultRate = 60;

    @Option(names = "--task-failure-rate", description = "Failures of tasks a minute.")
    private double taskFailureRate = 1;

    @Option(names = "--parallelism", description = "Readers.")
    private int parallelism = 2;

    @Option(names = "--sample-every", description = "Seconds between two samples.")
    private int sampleEvery = 10;

    @Option(names = "--seed", description = "Of the choice of faults.")
    private long seed = 1;

    @Option(names = "--out", description = "A new folder for the report and the job's files.")
    private Path folder = Path.of("soak");

    @Option(
            names = "--only-whole",
            description = "Succeed if all came once and in order, flat or not.")
    private boolean onlyWhole;

    private Soak() {}

    @Override
    public Integer call() throws Exception {
        System.setProperty("java.awt.headless", "true");
        if (Files.exists(folder)) {
            throw new IOException(folder + " is there already: name a new folder with --out");
        }
        Files.createDirectories(folder);
        TaskFailures.arm(seed, 60 / taskFailureRate);
        try (SoakReport report = new SoakReport(folder);
                ChildJvm emulator = emulator()) {
            SoakJob job = new SoakJob(folder);
            emulator.ask("cameras " + cameras);
            JobClient running = job.start(emulator.ask("endpoint"), cameras, parallelism);
            try {
                emulator.ask("faults " + Math.round(60_000 / faultRate));
                watch(emulator, report);
                TaskFailures.disarm();
                long stored = emulator.askNumber("stop");
                awaitCommitted(job, stored);
                report.plot();
                return judge(emulator, job, stored, report) ? 0 : 1;
            } finally {
                running.cancel().get(30, TimeUnit.SECONDS);
            }
        }
    }

    private ChildJvm emulator() throws IOException {
        return new ChildJvm(
                SoakHost.class,
                List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError"),
                folder.toString(),
                Long.toString(seed));
    }

    private Path ledger() {
        return folder.resolve(SoakHost.LEDGER);
    }

    private void watch(ChildJvm emulator, SoakReport report) throws IOException {
        report.say(
                String.format(
                        "%d cameras for %.1f minutes, %.0f faults and %.1f task failures a minute,"
                                + " seed %d, %d readers, %d cores, Java %s",
                        cameras,
                        minutes,
                        faultRate,
                        taskFailureRate,
                        seed,
                        parallelism,
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version()));
        long begin = System.nanoTime();
        for (long next = sampleEvery; next <= minutes * 60; next += sampleEvery) {
            awaitNanoTime(begin + TimeUnit.SECONDS.toNanos(next));
            report.add(
                    new SoakSample(
                            Holding.now(next),
                            SoakProbe.seen(),
                            TaskFailures.failures(),
                            emulator.askNumber("sessions"),
                            emulator.askNumber("opened")));
        }
    }

    private static void awaitNanoTime(long instant) {
        for (long left = instant - System.nanoTime();
                left > 0;
                left = instant - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void awaitCommitted(SoakJob job, long stored) throws IOException {
        long deadline = System.nanoTime() + LONGEST_CATCH_UP_NANOS;
        while (job.committed() < stored && System.nanoTime() - deadline < 0) {
            awaitNanoTime(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        }
    }

    private boolean judge(ChildJvm emulator, SoakJob job, long stored, SoakReport report)
            throws IOException {
        report.say("faults: " + emulator.ask("injected"));
        Holding first = report.medianBetween(WARM_UP, WARM_UP + WINDOW);
        Holding last = report.medianBetween(1 - WINDOW, 1);
        report.say("after warm-up: " + first + "\nin the end:    " + last);
        Claims flat = new Claims(report::say);
        flat.check("heap grew by no more than 5 %", isFlat(first.heapBytes(), last.heapBytes()));
        flat.check("threads are no more", isFlat(first.threads(), last.threads()));
        flat.check("sockets are no more", isFlat(first.sockets(), last.sockets()));
        flat.check("file handles are no more", isFlat(first.fileHandles(), last.fileHandles()));
        Claims whole = new Claims(report::say);
        SoakVerdict verdict = SoakVerdict.on(ledger(), job.files());
        whole.check(
                stored + " fragments stored, each committed once and in order: " + verdict,
                verdict.isClean());
        whole.check(
                TaskFailures.failures() + " tasks failed as wanted, and none else",
                TaskFailures.starts() == parallelism + TaskFailures.failures());
        return whole.allHold() && (onlyWhole || flat.allHold());
    }

    /**
     * Whether what is there in the end is what was there after the warm-up, but for the odd one.
     */
    private static boolean isFlat(long first, long last) {
        return last <= first * (1 + TOLERANCE) + 1;
    }
}
