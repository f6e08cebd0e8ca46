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

import io.github.flinkkvs.emulator.session.FaultKind;
import io.github.flinkkvs.emulator.session.SessionFaults;
import io.github.flinkkvs.emulator.store.FragmentCursor;
import io.github.flinkkvs.emulator.store.LogEntry;

import java.util.Optional;

/**
 * The order in which a session sends the chunks of its stream: the stream's own, unless faults
 * repeat or swap some. Runs on the session's event loop.
 */
final class ChunkOrder {
    private final FragmentCursor cursor;
    private final SessionFaults faults;

    /** Taken from the cursor but not yet given out. */
    private LogEntry held;

    /** Whether the held one, or the one last given out, has had its fault and is safe from more. */
    private boolean heldIsSettled;

    private boolean lastIsSettled;

    ChunkOrder(FragmentCursor cursor, SessionFaults faults) {
        this.cursor = cursor;
        this.faults = faults;
    }

    /** The next one to send, or nothing at the live edge. */
    Optional<LogEntry> next() {
        LogEntry first = held == null ? cursor.next().orElse(null) : held;
        boolean settled = held != null && heldIsSettled;
        if (first == null) {
            return Optional.empty();
        }
        held = null;
        lastIsSettled = settled;
        if (settled || !faults.threatensChunk(FaultKind.REORDER_CHUNKS)) {
            return Optional.of(first);
        }
        return swapped(first);
    }

    /** A chunk has been sent; perhaps it comes once more. */
    void ended(LogEntry entry) {
        if (!lastIsSettled && held == null && faults.strikeChunk(FaultKind.DUPLICATE_CHUNK)) {
            hold(entry, true);
        }
    }

    /** The second one of two, which has to be there first. */
    private Optional<LogEntry> swapped(LogEntry first) {
        Optional<LogEntry> second = cursor.next();
        if (second.isEmpty()) {
            hold(first, false);
            return second;
        }
        if (!faults.strikeChunk(FaultKind.REORDER_CHUNKS)) {
            hold(second.get(), false);
            return Optional.of(first);
        }
        hold(first, true);
        return second;
    }

    private void hold(LogEntry entry, boolean settled) {
        held = entry;
        heldIsSettled = settled;
    }
}
