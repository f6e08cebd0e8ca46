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

package io.github.flinkkvs.emulator.session;

import io.github.flinkkvs.emulator.limits.BandwidthMeter;
import io.github.flinkkvs.emulator.limits.Throttle;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One session and one fault: whether it is due, has struck, and for how long. */
final class Meeting {
    private final ActiveFault active;
    private final After after;
    private final long lengthNanos;
    private boolean due;
    private boolean struck;
    private long struckAt;

    /** Null unless this one slows the session down. */
    private Throttle throttle;

    Meeting(ActiveFault active) {
        this.active = active;
        this.after = active.fault().get(FaultParameter.AFTER, After.START);
        this.lengthNanos =
                active.fault()
                        .find(FaultParameter.FOR)
                        .map(DurationText::nanos)
                        .orElse(Long.MAX_VALUE);
    }

    ActiveFault active() {
        return active;
    }

    FaultKind kind() {
        return active.fault().kind();
    }

    boolean due() {
        return due;
    }

    /** Whether it has struck the session as a whole. */
    boolean struck() {
        return struck;
    }

    /** Notes whether it is time; returns whether the session is to be struck as a whole now. */
    boolean comesDue(long sent, long ageNanos) {
        due = due || after.reached(sent, ageNanos);
        return due && !struck && !kind().isOfChunks() && !active.exhausted();
    }

    void strike(long ageNanos, LongSupplier nanoTime) {
        struck = true;
        struckAt = ageNanos;
        Fault fault = active.fault();
        throttle =
                switch (kind()) {
                    case SLOW ->
                            new Throttle(
                                    BandwidthMeter.of(
                                            fault.find(FaultParameter.RATE).orElseThrow(),
                                            nanoTime));
                    case TRICKLE ->
                            new Throttle(
                                    new StepPacer(
                                            fault.get(FaultParameter.BYTES, 1L),
                                            fault.get(FaultParameter.EVERY, Duration.ofMillis(100)),
                                            nanoTime));
                    default -> null;
                };
    }

    Optional<Ending> ending() {
        return Ending.of(active.fault());
    }

    /** How many bytes may go out before this has to be looked at again. */
    long allowance(long sent, long ageNanos) {
        if (!due) {
            boolean bytes = after.age() == null && !active.exhausted();
            return bytes ? after.bytes() - sent : Long.MAX_VALUE;
        }
        if (!lasts(ageNanos)) {
            return Long.MAX_VALUE;
        }
        return throttle == null ? 0 : throttle.allowance();
    }

    void sent(long bytes, long ageNanos) {
        if (throttle != null && lasts(ageNanos)) {
            throttle.sent(bytes);
        }
    }

    /** When time alone changes something; {@link Long#MAX_VALUE} if it does not. */
    long nanosUntilNext(long ageNanos) {
        if (!due) {
            boolean age = after.age() != null && !active.exhausted();
            return age ? DurationText.nanos(after.age()) - ageNanos : Long.MAX_VALUE;
        }
        if (!lasts(ageNanos)) {
            return Long.MAX_VALUE;
        }
        long end =
                lengthNanos == Long.MAX_VALUE ? lengthNanos : lengthNanos - (ageNanos - struckAt);
        return throttle == null ? end : Math.min(end, throttle.nanosUntilNext());
    }

    private boolean lasts(long ageNanos) {
        return struck && kind().lasts() && ageNanos - struckAt < lengthNanos;
    }
}
