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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.mkv.OpenChunk;

import org.apache.flink.metrics.Counter;

import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The chunks of one session, read by whichever thread has the bytes in its hands. The network
 * thread reads what it brings as far as it {@link #readAhead may}, from the buffer that the socket
 * filled; what it may not read is kept, and the fetcher thread reads on from there. Thread-safe;
 * neither thread waits for longer than the other copies what one read of a socket brings.
 *
 * <p>Bytes keep their order: while some are kept, none that come later are read before them.
 *
 * <p>Chunks that are read ahead wait to be taken; few do, unless the job has no time: then they are
 * what the next batch is made of.
 */
final class SessionChunks {

    private final ChunkAssembler assembler;
    private final LongSupplier nanoTime;

    @GuardedBy("this")
    private final Counter received;

    @GuardedBy("this")
    private final Queue<ByteBuffer> unread = new ArrayDeque<>();

    @GuardedBy("this")
    private final ChunksAhead ahead;

    @GuardedBy("this")
    private ReadAhead allowed = ReadAhead.NOTHING;

    /** What ended the reading; thrown behind what was read before. */
    @GuardedBy("this")
    @Nullable
    private Throwable failure;

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private boolean refusedToBegin;

    @GuardedBy("this")
    private long lastReadAt;

    /** What was read and begun since the fetcher thread last accounted for it. */
    @GuardedBy("this")
    private long bytesRead;

    @GuardedBy("this")
    private int chunksBegun;

    /** Buffers that were used up, and that the session may bring as many more for. */
    @GuardedBy("this")
    private int usedUp;

    /**
     * @param nanoTime the fetcher's clock
     * @param received counts what is read, by whichever thread
     */
    SessionChunks(
            ChunkAssembler assembler, ByteBudget budget, LongSupplier nanoTime, Counter received) {
        this.assembler = assembler;
        this.received = received;
        this.ahead = new ChunksAhead(budget);
        this.nanoTime = nanoTime;
        this.lastReadAt = nanoTime.getAsLong();
    }

    /**
     * Reads what may be read of bytes that the caller keeps. Network thread.
     *
     * @return whether the fetcher thread is to be told
     */
    synchronized boolean readInPlace(ByteBuffer bytes) {
        return !closed && unread.isEmpty() && readOn(bytes);
    }

    /**
     * Reads what may be read of bytes, and keeps the rest. Network thread.
     *
     * @return whether the fetcher thread is to be told
     */
    synchronized boolean arrived(List<ByteBuffer> buffers) {
        if (closed) {
            return false;
        }
        boolean news = false;
        for (ByteBuffer bytes : buffers) {
            news |= unread.isEmpty() && readOn(bytes);
            if (bytes.hasRemaining()) {
                unread.add(bytes);
            } else {
                usedUp++;
            }
        }
        return news || !unread.isEmpty();
    }

    @GuardedBy("this")
    private boolean readOn(ByteBuffer bytes) {
        boolean news = false;
        while (bytes.hasRemaining() && failure == null && mayReadAhead()) {
            try {
                ChunkEvent event = feed(bytes);
                if (event != null) {
                    ahead.add(event);
                    news = true;
                }
            } catch (MkvException | RuntimeException | Error e) { // The fetcher thread's to tell.
                failure = e;
                news = true;
            }
        }
        return news;
    }

    @GuardedBy("this")
    private boolean mayReadAhead() {
        return switch (allowed) {
            case NOTHING -> false;
            case REST_OF_CHUNK -> assembler.insideChunk();
            case MORE_CHUNKS -> assembler.insideChunk() || ahead.hasRoom();
        };
    }

    /**
     * Reads on to the next event. Fetcher thread.
     *
     * @param mayBegin whether another chunk may be begun; one that has begun is always read on
     * @return nothing if all that may be read now has been read
     */
    @Nullable
    synchronized ChunkEvent next(boolean mayBegin) throws MkvException {
        refusedToBegin = false;
        if (!ahead.isEmpty()) {
            refusedToBegin = allowed == ReadAhead.MORE_CHUNKS && !ahead.mayBeTaken();
            return refusedToBegin ? null : ahead.take();
        }
        throwFailure();
        while (mayBegin || assembler.insideChunk()) {
            ByteBuffer bytes = unread.peek();
            if (bytes == null) {
                return null;
            }
            ChunkEvent event = feed(bytes);
            if (!bytes.hasRemaining()) {
                unread.remove();
                usedUp++;
            }
            if (event != null) {
                return event;
            }
        }
        refusedToBegin = true;
        return null;
    }

    @GuardedBy("this")
    private void throwFailure() throws MkvException {
        if (failure instanceof MkvException unreadable) {
            throw unreadable;
        } else if (failure instanceof RuntimeException fault) {
            throw fault;
        } else if (failure instanceof Error fault) {
            throw fault;
        }
    }

    @GuardedBy("this")
    @Nullable
    private ChunkEvent feed(ByteBuffer bytes) throws MkvException {
        if (!assembler.insideChunk()) {
            chunksBegun++;
        }
        int before = bytes.remaining();
        try {
            return assembler.feed(bytes);
        } finally {
            int read = before - bytes.remaining();
            bytesRead += read;
            received.inc(read);
            lastReadAt = nanoTime.getAsLong();
        }
    }

    /**
     * Returns how many more buffers the session is to bring, for those that were used up. Either
     * thread.
     *
     * @param atLeast fewer are left for the next time
     */
    synchronized int takeUsedUp(int atLeast) {
        int taken = usedUp < atLeast ? 0 : usedUp;
        usedUp -= taken;
        return taken;
    }

    /** Lets the network thread read ahead, from what comes next on. Fetcher thread. */
    synchronized void readAhead(ReadAhead howFar) {
        allowed = howFar;
    }

    /**
     * Nothing is read until the next {@link #readAhead}, and what was read ahead leaves the budget
     * to other streams: these may be what this one waits for. Fetcher thread.
     */
    synchronized void pause() {
        allowed = ReadAhead.NOTHING;
        ahead.leaveBudget();
    }

    /** Has the rate account for what was read since the last time. Fetcher thread. */
    synchronized void account(ReadRate rate) {
        rate.bytesRead(bytesRead);
        rate.fragmentsBegun(chunksBegun);
        bytesRead = 0;
        chunksBegun = 0;
    }

    /** Forgets all, now and in future. Fetcher thread. */
    synchronized void close() {
        closed = true;
        ahead.clear();
        unread.clear();
    }

    /** Returns whether the last read stopped because no chunk might be begun. */
    synchronized boolean isRefusedToBegin() {
        return refusedToBegin;
    }

    /** Returns whether something has come that the fetcher thread has not seen yet. */
    synchronized boolean hasUnseen() {
        return !unread.isEmpty() || !ahead.isEmpty() || failure != null;
    }

    /** Returns whether chunks wait to be taken. */
    synchronized boolean hasAhead() {
        return !ahead.isEmpty();
    }

    /** Returns when something was read last. */
    synchronized long lastReadAt() {
        return lastReadAt;
    }

    /** Returns how many bytes there are behind the last chunk that was taken. */
    synchronized long openBytes() {
        return ahead.bytes() + assembler.openBytes();
    }

    /**
     * Looks into the chunk behind the last one that was taken, if it is not complete.
     *
     * @return what {@code look} finds, or else {@code none}
     */
    synchronized <T> T open(Function<ChunkAssembler, T> look, T none) {
        return ahead.isEmpty() ? look.apply(assembler) : none;
    }

    /** Returns what there is of the chunk that is being read; copies its bytes. */
    synchronized OpenChunk copyOpenChunk() {
        return assembler.copyOpenChunk();
    }
}
