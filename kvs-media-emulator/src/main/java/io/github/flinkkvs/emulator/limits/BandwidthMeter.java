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

package io.github.flinkkvs.emulator.limits;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Paces the bytes of one session. For one thread, the session's event loop.
 *
 * <p>A writer sends at most {@link #allowance} bytes, tells {@link #sent}, and comes back after
 * {@link #nanosUntilNext}. A reader of a request, which cannot choose how much arrives, tells
 * {@link #sent} what came and stops reading for {@link #nanosUntilNext}; what was too much is made
 * up for by waiting longer. A session that was silent may send the bytes of {@value #BURST_MILLIS}
 * ms at once, never more.
 */
public final class BandwidthMeter implements Pacer {
    private static final int BURST_MILLIS = 50;
    private static final double SECOND = 1e9;

    private final double bytesPerSecond;
    private final LongSupplier nanoTime;
    private final long origin;

    /** How long the line may have been free to be of use later; long enough for a byte. */
    private final long burstNanos;

    /**
     * Waiting for less would make writes so small that their number costs more than their bytes.
     */
    private final long worthNanos;

    /** Until when the sent bytes use the line up, in nanoseconds since the origin. */
    private long busyUntil;

    private BandwidthMeter(double bytesPerSecond, LongSupplier nanoTime) {
        long nanosOfByte = (long) Math.ceil(SECOND / bytesPerSecond);
        this.bytesPerSecond = bytesPerSecond;
        this.burstNanos = Math.max(BURST_MILLIS * 1_000_000L, nanosOfByte);
        this.worthNanos = Math.max(burstNanos / 10, nanosOfByte);
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /**
     * The meter of a new session. Keeps the limit it began with.
     *
     * @param nanoTime a clock that never goes back, as {@code System::nanoTime}
     */
    public static BandwidthMeter of(
            ServiceLimits limits, Operation operation, LongSupplier nanoTime) {
        OptionalLong allowed =
                Limit.of(Limit.Kind.BYTES, operation)
                        .map(limits::of)
                        .orElseGet(OptionalLong::empty);
        return new BandwidthMeter(
                allowed.isPresent() ? allowed.getAsLong() : Double.POSITIVE_INFINITY, nanoTime);
    }

    /** A meter of a rate that is no limit of the service. */
    public static BandwidthMeter of(long bytesPerSecond, LongSupplier nanoTime) {
        return new BandwidthMeter(bytesPerSecond, nanoTime);
    }

    @Override
    public long allowance() {
        long free = freeNanos();
        return free <= 0 ? 0 : (long) (free * bytesPerSecond / SECOND);
    }

    @Override
    public void sent(long bytes) {
        busyUntil = Math.max(now(), busyUntil) + (long) Math.ceil(bytes * SECOND / bytesPerSecond);
    }

    @Override
    public long nanosUntilNext() {
        return Math.max(0, worthNanos - freeNanos());
    }

    private long freeNanos() {
        return burstNanos - Math.max(0, busyUntil - now());
    }

    private long now() {
        return nanoTime.getAsLong() - origin;
    }
}
