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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Counts the connections that are open at a time, for each operation and stream. Safe for any
 * thread.
 *
 * <p>A reader that is one too many is refused. A producer is not: <a
 * href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/limits.html">of concurrent
 * PutMedia connections beyond the quota the last is accepted</a>, so the oldest has to go.
 */
public final class ConnectionLimiter {
    private final Supplier<ServiceLimits> limits;

    /** Oldest first. A place without connections has no entry. */
    private final Map<Place, Deque<LimitedConnection>> open = new HashMap<>();

    private record Place(Operation operation, String stream) {}

    /**
     * A limiter without connections.
     *
     * @param limits asked whenever a connection opens; a lower value does not end those that are
     *     open
     */
    public ConnectionLimiter(Supplier<ServiceLimits> limits) {
        this.limits = limits;
    }

    /**
     * Counts a connection until {@link #close}, or says why it must not be served. A refused one
     * needs no close. Connections count also while their limit is off.
     */
    public Optional<Refusal> open(
            Operation operation, String stream, LimitedConnection connection) {
        Deque<LimitedConnection> displaced = new ArrayDeque<>();
        Optional<Refusal> refusal = open(new Place(operation, stream), connection, displaced);
        displaced.forEach(LimitedConnection::displaced);
        return refusal;
    }

    /** Counts a connection no longer; does nothing if it does not count. */
    public synchronized void close(
            Operation operation, String stream, LimitedConnection connection) {
        Place place = new Place(operation, stream);
        Deque<LimitedConnection> there = open.get(place);
        if (there != null) {
            there.removeIf(other -> other == connection);
            if (there.isEmpty()) {
                open.remove(place);
            }
        }
    }

    /** How many are open. */
    public synchronized int count(Operation operation, String stream) {
        Deque<LimitedConnection> there = open.get(new Place(operation, stream));
        return there == null ? 0 : there.size();
    }

    private synchronized Optional<Refusal> open(
            Place place, LimitedConnection connection, Deque<LimitedConnection> displaced) {
        Deque<LimitedConnection> there = open.getOrDefault(place, new ArrayDeque<>());
        Optional<Limit> limit = Limit.of(Limit.Kind.CONNECTIONS, place.operation);
        OptionalLong allowed = limit.map(l -> limits.get().of(l)).orElseGet(OptionalLong::empty);
        if (allowed.isPresent() && place.operation == Operation.PUT_MEDIA) {
            while (there.size() >= allowed.getAsLong()) {
                displaced.add(there.removeFirst());
            }
        } else if (allowed.isPresent() && there.size() >= allowed.getAsLong()) {
            return Optional.of(
                    Refusal.ofConnections(
                            limit.get(), allowed.getAsLong(), place.operation, place.stream));
        }
        there.addLast(connection);
        open.put(place, there);
        return Optional.empty();
    }
}
