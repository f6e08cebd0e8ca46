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

import io.netty.util.internal.PlatformDependent;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The process of one reader of {@link WholePath}. Answers each line of its input with one line. */
final class ReaderHost {
    private static final Tally TALLY = new Tally();

    private final WireReader reader;
    private long cpuBefore;
    private long begin;

    private ReaderHost(WireReader reader) {
        this.reader = reader;
    }

    /** What this process has read: the operators that Flink makes have no other way to it. */
    static Tally tally() {
        return TALLY;
    }

    /** Takes the name of what reads. */
    public static void main(String[] args) throws Exception {
        try (WireReader reader = Contender.valueOf(args[0]).newReader()) {
            ChildJvm.answerQuestions(new ReaderHost(reader)::answer);
        }
        System.exit(0);
    }

    private Object answer(Scanner words) throws IOException {
        String command = words.next();
        return switch (command) {
            case "open" -> open(words.next(), words.next(), words.nextInt());
            case "begin" -> begin();
            case "await" -> await(words.nextLong(), words.nextLong());
            case "stop" -> TALLY.stop();
            case "go-on" -> TALLY.goOn();
            case "memory" -> heapBytes() + directBytes();
            default -> throw new IllegalArgumentException("Unknown command " + command);
        };
    }

    private int open(String endpoint, String set, int sessions) throws IOException {
        List<String> streams =
                IntStream.range(0, sessions).mapToObj(i -> WireHost.streamName(set, i)).toList();
        try {
            reader.open(endpoint, streams, TALLY);
        } catch (Exception e) {
            throw new IOException("Cannot open " + sessions + " sessions", e);
        }
        return sessions;
    }

    private long begin() {
        TALLY.reset();
        cpuBefore = Cpu.nanosOfThisProcess();
        begin = System.nanoTime();
        return begin;
    }

    /** Waits for so many bytes or frames; returns a {@link WireSample} in one line. */
    private String await(long bytes, long frames) {
        TALLY.await(bytes, frames, TimeUnit.MINUTES.toNanos(3));
        return new WireSample(
                        bytes,
                        Cpu.nanosOfThisProcess() - cpuBefore,
                        System.nanoTime() - begin,
                        Thread.getAllStackTraces().size(),
                        heapBytes(),
                        directBytes(),
                        TALLY.latency(0.5),
                        TALLY.latency(0.99),
                        TALLY.latency(1))
                .toLine();
    }

    private static long heapBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long directBytes() {
        long counted =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
        return counted + Math.max(0, PlatformDependent.usedDirectMemory());
    }
}
