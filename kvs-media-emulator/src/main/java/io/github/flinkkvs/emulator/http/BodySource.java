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

import io.github.flinkkvs.emulator.store.FragmentCursor;
import io.github.flinkkvs.emulator.store.LogEntry;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.time.Clock;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

/**
 * Turns the fragments ahead of a cursor into slices of a body; the slices share the stored bytes.
 *
 * <p>Runs on the session's event loop.
 */
final class BodySource {
    private final FragmentCursor cursor;
    private final Clock clock;
    private Iterator<byte[]> parts = Collections.emptyIterator();
    private LogEntry awaitingTrailer;
    private byte[] part = new byte[0];
    private int offset;

    BodySource(FragmentCursor cursor, Clock clock) {
        this.cursor = cursor;
        this.clock = clock;
    }

    /** At least one byte and at most so many, or null at the live edge. */
    ByteBuf next(int max) {
        while (offset == part.length) {
            if (!nextPart()) {
                return null;
            }
        }
        int length = Math.min(max, part.length - offset);
        ByteBuf slice = Unpooled.wrappedBuffer(part, offset, length);
        offset += length;
        return slice;
    }

    private boolean nextPart() {
        if (parts.hasNext()) {
            part = parts.next();
        } else if (awaitingTrailer != null) {
            // Asked for only now, since the trailer says how late this very moment is.
            part = awaitingTrailer.trailerAt(clock.instant());
            awaitingTrailer = null;
        } else {
            Optional<LogEntry> entry = cursor.next();
            if (entry.isEmpty()) {
                return false;
            }
            awaitingTrailer = entry.get();
            parts = awaitingTrailer.parts().iterator();
            part = new byte[0];
        }
        offset = 0;
        return true;
    }
}
