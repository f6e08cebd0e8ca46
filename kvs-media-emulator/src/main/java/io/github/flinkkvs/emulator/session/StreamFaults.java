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

import io.github.flinkkvs.emulator.limits.Operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The faults that one stream's calls and sessions are to meet, running sessions included. Set by
 * any thread, read by the server's.
 */
public final class StreamFaults {
    private static final int MOST = 100;

    private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoTime;
    private final AtomicLong clears = new AtomicLong();
    private volatile Supplier<Optional<Fault>> cut = Optional::empty;
    private volatile Supplier<Optional<Fault>> stall = Optional::empty;

    public StreamFaults() {
        this(System::nanoTime);
    }

    StreamFaults(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Puts a fault to the stream.
     *
     * @throws IllegalStateException if there are {@value #MOST} already
     */
    public void add(Fault fault) {
        synchronized (active) {
            if (active.size() >= MOST) {
                throw new IllegalStateException(
                        "There are " + MOST + " faults already: clear them first");
            }
            active.add(new ActiveFault(fault));
        }
        changed();
    }

    /** Replaces the cut of new sessions; the supplier is asked once for each of them. */
    public void cutEach(Supplier<Optional<Fault>> newCut) {
        cut = newCut;
    }

    /** Replaces the stall of new sessions; the supplier is asked once for each of them. */
    public void stallEach(Supplier<Optional<Fault>> newStall) {
        stall = newStall;
    }

    /** Back to a service without faults; running sessions go on at once. */
    public void clear() {
        cut = Optional::empty;
        stall = Optional::empty;
        active.clear();
        clears.incrementAndGet();
        changed();
    }

    /** Those that can still strike or still hold a session up, in the order they were put. */
    public List<FaultStatus> statuses() {
        return active.stream().map(a -> new FaultStatus(a.fault(), a.struck())).toList();
    }

    /** The error with which a call of an operation is to be answered; takes it if there is one. */
    public Optional<PlannedFailure> nextFailure(Operation operation) {
        return active.stream()
                .filter(a -> a.fault().kind() == FaultKind.HTTP_ERROR)
                .filter(a -> a.fault().get(FaultParameter.OPERATION, operation) == operation)
                .filter(this::strike)
                .findFirst()
                .map(a -> PlannedFailure.of(a.fault()));
    }

    /** What a session that opens now is to meet; fails as the suppliers fail. */
    public SessionFaults open() {
        long clearsBefore = clears();
        List<ActiveFault> own = new ArrayList<>();
        cut.get().ifPresent(fault -> own.add(new ActiveFault(fault)));
        stall.get().ifPresent(fault -> own.add(new ActiveFault(fault)));
        return new SessionFaults(this, own, clearsBefore, nanoTime);
    }

    /** How often all was taken back; what a session got before is no more. */
    long clears() {
        return clears.get();
    }

    List<ActiveFault> active() {
        return active;
    }

    /** Takes a strike of a fault, and the fault away if that was the last one. */
    boolean strike(ActiveFault fault) {
        boolean strikes = fault.strike();
        if (fault.isOver()) {
            active.remove(fault);
        }
        return strikes;
    }

    /** A session that a fault struck has ended; if that was the last one, the fault goes. */
    void release(ActiveFault fault) {
        fault.release();
        if (fault.isOver()) {
            active.remove(fault);
        }
    }

    void addListener(Runnable listener) {
        listeners.add(listener);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
