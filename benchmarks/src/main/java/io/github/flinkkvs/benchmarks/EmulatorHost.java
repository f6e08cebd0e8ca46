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
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Scanner;

/** The emulator's process: does what the lines of its input say, and answers each with one. */
final class EmulatorHost {
    private static final Duration ONE_FRAGMENT =
            Duration.ofMillis(SessionsScenario.FRAGMENT_MILLIS);

    private final KvsEmulator emulator;

    private EmulatorHost(KvsEmulator emulator) {
        this.emulator = emulator;
    }

    /** Takes the cap in bytes and, if media are to be kept there, a folder. */
    public static void main(String[] args) throws IOException, InterruptedException {
        KvsEmulatorBuilder options =
                KvsEmulator.builder()
                        .limits(ServiceLimits.none())
                        .acceptUnsigned(true)
                        .maxBytes(Long.parseLong(args[0]));
        if (args.length > 1) {
            options.folder(Path.of(args[1]));
        }
        try (KvsEmulator emulator = options.start()) {
            ChildJvm.answerQuestions(new EmulatorHost(emulator)::answer);
        }
    }

    private Object answer(Scanner words) throws IOException {
        String command = words.next();
        return switch (command) {
            case "endpoint" -> emulator.endpoint();
            case "port" -> emulator.dataEndpoint(words.next()).getPort();
            case "stream" -> emulator.createStream(words.next()).name();
            case "cameras" -> cameras(words.nextInt());
            case "fill" -> fill(emulator.stream(words.next()), words.nextInt(), words.nextInt());
            case "append" -> append(emulator.stream(words.next()), words.nextLong());
            case "cpu" -> Cpu.nanosOfThisProcess();
            case "heap" -> heapAfterCollection();
            default -> throw new IllegalArgumentException("Unknown command " + command);
        };
    }

    /** Streams cam-0 and so on with a camera each; all show one loop. */
    private int cameras(int count) {
        // Cameras are late by what their start took, and the first one starts slowly.
        EmulatedStream first = emulator.createStream("first");
        first.storePast(camera("first"), Instant.EPOCH, ONE_FRAGMENT);
        first.addCamera(camera("first")).close();
        for (int i = 0; i < count; i++) {
            emulator.createStream("cam-" + i).addCamera(camera("cam-" + i));
        }
        return count;
    }

    private static SyntheticCamera camera(String name) {
        return SyntheticCamera.builder(name)
                .size(320, 180)
                .framesPerSecond(SessionsScenario.FRAMES)
                .fragmentLength(ONE_FRAGMENT)
                .sharedFootage(true)
                .build();
    }

    private long append(EmulatedStream stream, long bytes) {
        long total = 0;
        for (int i = 0; total < bytes; i++) {
            SampleMedia media = SampleMedia.of(1 << 20, 1 << 15);
            total +=
                    stream.put(
                                    Instant.now(),
                                    media.prelude(),
                                    media.cluster(Duration.ofSeconds(i)),
                                    new byte[0])
                            .size();
        }
        return total;
    }

    /** Stores so many fragments of so many megabytes; returns how many bytes a session sends. */
    private static long fill(EmulatedStream stream, int fragments, int megabytes)
            throws IOException {
        SampleMedia media = SampleMedia.of(megabytes * 1_000_000, 50_000);
        long total = 0;
        for (int i = 0; i < fragments; i++) {
            total +=
                    stream.put(
                                    Instant.now(),
                                    media.prelude(),
                                    media.cluster(Duration.ofSeconds(i)),
                                    new byte[0])
                            .size();
        }
        return total;
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
