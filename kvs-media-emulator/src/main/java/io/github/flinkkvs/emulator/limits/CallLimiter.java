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

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts calls a second: of each operation on each stream, and of each operation in the account.
 *
 * <p>A token bucket each: a quiet second earns its whole second's calls at once, and they come back
 * one by one. A call that is refused costs nothing. Every method takes the lock; it is held for no
 * longer than a look into a map, except once a second for the forgetting of idle streams. What is
 * kept is at most one number for each pair that called within the last second.
 */
public final class CallLimiter {
    private static final long SECOND = 1_000_000_000L;

    private final Supplier<ServiceLimits> limits;
    private final LongSupplier nanoTime;
    private final long origin;

    /**
     * When each bucket will be full again, in nanoseconds since the origin; full ones may be
     * absent.
     */
    private final Map<Bucket, Long> fullAt = new HashMap<>();

    private long forgetAt = SECOND;

    private record Bucket(Limit limit, String stream) {}

    /**
     * A limiter that has seen no call.
     *
     * @param limits asked at each call
     * @param nanoTime a clock that never goes back, as {@code System::nanoTime}
     */
    public CallLimiter(Supplier<ServiceLimits> limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /**
     * Counts a call, or says why it must not be served.
     *
     * @param stream the name of the stream that is meant, whichever way the client named it; empty
     *     if the call means none or none that exists, and then no stream's limit counts it
     */
    public synchronized Optional<Refusal> admit(Operation operation, String stream) {
        long now = nanoTime.getAsLong() - origin;
        forgetFull(now);
        ServiceLimits current = limits.get();
        Optional<Charge> ofStream =
                Limit.of(Limit.Kind.STREAM_CALLS, operation)
                        .filter(limit -> !stream.isEmpty())
                        .flatMap(limit -> charge(current, new Bucket(limit, stream), now));
        Optional<Charge> ofAccount =
                Limit.of(Limit.Kind.ACCOUNT_CALLS, operation)
                        .flatMap(limit -> charge(current, new Bucket(limit, ""), now));
        Optional<Refusal> refusal =
                ofStream.filter(charge -> charge.isTooMuch(now))
                        .map(c -> c.refusal(operation, "resource '" + stream + "'"))
                        .or(
                                () ->
                                        ofAccount
                                                .filter(charge -> charge.isTooMuch(now))
                                                .map(c -> c.refusal(operation, "the account")));
        if (refusal.isEmpty()) {
            ofStream.ifPresent(charge -> fullAt.put(charge.bucket, charge.fullAt));
            ofAccount.ifPresent(charge -> fullAt.put(charge.bucket, charge.fullAt));
        }
        return refusal;
    }

    /** Counts a call that means no stream, as ListStreams. */
    public Optional<Refusal> admit(Operation operation) {
        return admit(operation, "");
    }

    /** How many streams and operations are remembered. */
    synchronized int remembered() {
        return fullAt.size();
    }

    /** What one more call would make of a bucket. */
    private record Charge(Bucket bucket, long allowed, long fullAt) {
        boolean isTooMuch(long now) {
            return fullAt - now > SECOND;
        }

        Refusal refusal(Operation operation, String resource) {
            return Refusal.ofCalls(bucket.limit, allowed, operation, resource);
        }
    }

    private Optional<Charge> charge(ServiceLimits current, Bucket bucket, long now) {
        OptionalLong allowed = current.of(bucket.limit);
        if (allowed.isEmpty()) {
            return Optional.empty();
        }
        long from = Math.max(now, fullAt.getOrDefault(bucket, now));
        long each = SECOND / allowed.getAsLong();
        return Optional.of(new Charge(bucket, allowed.getAsLong(), from + each));
    }

    private void forgetFull(long now) {
        if (now >= forgetAt) {
            fullAt.values().removeIf(full -> full <= now);
            forgetAt = now + SECOND;
        }
    }
}
