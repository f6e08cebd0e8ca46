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

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * The faults that one stream's sessions are to meet. Set by any thread, read by the server's.
 *
 * <p>Suppliers are asked once for each new session, on a thread of the server.
 */
public final class SessionFaults {
    private final Queue<PlannedFailure> failures = new ConcurrentLinkedQueue<>();
    private final Duration usualLifetime;
    private LongSupplier cutAfter = SessionFaults::never;
    private SessionEnd cut = SessionEnd.CLEAN;
    private LongSupplier stallAfter = SessionFaults::never;
    private Duration lifetime;

    public SessionFaults(Duration usualLifetime) {
        this.usualLifetime = usualLifetime;
        this.lifetime = usualLifetime;
    }

    public synchronized void cutEachAfterBytes(LongSupplier bytes, SessionEnd how) {
        cutAfter = bytes;
        cut = how;
    }

    public synchronized void stallEachAfterBytes(LongSupplier bytes) {
        stallAfter = bytes;
    }

    public synchronized void endEachAfter(Duration newLifetime) {
        lifetime = newLifetime;
    }

    public void failNext(PlannedFailure failure) {
        failures.add(failure);
    }

    /** Back to a service without faults. */
    public synchronized void clear() {
        failures.clear();
        cutAfter = SessionFaults::never;
        stallAfter = SessionFaults::never;
        lifetime = usualLifetime;
    }

    public Optional<PlannedFailure> nextFailure() {
        return Optional.ofNullable(failures.poll());
    }

    public synchronized SessionPlan nextPlan() {
        return new SessionPlan(cutAfter.getAsLong(), cut, stallAfter.getAsLong(), lifetime);
    }

    private static long never() {
        return SessionPlan.NEVER;
    }
}
