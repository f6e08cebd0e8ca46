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

import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.MediaSession;
import io.github.flinkkvs.media.client.ServiceCall;
import io.github.flinkkvs.media.client.SessionEnd;
import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.ErrorChunk;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.mkv.OpenChunk;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.config.SourceConfig.SessionConfig;

import org.apache.flink.metrics.Counter;

import javax.annotation.Nullable;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * One session while it is read: from its mailbox through the assembler to chunks. Fetcher thread.
 */
final class SessionReader {

    /** Buffers (of 64 KB at most) that may lie in the mailbox: what is read ahead of the parser. */
    private static final int PREFETCH = 8;

    private static final int REQUEST_BATCH = PREFETCH / 2;

    private final SessionStart start;
    private final SessionMailbox mailbox;
    private final MediaSession session;
    private final ChunkAssembler assembler;
    private final Counter received;
    private final ReadRate rate;
    private final long requestedAt;
    private long openedAt = Long.MAX_VALUE;
    private Instant serviceTime = Instant.EPOCH;
    private long lastActivity;
    private int consumed;
    private int newFragments;
    private boolean refusedToBegin;
    private Optional<String> lastComplete = Optional.empty();
    @Nullable private ByteBuffer current;

    /**
     * Starts reading.
     *
     * @param start what was asked for
     * @param received counts the bytes of the body
     * @param now the present of the fetcher's clock
     */
    SessionReader(
            SessionStart start,
            SessionMailbox mailbox,
            MediaSession session,
            ChunkAssembler assembler,
            Counter received,
            ReadRate rate,
            long now) {
        this.start = start;
        this.mailbox = mailbox;
        this.session = session;
        this.assembler = assembler;
        this.received = received;
        this.rate = rate;
        this.requestedAt = now;
        this.lastActivity = now;
        session.request(PREFETCH);
    }

    /**
     * Looks whether the service has accepted the request. Silence counts from here on, not from the
     * call: an answer may take its time.
     *
     * @param clock what stands for the service's clock if the service does not tell its own
     * @return whether it has, and this is the first look that finds it so
     */
    boolean noticeOpening(Clock clock, long now) {
        if (isOpened() || !mailbox.isOpened()) {
            return false;
        }
        openedAt = now;
        lastActivity = now;
        serviceTime = mailbox.serviceTime().orElseGet(clock::instant);
        return true;
    }

    /**
     * Reads on to the next event.
     *
     * @param mayBegin whether another chunk may be begun; one that has begun is always read on
     * @return nothing if all that may be read now has been read
     */
    @Nullable
    ChunkEvent next(boolean mayBegin, long now) throws MkvException {
        refusedToBegin = false;
        while (mayBegin || assembler.insideChunk()) {
            if (current == null) {
                current = mailbox.poll();
                if (current == null) {
                    return null;
                }
                lastActivity = now;
                received.inc(current.remaining());
            }
            ChunkEvent event = feed(current);
            if (!current.hasRemaining()) {
                current = null;
                askForMore();
            }
            if (event instanceof MediaChunk chunk) {
                lastComplete = Optional.of(chunk.fragmentNumber());
            }
            if (event != null) {
                return event;
            }
        }
        refusedToBegin = true;
        return null;
    }

    private ChunkEvent feed(ByteBuffer bytes) throws MkvException {
        if (!assembler.insideChunk()) {
            rate.fragmentBegun();
        }
        int before = bytes.remaining();
        try {
            return assembler.feed(bytes);
        } finally {
            rate.bytesRead(before - bytes.remaining());
        }
    }

    /** Returns whether the last read stopped because no chunk might be begun. */
    boolean isRefusedToBegin() {
        return refusedToBegin;
    }

    /** Returns whether something has come that was not read yet. */
    boolean hasUnreadBytes() {
        return current != null || mailbox.hasBytes();
    }

    private void askForMore() {
        if (++consumed == REQUEST_BATCH) {
            consumed = 0;
            session.request(REQUEST_BATCH);
        }
    }

    /** Returns whether the service has accepted the request. */
    boolean isOpened() {
        return openedAt != Long.MAX_VALUE;
    }

    /** Returns the service's clock when the session opened. */
    Instant serviceTime() {
        return serviceTime;
    }

    /** Returns how the session ended, once all that it delivered has been read. */
    Optional<SessionEnd> end() {
        return current == null ? mailbox.endAfterBytes() : Optional.empty();
    }

    /** Returns the server timestamp of the chunk that is being read, once its front tags are. */
    Optional<Instant> openServerTimestamp() {
        return assembler.openServerTimestamp();
    }

    /** Returns the producer timestamp of the chunk that is being read, once its front tags are. */
    Optional<Instant> openProducerTimestamp() {
        return assembler.openProducerTimestamp();
    }

    /** Returns the number of the fragment that is being read, once its front tags are. */
    Optional<String> openFragmentNumber() {
        return assembler.openFragmentNumber();
    }

    /** Returns what there is of an incomplete chunk; copies its bytes. */
    OpenChunk copyOpenChunk() {
        return assembler.copyOpenChunk();
    }

    /** Returns how many bytes of an incomplete chunk have been read. */
    long openBytes() {
        return assembler.openBytes();
    }

    boolean insideChunk() {
        return assembler.insideChunk();
    }

    /** Returns the number of the last complete fragment that came, new or not. */
    Optional<String> lastComplete() {
        return lastComplete;
    }

    /** Notes a complete fragment that was not read before. */
    void deliveredNewFragment() {
        newFragments++;
    }

    /** Returns how many complete fragments the session has delivered that were not read before. */
    int newFragments() {
        return newFragments;
    }

    /** Returns what the session was asked for. */
    SessionStart start() {
        return start;
    }

    /** Returns what was asked, for messages. */
    ServiceCall call(StreamId stream) {
        return ServiceCall.getMedia("GetMedia of " + stream + " from " + start);
    }

    /** Makes the error of a request that was not accepted in time. */
    KvsServiceException timedOut(StreamId stream, SessionConfig config) {
        return KvsServiceException.timedOut(call(stream), config.connectTimeout());
    }

    /** Makes the error of a first fragment that lies behind the one that was to be the first. */
    KvsServiceException startIsGone(StreamId stream, String wanted, String found) {
        return KvsServiceException.startIsGone(call(stream), wanted, found, requestId());
    }

    /** Makes the error of a fragment before which media may have expired. */
    KvsServiceException possibleGap(StreamId stream, ResumeCheck.Gap gap, String next) {
        return KvsServiceException.possibleGap(
                call(stream), gap.from(), gap.to(), gap.why(), next, requestId());
    }

    /** Makes the error of what the service sent in place of a chunk. */
    KvsServiceException inBand(StreamId stream, ErrorChunk error) {
        return KvsServiceException.inBand(
                call(stream),
                error.errorId(),
                error.errorCode(),
                error.fragmentNumber(),
                requestId());
    }

    /** Returns the service's name for the request, for its support. */
    String requestId() {
        return mailbox.requestId();
    }

    long requestedAt() {
        return requestedAt;
    }

    long openedAt() {
        return openedAt;
    }

    long lastActivity() {
        return lastActivity;
    }

    /** Silence starts anew: while the session was held back, it could not speak. */
    void resumed(long now) {
        lastActivity = now;
    }

    /** Closes the connection at once. */
    void abort() {
        session.abort();
    }
}
