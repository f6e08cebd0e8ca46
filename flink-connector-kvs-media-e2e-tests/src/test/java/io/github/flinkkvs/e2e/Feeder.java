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

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.emulator.EmulatedStream;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Appends small fragments to one stream after the other, at a steady pace, until it is closed. */
final class Feeder implements AutoCloseable {

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<EmulatedStream> streams;
    private final SmallMedia media;
    private final Random random;
    private int turn;

    Feeder(List<EmulatedStream> streams, Duration pause, long seed) {
        this.streams = streams;
        this.media = new SmallMedia(seed);
        this.random = new Random(seed);
        executor.scheduleWithFixedDelay(this::feed, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void feed() {
        media.put(streams.get(turn++ % streams.size()), SmallMedia.anySize(random));
    }

    /** Returns when the last fragment is stored. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new AssertionError("The feeder does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
