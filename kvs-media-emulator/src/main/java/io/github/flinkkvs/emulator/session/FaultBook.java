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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The faults of all streams by stream name. Thread-safe. */
public final class FaultBook {
    private final Map<String, SessionFaults> faults = new ConcurrentHashMap<>();
    private final Duration usualLifetime;

    public FaultBook(Duration usualLifetime) {
        this.usualLifetime = usualLifetime;
    }

    /** Forgets what was planned for a stream, which is gone. */
    public void drop(String stream) {
        faults.remove(stream);
    }

    public SessionFaults of(String stream) {
        return faults.computeIfAbsent(stream, name -> new SessionFaults(usualLifetime));
    }
}
