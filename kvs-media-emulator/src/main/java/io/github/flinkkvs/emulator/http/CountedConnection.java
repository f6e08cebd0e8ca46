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

import io.github.flinkkvs.emulator.limits.LimitedConnection;
import io.github.flinkkvs.emulator.limits.Operation;

/** A reader's connection, which counts against its stream's limit until it is closed. */
final class CountedConnection implements LimitedConnection, AutoCloseable {
    private final Runnable release;

    /** Counts at once, or refuses. */
    CountedConnection(Admission admission, Operation operation, String stream) {
        release = admission.connection(operation, stream, this);
    }

    /** Does nothing: of readers the newest is refused, never the oldest displaced. */
    @Override
    public void displaced() {}

    @Override
    public void close() {
        release.run();
    }
}
