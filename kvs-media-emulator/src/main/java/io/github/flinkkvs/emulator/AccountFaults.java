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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.session.FaultKind;
import io.github.flinkkvs.emulator.session.FaultStatus;
import io.github.flinkkvs.emulator.session.StreamFaults;

import java.util.List;

/**
 * The errors that calls meet whichever stream they name, or none, as ListStreams and CreateStream.
 * Those of a stream come first. Thread-safe.
 */
public final class AccountFaults {
    private final StreamFaults faults;

    AccountFaults(StreamFaults faults) {
        this.faults = faults;
    }

    /**
     * Answers calls with an error.
     *
     * @param httpError of the kind {@link FaultKind#HTTP_ERROR}
     * @throws IllegalArgumentException if it is of another kind: those are for a stream
     * @throws IllegalStateException if too many lie in wait already
     */
    public void inject(Fault httpError) {
        if (httpError.kind() != FaultKind.HTTP_ERROR) {
            throw new IllegalArgumentException(
                    "'" + httpError.kind().text() + "' is for a stream: inject it into one");
        }
        faults.add(httpError);
    }

    /** Those that lie in wait, in the order in which they were put. */
    public List<FaultStatus> statuses() {
        return faults.statuses();
    }

    /** Takes them back; those of streams stay. */
    public void clear() {
        faults.clear();
    }
}
