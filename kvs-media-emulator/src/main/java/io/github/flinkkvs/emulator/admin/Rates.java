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

package io.github.flinkkvs.emulator.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast counters of bytes grow: since they were last asked for, but over a second at least, so
 * that several who ask do not disturb each other. Used by one thread.
 */
final class Rates {
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(900);
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final Map<String, Meter> meters = new HashMap<>();

    private record Meter(long at, long bytes, long rate) {}

    Rates(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Bytes a second.
     *
     * @param ageSeconds over which a counter is taken that was not asked for before
     */
    long of(String counter, long bytes, double ageSeconds) {
        long now = nanoTime.getAsLong();
        Meter last = meters.get(counter);
        if (last == null) {
            meters.put(counter, new Meter(now, bytes, Math.round(bytes / Math.max(1, ageSeconds))));
        } else if (now - last.at >= SHORTEST_NANOS) {
            long rate = Math.round((bytes - last.bytes) / ((now - last.at) / NANOS));
            meters.put(counter, new Meter(now, bytes, rate));
        }
        return meters.get(counter).rate;
    }

    /** Forgets all other counters. */
    void retain(Set<String> counters) {
        meters.keySet().retainAll(counters);
    }
}
