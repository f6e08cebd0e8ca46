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

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches one reader at a steady pace, and then one whose operator stands still: what it holds, and
 * how far it is behind.
 */
@Command(
        name = "steady-load",
        description = "Watches what a reader holds at a steady pace, and when its operator stops.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SteadyLoad implements Callable<Integer> {
    private static final Contender READER = Contender.CHAINED;

    @Option(names = "--media", description = "Of ${COMPLETION-CANDIDATES}.")
    private MediaKind media = MediaKind.LOW_RATE;

    @Option(names = "--sessions", description = "Live streams, a session each.")
    private int sessions = 1_000;

    @Option(names = "--rate", description = "Megabytes a second, of all streams together.")
    private double rate = 100;

    @Option(names = "--seconds", description = "How long that is watched.")
    private int seconds = 600;

    @Option(names = "--step", description = "Seconds between two lines.")
    private int step = 30;

    @Option(names = "--stalled", description = "Seconds that the operator stands still.")
    private int stalled = 60;

    @Option(names = "--megabytes", description = "What is stored meanwhile.")
    private int megabytes = 2_000;

    @Option(names = "--heap", description = "Megabytes of heap of the reader.")
    private int heap = 700;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    private SteadyLoad() {}

    @Override
    public Integer call() throws IOException {
        long bytes = Math.max(megabytes * 1_000_000L, (long) (rate * 1e6 * step));
        long begin = System.nanoTime();
        try (WireBench bench =
                new WireBench(media, sessions, bytes, heap, null, EnumSet.of(READER))) {
            out.printf(
                    "%d sessions of %s are open after %.1f s; %d MB of heap, %d cores, Java %s%n",
                    sessions,
                    media,
                    (System.nanoTime() - begin) / 1e9,
                    heap,
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version());
            steady(bench);
            if (stalled > 0) {
                stall(bench);
            }
        }
        return 0;
    }

    private void steady(WireBench bench) throws IOException {
        for (int done = step; done <= seconds; done += step) {
            WireSample sample = bench.paced(READER, rate, step);
            out.printf(
                    "%4d s at %.0f MB/s: %.0f, %.0f and %.0f ms behind (median, 99 %%, most);"
                            + " %.2f CPU s/GB; %d threads, %.0f MB of heap, %.0f MB direct%n",
                    done,
                    rate,
                    sample.medianMicros() / 1e3,
                    sample.p99Micros() / 1e3,
                    sample.maxMicros() / 1e3,
                    sample.cpuSecondsPerGigabyte(),
                    sample.threads(),
                    sample.heapBytes() / 1e6,
                    sample.directBytes() / 1e6);
        }
    }

    private void stall(WireBench bench) throws IOException {
        int each = (int) Math.max(1, megabytes * 1_000_000L / sessions / media.bytesInEach());
        Stall stall = bench.stall(READER, each);
        long begin = System.nanoTime();
        long most = 0;
        long memory = 0;
        for (int second = 0; second < stalled; second++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            most = Math.max(most, stall.unread());
            memory = Math.max(memory, stall.memory());
        }
        out.printf(
                "operator stopped for %.0f s, %.0f MB stored: at most %.1f MB lay in the system's"
                        + " receive buffers, %.0f kB a session; at most %.0f MB of heap and direct%n",
                (System.nanoTime() - begin) / 1e9,
                stall.owed() / 1e6,
                most / 1e6,
                most / 1e3 / sessions,
                memory / 1e6);
        long leave = System.nanoTime();
        long threads = stall.end().threads();
        out.printf(
                "then all came within %.1f s; %d threads%n",
                (System.nanoTime() - leave) / 1e9, threads);
    }
}
