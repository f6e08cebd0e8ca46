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

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** Measures how much one emulator carries, in a process of its own with a small heap. */
@Command(
        name = "emulator-load",
        description = "Measures how much one emulator carries, in a JVM of its own.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class EmulatorLoad implements Callable<Integer> {

    /** What to measure. */
    enum Scenario {
        SESSIONS,
        THROUGHPUT,
        FOLDER,
        MEMORY
    }

    @Option(
            names = "--only",
            split = ",",
            description = "Some of ${COMPLETION-CANDIDATES}; all if not given.")
    private Set<Scenario> only = EnumSet.allOf(Scenario.class);

    @Option(names = "--heap", description = "The emulator's heap, as java -Xmx takes it.")
    private String heap = "512m";

    @Option(names = "--sessions", description = "Live sessions at once.")
    private int sessions = 500;

    @Option(names = "--seconds", description = "How long the live sessions last.")
    private int seconds = 30;

    @Option(names = "--stored-mb", description = "Media that one client reads again and again.")
    private int storedMegabytes = 200;

    @Option(names = "--runs", description = "Runs of a second of which the median is taken.")
    private int runs = 5;

    @Option(names = "--warm-up", description = "Seconds of load ahead of what is measured.")
    private int warmUp = 4;

    @Option(names = "--cap-mb", description = "What the emulator may keep in the memory scenario.")
    private int capMegabytes = 128;

    private EmulatorLoad() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        out.printf(
                "%s cores, Java %s, emulator with -Xmx%s%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), heap);
        if (only.contains(Scenario.SESSIONS)) {
            SessionsScenario scenario = new SessionsScenario(heap, sessions, warmUp, seconds, out);
            scenario.run(sessions);
            scenario.run(1);
        }
        ThroughputScenario throughput =
                new ThroughputScenario(heap, storedMegabytes, warmUp, runs, out);
        if (only.contains(Scenario.THROUGHPUT)) {
            throughput.loopback();
            throughput.fromMemory();
        }
        if (only.contains(Scenario.FOLDER)) {
            throughput.fromFolder();
        }
        if (only.contains(Scenario.MEMORY)) {
            new MemoryScenario(heap, capMegabytes, out).run();
        }
        return 0;
    }
}
