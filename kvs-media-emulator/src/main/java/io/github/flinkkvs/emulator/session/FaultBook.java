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

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The faults of the account and of each of its streams, by name. Thread-safe. */
public final class FaultBook {
    private final Map<String, StreamFaults> faults = new ConcurrentHashMap<>();
    private final StreamFaults account = new StreamFaults();

    /** Forgets what was planned for a stream, which is gone. */
    public void drop(String stream) {
        faults.remove(stream);
    }

    public StreamFaults of(String stream) {
        return faults.computeIfAbsent(stream, name -> new StreamFaults());
    }

    /** Those that strike the calls of every stream, and those that name no stream. */
    public StreamFaults account() {
        return account;
    }

    /**
     * The error with which a call is to be answered; takes it if there is one.
     *
     * @param stream the name of an existing one; empty if the call names none
     */
    public Optional<PlannedFailure> nextFailure(Operation operation, String stream) {
        return Optional.ofNullable(faults.get(stream))
                .flatMap(ofStream -> ofStream.nextFailure(operation))
                .or(() -> account.nextFailure(operation));
    }
}
