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

import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.session.Ending;
import io.github.flinkkvs.emulator.session.ErrorPlace;
import io.github.flinkkvs.emulator.session.FaultKind;
import io.github.flinkkvs.emulator.session.SessionFaults;
import io.github.flinkkvs.emulator.store.ChunkGoneException;
import io.github.flinkkvs.emulator.store.FragmentCursor;
import io.github.flinkkvs.emulator.store.LogEntry;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;

/**
 * Turns the fragments ahead of a cursor into slices of a body, chunk by chunk, and does to chunks
 * what faults demand; the slices share the stored bytes.
 *
 * <p>Runs on the session's event loop.
 */
final class BodySource implements AutoCloseable {
    private final ChunkOrder order;
    private final SessionFaults faults;
    private final Clock clock;
    private ChunkPass pass;
    private ByteBuffer extra = ByteBuffer.allocate(0);
    private String lastNumber;
    private Ending ending;
    private boolean lastBytes;
    private boolean ended;

    BodySource(FragmentCursor cursor, SessionFaults faults, Clock clock) {
        this.order = new ChunkOrder(cursor, faults);
        this.faults = faults;
        this.clock = clock;
    }

    /** At least one byte and at most so many, or null at the live edge and at the end. */
    ByteBuffer next(int max) {
        while (!ended) {
            if (extra.hasRemaining()) {
                ByteBuffer slice = extra.slice().limit(Math.min(max, extra.remaining()));
                extra.position(extra.position() + slice.limit());
                return slice;
            }
            if (lastBytes) {
                ended = true;
            } else if (pass != null) {
                ByteBuffer bytes = pass.next(max);
                if (bytes != null) {
                    return bytes;
                }
                if (!passIsOver()) {
                    return null;
                }
            } else if (!beginChunk()) {
                return null;
            }
        }
        return null;
    }

    /** Has the body end in a certain way, the first one that is asked for. */
    void end(Ending how) {
        if (ending != null) {
            return;
        }
        ending = how;
        ended = !how.midBlock() && how.error().isEmpty();
        if (how.midBlock() && pass != null) {
            pass.cutInNextBlock();
        }
    }

    /** Whether there is no more to come, whatever the stream gets. */
    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        if (pass != null) {
            pass.close();
        }
    }

    private boolean beginChunk() {
        Optional<LogEntry> next = order.next();
        if (errorAt(ErrorPlace.CHUNK)) {
            Ending.InBandError error = ending.error().orElseThrow();
            next.flatMap(LogEntry::number).ifPresent(number -> lastNumber = number);
            finishWith(ServiceTags.errorChunk(error.code(), error.id(), lastNumber));
            return true;
        }
        next.ifPresent(this::begin);
        return next.isPresent();
    }

    private void begin(LogEntry entry) {
        try {
            pass = new ChunkPass(entry);
        } catch (ChunkGoneException e) {
            // Retention was faster; the service goes on with what it still keeps, too.
            return;
        }
        lastNumber = entry.number().orElse(lastNumber);
        if (ending != null && ending.midBlock()) {
            pass.cutInNextBlock();
        }
    }

    private boolean passIsOver() {
        if (pass.cut()) {
            ended = true;
            return true;
        }
        if (pass.state() == LogEntry.State.OPEN) {
            return false;
        }
        boolean whole = pass.state() == LogEntry.State.WHOLE;
        LogEntry entry = pass.entry();
        pass.close();
        pass = null;
        if (errorAt(ErrorPlace.TAGS)) {
            Ending.InBandError error = ending.error().orElseThrow();
            finishWith(ServiceTags.error(error.code(), error.id(), lastNumber));
        } else if (whole) {
            endWhole(entry);
        }
        return true;
    }

    private void endWhole(LogEntry entry) {
        boolean dropped = faults.strikeChunk(FaultKind.DROP_TRAILER);
        // Made only now, since the trailer says how late this very moment is.
        byte[] tags = dropped ? ServiceTags.NONE : entry.trailerAt(clock.instant());
        byte[] garbage = Garbage.of(faults.strikeGarbage());
        extra = ByteBuffer.allocate(tags.length + garbage.length).put(tags).put(garbage).flip();
        order.ended(entry);
    }

    private boolean errorAt(ErrorPlace place) {
        return ending != null && ending.error().filter(e -> e.place() == place).isPresent();
    }

    private void finishWith(byte[] last) {
        extra = ByteBuffer.wrap(last);
        lastBytes = true;
    }
}
