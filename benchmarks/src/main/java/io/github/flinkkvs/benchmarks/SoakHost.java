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

import io.github.flinkkvs.emulator.CameraHandle;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The emulator's process of the soak: cameras, their faults, and the ledger of what was stored. All
 * but the answers happens on one thread.
 */
final class SoakHost {
    static final String LEDGER = "stored.txt";
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration FRAGMENT = Duration.ofSeconds(2);
    private static final long LEDGER_SECONDS = 5;
    private static final long CAMERA_IS_BACK_SECONDS = 5;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<EmulatedStream> streams = new ArrayList<>();
    private final List<CameraHandle> cameras = new ArrayList<>();
    private final KvsEmulator emulator;
    private final StoredLedger ledger;
    private final SoakFaults faults;
    private boolean calm;
    private volatile Exception failure;

    private SoakHost(KvsEmulator emulator, StoredLedger ledger, SoakFaults faults) {
        this.emulator = emulator;
        this.ledger = ledger;
        this.faults = faults;
    }

    /** Takes the folder for the ledger and the log of faults, and the seed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        long seed = Long.parseLong(args[1]);
        try (KvsEmulator emulator = KvsEmulator.builder().acceptUnsigned(true).seed(seed).start();
                StoredLedger ledger = new StoredLedger(folder.resolve(LEDGER), KEPT);
                PrintWriter log =
                        new PrintWriter(
                                Files.newBufferedWriter(folder.resolve("faults.txt")), true)) {
            SoakHost host = new SoakHost(emulator, ledger, new SoakFaults(seed, log));
            try {
                ChildJvm.answerQuestions(host::answer);
            } finally {
                host.executor.shutdownNow();
                host.executor.awaitTermination(10, TimeUnit.SECONDS);
            }
        }
    }

    private Object answer(Scanner words) throws IOException, InterruptedException {
        if (failure != null) {
            throw new IOException("Faults or cameras have failed", failure);
        }
        String command = words.next();
        return switch (command) {
            case "endpoint" -> emulator.endpoint();
            case "cameras" -> start(words.nextInt());
            case "faults" -> strikeEach(words.nextLong());
            case "stored" -> onExecutor(() -> ledger.write(streams));
            case "stop" -> stop();
            case "sessions" -> emulator.openSessions();
            case "opened" -> emulator.sessionsOpened();
            case "injected" -> onExecutor(faults::summary);
            default -> throw new IllegalArgumentException("Unknown command " + command);
        };
    }

    private int start(int count) {
        for (int i = 0; i < count; i++) {
            String name = FleetHost.streamName(i);
            EmulatedStream stream = emulator.createStream(name);
            streams.add(stream);
            cameras.add(stream.addCamera(camera(name)));
        }
        repeat(
                () -> {
                    for (int i = 0; i < streams.size(); i++) {
                        if (streams.get(i).producers() == 0) {
                            cameras.get(i).restart();
                        }
                    }
                },
                Duration.ofSeconds(CAMERA_IS_BACK_SECONDS));
        repeat(() -> ledger.write(streams), Duration.ofSeconds(LEDGER_SECONDS));
        return count;
    }

    private long strikeEach(long millis) {
        repeat(() -> faults.strike(streams), Duration.ofMillis(millis));
        return millis;
    }

    /** Ends faults, lets each camera end its fragment, and returns how many were stored in all. */
    private long stop() throws IOException, InterruptedException {
        onExecutor(() -> calm = true);
        streams.forEach(EmulatedStream::clearFaults);
        cameras.forEach(CameraHandle::close);
        for (CameraHandle camera : cameras) {
            if (!camera.awaitEnd(Duration.ofSeconds(30))) {
                throw new IOException("A camera does not end");
            }
        }
        return onExecutor(() -> ledger.write(streams));
    }

    private void repeat(Work work, Duration period) {
        executor.scheduleAtFixedRate(
                () -> {
                    try {
                        if (!calm) {
                            work.run();
                        }
                    } catch (IOException | RuntimeException e) {
                        failure = e;
                        calm = true;
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private <T> T onExecutor(Callable<T> question) throws IOException, InterruptedException {
        try {
            return executor.submit(question).get();
        } catch (ExecutionException e) {
            throw new IOException("Cannot answer", e);
        }
    }

    private static SyntheticCamera camera(String name) {
        return SyntheticCamera.builder(name)
                .size(320, 180)
                .framesPerSecond(5)
                .fragmentLength(FRAGMENT)
                .sharedFootage(true)
                .build();
    }

    /** Some of what is done again and again. */
    private interface Work {
        void run() throws IOException;
    }
}
