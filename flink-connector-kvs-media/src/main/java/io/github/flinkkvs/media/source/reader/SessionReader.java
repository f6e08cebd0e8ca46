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

import javax.annotation.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** One session while it is read. Fetcher thread. */
final class SessionReader {

    private final SessionStart start;
    private final SessionMailbox mailbox;
    private final MediaSession session;
    private final SessionChunks chunks;
    private final ReadRate rate;
    private final long requestedAt;
    private long openedAt = Long.MAX_VALUE;
    private Instant serviceTime = Instant.EPOCH;

    /** When silence began to count, if nothing has come since. */
    private long listeningSince;

    private int newFragments;
    private Optional<String> lastComplete = Optional.empty();

    /**
     * Starts reading.
     *
     * @param start what was asked for
     * @param now the present of the fetcher's clock
     */
    SessionReader(
            SessionStart start,
            SessionMailbox mailbox,
            MediaSession session,
            SessionChunks chunks,
            ReadRate rate,
            long now) {
        this.start = start;
        this.mailbox = mailbox;
        this.session = session;
        this.chunks = chunks;
        this.rate = rate;
        this.requestedAt = now;
        this.listeningSince = now;
        mailbox.begin(session);
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
        listeningSince = now;
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
    ChunkEvent next(boolean mayBegin) throws MkvException {
        try {
            ChunkEvent event = chunks.next(mayBegin);
            if (event instanceof MediaChunk chunk) {
                lastComplete = Optional.of(chunk.fragmentNumber());
            }
            return event;
        } finally {
            chunks.account(rate);
            mailbox.askForMore();
        }
    }

    /** Lets the network thread read on by itself. */
    void readAhead(ReadAhead howFar) {
        chunks.readAhead(howFar);
    }

    /** Reads no more until there is a next look. */
    void pause() {
        chunks.pause();
    }

    /** Returns whether the last read stopped because no chunk might be begun. */
    boolean isRefusedToBegin() {
        return chunks.isRefusedToBegin();
    }

    /** Returns whether something has come that was not seen yet. */
    boolean hasUnseen() {
        return chunks.hasUnseen();
    }

    /** Returns whether complete chunks wait to be taken. */
    boolean hasChunksAhead() {
        return chunks.hasAhead();
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
        return mailbox.endAfterBytes();
    }

    /** Returns the server timestamp of the chunk that is being read, once its front tags are. */
    Optional<Instant> openServerTimestamp() {
        return chunks.open(ChunkAssembler::openServerTimestamp, Optional.empty());
    }

    /** Returns the producer timestamp of the chunk that is being read, once its front tags are. */
    Optional<Instant> openProducerTimestamp() {
        return chunks.open(ChunkAssembler::openProducerTimestamp, Optional.empty());
    }

    /** Returns the number of the fragment that is being read, once its front tags are. */
    Optional<String> openFragmentNumber() {
        return chunks.open(ChunkAssembler::openFragmentNumber, Optional.empty());
    }

    /** Returns what there is of the chunk that could not be read; copies its bytes. */
    OpenChunk copyOpenChunk() {
        return chunks.copyOpenChunk();
    }

    /** Returns how many bytes behind the last complete chunk have been read. */
    long openBytes() {
        return chunks.openBytes();
    }

    boolean insideChunk() {
        return chunks.openBytes() > 0;
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
        return Math.max(listeningSince, chunks.lastReadAt());
    }

    /** Silence starts anew: while the session was held back, it could not speak. */
    void resumed(long now) {
        listeningSince = now;
    }

    /** Closes the connection at once. */
    void abort() {
        chunks.close();
        session.abort();
    }
}
