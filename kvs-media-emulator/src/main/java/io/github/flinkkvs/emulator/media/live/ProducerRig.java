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

package io.github.flinkkvs.emulator.media.live;

import io.github.flinkkvs.emulator.store.FragmentLog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs all live producers on a few threads, which it owns and {@link #close()} ends. A producer is
 * on a thread for one piece at a time, so that one with large pictures delays the others little.
 * Thread-safe.
 */
public final class ProducerRig implements AutoCloseable {
    private static final int MIN_THREADS = 2;
    private static final int MAX_THREADS = 8;
    private static final int CLOSE_SECONDS = 10;

    /** What each one feeds. */
    private final Map<LiveProducer, FragmentLog> running = new ConcurrentHashMap<>();

    private final ScheduledThreadPoolExecutor pool;

    /** Idle until the first producer. */
    public ProducerRig() {
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = Math.min(MAX_THREADS, Math.max(MIN_THREADS, processors));
        AtomicInteger count = new AtomicInteger();
        pool =
                new ScheduledThreadPoolExecutor(
                        threads,
                        work -> {
                            String name = "kvs-emulator-producers-" + count.incrementAndGet();
                            Thread thread = new Thread(work, name);
                            thread.setDaemon(true);
                            return thread;
                        });
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Starts a producer.
     *
     * @param name for the log of the program
     * @param start the time of the recording that is now
     */
    public LiveProducer start(String name, Recording recording, Instant start, FragmentLog log) {
        LiveProducer[] self = new LiveProducer[1];
        LiveProducer producer =
                new LiveProducer(name, recording, start, log, pool, () -> running.remove(self[0]));
        self[0] = producer;
        running.put(producer, log);
        producer.begin();
        return producer;
    }

    /** Those that feed a log now. */
    public List<LiveProducer> of(FragmentLog log) {
        return running.entrySet().stream()
                .filter(entry -> entry.getValue() == log)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Puts whole fragments into a log at once, on the caller's thread.
     *
     * @param end of the fragments that start before it, all are put
     */
    public static void store(Recording recording, Instant end, FragmentLog log) {
        FragmentWriter writer = new FragmentWriter(log);
        Optional<MediaPiece> piece = recording.next();
        while (piece.isPresent()) {
            if (writer.betweenFragments() && !piece.get().due().isBefore(end)) {
                return;
            }
            writer.write(piece.get());
            piece = recording.next();
        }
    }

    /** Makes the producers die in mid-fragment that feed a log; returns how many. */
    public int breakOff(FragmentLog log) {
        List<LiveProducer> doomed = of(log);
        doomed.forEach(LiveProducer::die);
        return doomed.size();
    }

    /** Ends the producers that feed a log at once, whatever they are at. */
    public void kill(FragmentLog log) {
        of(log).forEach(LiveProducer::kill);
    }

    /** Breaks off all producers; what they were at stays without an end. */
    @Override
    public void close() {
        // No interrupts: one amid a write would close a file under other threads.
        pool.shutdown();
        List.copyOf(running.keySet()).forEach(LiveProducer::kill);
        try {
            if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A producer is still at work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
