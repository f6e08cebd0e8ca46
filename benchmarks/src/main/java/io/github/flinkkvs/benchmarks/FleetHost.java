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
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The emulator's process of the fleet, with all of the service's limits on: many streams, each of
 * which gets a fragment in its turn. Answers each line of its input with one line.
 */
final class FleetHost {
    private static final SampleMedia MEDIA = SampleMedia.of(20_000, 4_000);

    private final KvsEmulator emulator;
    private final ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    private final List<EmulatedStream> streams = new ArrayList<>();
    private final Instant start = Instant.now();
    private long stored;

    private FleetHost(KvsEmulator emulator) {
        this.emulator = emulator;
    }

    static String streamName(int index) {
        return "camera-" + index;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (KvsEmulator emulator = KvsEmulator.builder().acceptUnsigned(true).start()) {
            FleetHost host = new FleetHost(emulator);
            ChildJvm.answerQuestions(host::answer);
            host.producer.shutdownNow();
        }
    }

    private Object answer(Scanner words) throws InterruptedException {
        String command = words.next();
        return switch (command) {
            case "endpoint" -> emulator.endpoint();
            case "streams" -> create(words.nextInt());
            case "round" -> round();
            case "produce" -> produce(words.nextInt());
            case "stop" -> stop();
            case "sessions" -> emulator.openSessions();
            case "opened" -> emulator.sessionsOpened();
            case "refused" -> emulator.callsRefused();
            case "numbers" -> numbers(emulator.stream(words.next()));
            default -> throw new IllegalArgumentException("Unknown command " + command);
        };
    }

    private int create(int count) {
        for (int i = 0; i < count; i++) {
            streams.add(emulator.createStream(streamName(i)));
        }
        return count;
    }

    /** A fragment for each stream, at once. */
    private int round() {
        streams.forEach(stream -> store());
        return streams.size();
    }

    private int produce(int fragmentsPerSecond) {
        long period = TimeUnit.SECONDS.toNanos(1) / fragmentsPerSecond;
        producer.scheduleAtFixedRate(this::store, 0, period, TimeUnit.NANOSECONDS);
        return fragmentsPerSecond;
    }

    private void store() {
        EmulatedStream stream = streams.get((int) (stored++ % streams.size()));
        Instant now = Instant.now();
        byte[] cluster = MEDIA.cluster(Duration.between(start, now));
        stream.put(now, MEDIA.prelude(), cluster, new byte[0]);
    }

    private long stop() throws InterruptedException {
        producer.shutdown();
        producer.awaitTermination(10, TimeUnit.SECONDS);
        return stored;
    }

    /** All fragments of a stream, in the order in which they were stored. */
    private static String numbers(EmulatedStream stream) {
        return stream.fragments().stream()
                .map(StoredFragment::number)
                .collect(Collectors.joining(" "));
    }
}
