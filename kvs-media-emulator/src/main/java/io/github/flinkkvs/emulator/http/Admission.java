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

package io.github.flinkkvs.emulator.http;

import io.github.flinkkvs.emulator.limits.BandwidthMeter;
import io.github.flinkkvs.emulator.limits.CallLimiter;
import io.github.flinkkvs.emulator.limits.ConnectionLimiter;
import io.github.flinkkvs.emulator.limits.LimitedConnection;
import io.github.flinkkvs.emulator.limits.Operation;
import io.github.flinkkvs.emulator.limits.Refusal;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.session.FaultBook;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Refuses what faults strike or what is over the service's limits. Thread-safe. */
final class Admission {
    private final Supplier<ServiceLimits> limits;
    private final FaultBook faults;
    private final CallLimiter calls;
    private final ConnectionLimiter connections;
    private final LongAdder refused;

    /**
     * Nothing counted yet.
     *
     * @param limits asked each time, since they may change while clients are connected
     * @param refused counts what is over a limit
     */
    Admission(Supplier<ServiceLimits> limits, FaultBook faults, LongAdder refused) {
        this.limits = limits;
        this.faults = faults;
        this.calls = new CallLimiter(limits, System::nanoTime);
        this.connections = new ConnectionLimiter(limits);
        this.refused = refused;
    }

    /**
     * Counts a call, unless a fault strikes it.
     *
     * @param stream the stream's name; empty if the call names none that exists
     */
    void call(Operation operation, String stream) {
        faults.nextFailure(operation, stream)
                .ifPresent(
                        failure -> {
                            throw new ServiceException(failure);
                        });
        calls.admit(operation, stream).ifPresent(this::refuse);
    }

    /** Checks that the account may have one stream more. */
    void newStream(int existing) {
        limits.get().admitStream(existing).ifPresent(this::refuse);
    }

    /** Counts a connection until the returned action is run. */
    Runnable connection(Operation operation, String stream, LimitedConnection connection) {
        connections.open(operation, stream, connection).ifPresent(this::refuse);
        return () -> connections.close(operation, stream, connection);
    }

    /** The pace of a new session. */
    BandwidthMeter pace(Operation operation) {
        return BandwidthMeter.of(limits.get(), operation, System::nanoTime);
    }

    private void refuse(Refusal refusal) {
        refused.increment();
        throw new ServiceException(refusal.status(), refusal.exception(), refusal.message());
    }
}
