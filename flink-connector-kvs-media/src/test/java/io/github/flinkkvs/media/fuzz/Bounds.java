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

package io.github.flinkkvs.media.fuzz;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/** Holds a piece of work to limits of time and memory. */
public final class Bounds {

    private static final long MAX_CPU_NANOS = 1_000_000_000L;

    /** What goes over a limit is tried again: the first run of a class loads and compiles it. */
    private static final int ATTEMPTS = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounds() {}

    /** What is measured. It is repeatable, and runs on its caller's thread only. */
    public interface Work<T> {

        /** Does it, anew each time. */
        T run() throws Exception;
    }

    /**
     * Does the work, and fails if it takes more than a second of the processor, or allocates more
     * than {@code maxBytes}, garbage and all.
     */
    public static <T> T within(long maxBytes, Work<T> work) throws Exception {
        for (int attempt = 1; ; attempt++) {
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long cpuBefore = THREADS.getCurrentThreadCpuTime();
            T result = work.run();
            long cpu = THREADS.getCurrentThreadCpuTime() - cpuBefore;
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            if (cpu <= MAX_CPU_NANOS && bytes <= maxBytes) {
                return result;
            }
            if (attempt == ATTEMPTS) {
                throw new AssertionError(
                        "%d ms, %d bytes allocated, at most %d ms and %d bytes allowed"
                                .formatted(
                                        cpu / 1_000_000,
                                        bytes,
                                        MAX_CPU_NANOS / 1_000_000,
                                        maxBytes));
            }
        }
    }
}
