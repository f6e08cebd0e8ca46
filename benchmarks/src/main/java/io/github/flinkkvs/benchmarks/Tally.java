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

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** What has reached the end of a reader's path since it was last reset. Thread-safe. */
final class Tally {
    private static final long LOOK_EVERY_NANOS = 500_000;

    private final LongAdder bytes = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final Latencies micros = new Latencies();
    private volatile CountDownLatch mayGoOn = new CountDownLatch(0);

    void bytes(long count) {
        bytes.add(count);
    }

    void frames(long count) {
        frames.add(count);
    }

    /**
     * Notes how long after it was stored a fragment has come, rounded up by up to a millisecond.
     */
    void fragmentOf(Instant stored) {
        Instant now = Instant.now();
        long late =
                (now.getEpochSecond() - stored.getEpochSecond()) * 1_000_000
                        + (now.getNano() - stored.getNano()) / 1_000;
        synchronized (micros) {
            micros.add(late);
        }
    }

    void reset() {
        bytes.reset();
        frames.reset();
        synchronized (micros) {
            micros.clear();
        }
    }

    /** Has the operator stand still at its next record; returns what it has taken so far. */
    long stop() {
        mayGoOn = new CountDownLatch(1);
        return taken();
    }

    long goOn() {
        mayGoOn.countDown();
        return taken();
    }

    private long taken() {
        return bytes.sum();
    }

    /** Stands still while it is stopped. The operator's thread. */
    void awaitLeave() {
        try {
            mayGoOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until either has come in full: not every reader sees both. */
    void await(long wantedBytes, long wantedFrames, long nanos) {
        long deadline = System.nanoTime() + nanos;
        while (bytes.sum() < wantedBytes && frames.sum() < wantedFrames) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Only %d bytes of %d and %d frames of %d have come"
                                .formatted(bytes.sum(), wantedBytes, frames.sum(), wantedFrames));
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /**
     * A latency in microseconds that so large a share of all does not exceed; 0 if none is known.
     */
    long latency(double share) {
        synchronized (micros) {
            return micros.count() == 0 ? 0 : micros.quantile(share);
        }
    }
}
