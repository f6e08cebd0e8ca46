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

import java.util.List;
import java.util.Scanner;

/**
 * What one reader needed for one round.
 *
 * @param bytes of the media it read
 * @param cpuNanos of its process, in user and system mode
 * @param nanos from the round's begin until all had come
 * @param threads of its process, at the end
 * @param heapBytes used at the end, garbage included
 * @param directBytes outside of the heap, as far as Java and Netty count them
 * @param medianMicros from a fragment's being stored until the operator had it; 0 if not known
 * @param p99Micros the same, for the slowest hundredth
 */
record WireSample(
        long bytes,
        long cpuNanos,
        long nanos,
        long threads,
        long heapBytes,
        long directBytes,
        long medianMicros,
        long p99Micros) {

    static final String CSV_HEAD =
            "bytes,cpu-nanos,nanos,threads,heap-bytes,direct-bytes,median-micros,p99-micros";

    double cpuSecondsPerGigabyte() {
        return cpuNanos / (double) bytes;
    }

    double megabytesPerSecond() {
        return bytes * 1e3 / nanos;
    }

    String toLine() {
        return "%d %d %d %d %d %d %d %d"
                .formatted(
                        bytes,
                        cpuNanos,
                        nanos,
                        threads,
                        heapBytes,
                        directBytes,
                        medianMicros,
                        p99Micros);
    }

    String toCsv() {
        return toLine().replace(' ', ',');
    }

    static WireSample ofLine(String line) {
        Scanner in = new Scanner(line);
        return new WireSample(
                in.nextLong(),
                in.nextLong(),
                in.nextLong(),
                in.nextLong(),
                in.nextLong(),
                in.nextLong(),
                in.nextLong(),
                in.nextLong());
    }

    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
