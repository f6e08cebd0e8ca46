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

import io.github.flinkkvs.emulator.mkv.BlockWalk;
import io.github.flinkkvs.emulator.store.ChunkReader;
import io.github.flinkkvs.emulator.store.LogEntry;

import java.nio.ByteBuffer;

/** One pass over a chunk up to its trailer. Runs on the session's event loop. */
final class ChunkPass implements AutoCloseable {
    private final LogEntry entry;
    private final ChunkReader reader;
    private LogEntry.State state = LogEntry.State.OPEN;
    private long passed;
    private BlockWalk walk;
    private boolean cut;

    ChunkPass(LogEntry entry) {
        this.entry = entry;
        this.reader = entry.reader();
    }

    /** From here on no further than to the middle of a block. */
    void cutInNextBlock() {
        walk = new BlockWalk();
        try (ChunkReader again = entry.reader()) {
            long behind = passed;
            while (behind > 0) {
                ByteBuffer known = again.next((int) Math.min(behind, 1 << 16));
                behind -= known.remaining();
                followed(known);
            }
        }
    }

    /** At least one byte and at most so many, or null if there are none now; see the others. */
    ByteBuffer next(int max) {
        if (cut) {
            return null;
        }
        // Asked first: a chunk that was whole before it had no more bytes has none to come.
        LogEntry.State before = entry.state();
        ByteBuffer bytes = reader.next(max);
        if (bytes == null) {
            state = before;
            return null;
        }
        if (walk != null) {
            int middle = walk.next(bytes);
            if (middle >= 0) {
                cut = true;
                bytes.limit(bytes.position() + middle);
            }
        }
        passed += bytes.remaining();
        return bytes;
    }

    /** Whether the pass stopped in the middle of a block. */
    boolean cut() {
        return cut;
    }

    /** What the chunk is, once there are no more bytes: open if some may still come. */
    LogEntry.State state() {
        return state;
    }

    LogEntry entry() {
        return entry;
    }

    @Override
    public void close() {
        reader.close();
    }

    /** A middle that lies behind does not count. */
    private void followed(ByteBuffer known) {
        for (int middle = walk.next(known); middle >= 0; middle = walk.next(known)) {
            known.position(known.position() + middle);
        }
    }
}
