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

import io.github.flinkkvs.emulator.store.ChunkGoneException;
import io.github.flinkkvs.emulator.store.ChunkReader;
import io.github.flinkkvs.emulator.store.FragmentCursor;
import io.github.flinkkvs.emulator.store.LogEntry;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.nio.ByteBuffer;
import java.time.Clock;

/**
 * Turns the fragments ahead of a cursor into slices of a body; the slices share the stored bytes.
 *
 * <p>Runs on the session's event loop.
 */
final class BodySource implements AutoCloseable {
    private final FragmentCursor cursor;
    private final Clock clock;
    private LogEntry entry;
    private ChunkReader reader;
    private ByteBuffer trailer = ByteBuffer.allocate(0);

    BodySource(FragmentCursor cursor, Clock clock) {
        this.cursor = cursor;
        this.clock = clock;
    }

    /** At least one byte and at most so many, or null at the live edge. */
    ByteBuf next(int max) {
        while (true) {
            if (trailer.hasRemaining()) {
                int length = Math.min(max, trailer.remaining());
                ByteBuffer slice = trailer.slice().limit(length);
                trailer.position(trailer.position() + length);
                return Unpooled.wrappedBuffer(slice);
            }
            if (entry == null && !openNext()) {
                return null;
            }
            // Asked first: a chunk that was whole before it had no more bytes has none to come.
            LogEntry.State state = entry.state();
            ByteBuffer bytes = reader.next(max);
            if (bytes != null) {
                return Unpooled.wrappedBuffer(bytes);
            }
            if (state == LogEntry.State.OPEN) {
                return null;
            }
            endChunk(state);
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    private boolean openNext() {
        do {
            entry = cursor.next().orElse(null);
        } while (entry != null && !opened());
        return entry != null;
    }

    private boolean opened() {
        try {
            reader = entry.reader();
            return true;
        } catch (ChunkGoneException e) {
            // Retention was faster; the service goes on with what it still keeps, too.
            return false;
        }
    }

    private void endChunk(LogEntry.State state) {
        if (state == LogEntry.State.WHOLE) {
            // Made only now, since the trailer says how late this very moment is.
            trailer = ByteBuffer.wrap(entry.trailerAt(clock.instant()));
        }
        reader.close();
        reader = null;
        entry = null;
    }
}
