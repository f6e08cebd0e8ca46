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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.KvsEmulatorBuilder;
import io.github.flinkkvs.emulator.limits.ServiceLimits;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The emulator's process of {@link WholePath}: sets of live streams, one set for each reader, to
 * which fragments are stored on demand. Answers each line of its input with one line.
 */
final class WireHost {
    private final KvsEmulator emulator;
    private final Map<String, List<EmulatedStream>> sets = new HashMap<>();

    private WireHost(KvsEmulator emulator) {
        this.emulator = emulator;
    }

    static List<String> options(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-Xms" + heapMegabytes + "m",
                "-XX:+UseParallelGC",
                "-XX:+ExitOnOutOfMemoryError");
    }

    static String streamName(String set, int index) {
        return set + "-" + index;
    }

    /** Takes the cap in bytes and, if TLS is to be spoken, the file of the certificate. */
    public static void main(String[] args) throws Exception {
        KvsEmulatorBuilder options =
                KvsEmulator.builder()
                        .limits(ServiceLimits.none())
                        .acceptUnsigned(true)
                        .maxBytes(Long.parseLong(args[0]));
        if (args.length > 1) {
            options.tls(SelfSigned.server(Path.of(args[1])));
        }
        try (KvsEmulator emulator = options.start()) {
            ChildJvm.answerQuestions(new WireHost(emulator)::answer);
        }
    }

    private Object answer(Scanner words) throws IOException {
        String command = words.next();
        return switch (command) {
            case "endpoint" -> emulator.endpoint();
            case "streams" -> create(words.next(), words.nextInt());
            case "sessions" -> emulator.openSessions();
            case "unread" -> ReceiveQueues.bytesOf(emulator.dataEndpoint("GET_MEDIA").getPort());
            case "cpu" -> Cpu.nanosOfThisProcess();
            case "burst" -> burst(words.next(), kind(words), words.nextInt());
            case "pace" -> pace(words.next(), kind(words), words.nextInt(), words.nextDouble());
            case "forget" -> forget(words.next());
            default -> throw new IllegalArgumentException("Unknown command " + command);
        };
    }

    private static MediaKind kind(Scanner words) {
        return MediaKind.valueOf(words.next());
    }

    private int create(String set, int count) {
        List<EmulatedStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(emulator.createStream(streamName(set, i)));
        }
        sets.put(set, streams);
        return count;
    }

    /** Stores so many fragments to each stream, in turn; returns how many bytes they have. */
    private long burst(String set, MediaKind kind, int fragmentsEach) {
        long bytes = 0;
        for (int i = 0; i < fragmentsEach; i++) {
            for (EmulatedStream stream : sets.get(set)) {
                bytes += put(stream, kind);
            }
        }
        return bytes;
    }

    /** Stores so many fragments in all, so many a second; returns how many bytes they have. */
    private long pace(String set, MediaKind kind, int fragments, double aSecond) {
        List<EmulatedStream> streams = sets.get(set);
        long begin = System.nanoTime();
        long bytes = 0;
        for (int i = 0; i < fragments; i++) {
            long due = begin + (long) (TimeUnit.SECONDS.toNanos(1) * (i / aSecond));
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            bytes += put(streams.get(i % streams.size()), kind);
        }
        return bytes;
    }

    private static long put(EmulatedStream stream, MediaKind kind) {
        return stream.put(Instant.now(), kind.prelude(), kind.clusterBegin(), kind.clusterEnd())
                .size();
    }

    private int forget(String set) {
        List<EmulatedStream> streams = sets.get(set);
        streams.forEach(stream -> stream.forgetBefore(Instant.MAX));
        return streams.size();
    }
}
