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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What this process holds at a moment.
 *
 * @param seconds since the start of the measurement
 * @param heapBytes in use after a collection
 * @param sockets open ones of all kinds; 0 where the system does not say (it is Linux that does)
 * @param fileHandles open ones of all kinds, sockets among them; 0 as for sockets
 * @param residentBytes what the system has given to the process, heap or not; 0 as for sockets
 */
record Holding(
        long seconds,
        int threads,
        long heapBytes,
        long sockets,
        long fileHandles,
        long residentBytes) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static Holding now(long seconds) throws IOException {
        System.gc();
        List<Path> descriptors = descriptors();
        return new Holding(
                seconds,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                descriptors.stream().filter(Holding::isSocket).count(),
                descriptors.size(),
                ChildJvm.memory(ProcessHandle.current().pid(), "VmRSS"));
    }

    private static List<Path> descriptors() throws IOException {
        if (!Files.exists(DESCRIPTORS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.toList();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // Closed meanwhile.
        }
    }

    /** The middle one of each figure. */
    static Holding median(List<Holding> samples) {
        return new Holding(
                samples.get(samples.size() / 2).seconds(),
                (int) median(samples, Holding::threads),
                median(samples, Holding::heapBytes),
                median(samples, Holding::sockets),
                median(samples, Holding::fileHandles),
                median(samples, Holding::residentBytes));
    }

    private static long median(List<Holding> samples, ToLongFunction<Holding> figure) {
        return samples.stream().mapToLong(figure).sorted().toArray()[samples.size() / 2];
    }

    @Override
    public String toString() {
        return String.format(
                "%d threads, %.1f MB of heap, %d sockets, %d file handles, %.0f MB resident",
                threads, heapBytes / 1e6, sockets, fileHandles, residentBytes / 1e6);
    }
}
