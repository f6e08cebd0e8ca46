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
import java.util.stream.Stream;

/**
 * What this process holds at a moment.
 *
 * @param seconds since the start of the measurement
 * @param heapBytes in use after a collection
 * @param sockets open ones of all kinds; 0 where the system does not say (it is Linux that does)
 */
record Holding(long seconds, int threads, long heapBytes, long sockets) {

    static Holding now(long seconds) throws IOException {
        System.gc();
        return new Holding(
                seconds,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                openSockets());
    }

    private static long openSockets() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.exists(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.filter(Holding::isSocket).count();
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
        int middle = samples.size() / 2;
        return new Holding(
                samples.get(middle).seconds(),
                samples.stream().map(Holding::threads).sorted().toList().get(middle),
                samples.stream().map(Holding::heapBytes).sorted().toList().get(middle),
                samples.stream().map(Holding::sockets).sorted().toList().get(middle));
    }

    @Override
    public String toString() {
        return String.format(
                "%d threads, %.1f MB of heap, %d sockets", threads, heapBytes / 1e6, sockets);
    }
}
