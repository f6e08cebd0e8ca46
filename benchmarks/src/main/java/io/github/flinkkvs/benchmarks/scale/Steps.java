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

package io.github.flinkkvs.benchmarks.scale;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long steps took and what they allocated, of all rounds. */
final class Steps {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<String, List<Step>> steps = new LinkedHashMap<>();
    private final Map<String, List<Long>> sizes = new LinkedHashMap<>();

    private record Step(double seconds, long allocated) {}

    /** What is measured. */
    interface Work<T> {
        T run() throws IOException;
    }

    void measure(String name, Runnable work) throws IOException {
        measureResult(
                name,
                () -> {
                    work.run();
                    return null;
                });
    }

    <T> T measureResult(String name, Work<T> work) throws IOException {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        T result = work.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Step step = new Step(seconds, THREADS.getCurrentThreadAllocatedBytes() - allocated);
        steps.computeIfAbsent(name, n -> new ArrayList<>()).add(step);
        return result;
    }

    void noteBytes(String name, long bytes) {
        sizes.computeIfAbsent(name, n -> new ArrayList<>()).add(bytes);
    }

    /** Returns what the heap holds after a collection. */
    static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    void print(PrintWriter out) {
        out.printf("%-38s %10s %10s %14s%n", "", "median s", "longest s", "allocated MB");
        steps.forEach(
                (name, all) -> {
                    List<Double> seconds = all.stream().map(Step::seconds).sorted().toList();
                    List<Long> allocated = all.stream().map(Step::allocated).sorted().toList();
                    out.printf(
                            "%-38s %10.3f %10.3f %14.1f%n",
                            name,
                            seconds.get(seconds.size() / 2),
                            Collections.max(seconds),
                            allocated.get(allocated.size() / 2) / 1e6);
                });
        sizes.forEach(
                (name, all) ->
                        out.printf(
                                "%-38s %10.1f MB%n",
                                name, all.stream().sorted().toList().get(all.size() / 2) / 1e6));
    }
}
