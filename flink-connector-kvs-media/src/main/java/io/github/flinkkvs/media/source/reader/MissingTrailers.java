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

import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.DiscardedChunk;
import io.github.flinkkvs.media.mkv.ErrorChunk;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.metrics.SplitMetrics;
import io.github.flinkkvs.media.source.split.SplitPosition.LastFragment;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * Decides which chunks without a trailer are read again: those that another chunk follows, once
 * each. Fetcher thread.
 *
 * <p>A second chunk behind one that is not complete says that its producer died, or that a trailer
 * was lost on the way. The service cannot be asked which, but to send it again. What comes without
 * its trailer then, or not at all, was never completed.
 *
 * <p>Numbers ascend, so of those behind a position the highest that was read again says it of all.
 * Each session that is left for one raises it: there is an end to that, even if no fragment of a
 * stream is ever completed. A restored job knows nothing of it, and reads once more.
 */
final class MissingTrailers {

    private static final Logger LOG = LoggerFactory.getLogger(MissingTrailers.class);

    private final StreamId stream;
    private final FetchPosition position;
    private final SplitMetrics metrics;

    /** The position behind which the rest holds. */
    private Optional<LastFragment> behind = Optional.empty();

    private Optional<FragmentNumber> highest = Optional.empty();
    private boolean unnamedReadAgain;

    /** Whether the session is to be left as soon as it tells when the next fragment arrived. */
    private boolean leaves;

    MissingTrailers(StreamId stream, FetchPosition position, SplitMetrics metrics) {
        this.stream = stream;
        this.position = position;
        this.metrics = metrics;
    }

    /** Takes note of a chunk that another one followed before its trailer. */
    void discarded(DiscardedChunk chunk) {
        metrics.chunksDiscarded().inc();
        Optional<FragmentNumber> number = chunk.fragmentNumber().map(FragmentNumber::of);
        number.ifPresent(position::seen);
        chunk.serverTimestamp().ifPresent(position::fragmentBegun);
        if (!position.get().last().equals(behind)) {
            behind = position.get().last();
            highest = Optional.empty();
            unnamedReadAgain = false;
        }
        leaves =
                number.isEmpty()
                        ? isFirstUnnamed()
                        : isWanted(number.get(), chunk.serverTimestamp()) && isFirst(number.get());
    }

    private boolean isFirstUnnamed() {
        boolean first = !unnamedReadAgain;
        unnamedReadAgain = true;
        return first;
    }

    private boolean isWanted(FragmentNumber number, Optional<Instant> serverTimestamp) {
        boolean covered =
                serverTimestamp
                        .map(arrived -> position.covers(number, arrived))
                        .orElseGet(() -> position.covers(number));
        return !covered && !position.isBeforeStart(number);
    }

    private boolean isFirst(FragmentNumber number) {
        if (highest.filter(read -> number.compareTo(read) <= 0).isPresent()) {
            LOG.info(
                    "stream={} fragment={} came without its trailer again: its producer never"
                            + " completed it, and it is left out",
                    stream,
                    number);
            return false;
        }
        highest = Optional.of(number);
        return true;
    }

    /**
     * Returns whether the session is to be left now, and the next one opened at the position. That
     * waits until the chunk behind has told when it arrived, as nothing can have been missed before
     * that, even if what the position stands behind expires in between.
     *
     * @param event what was read last, if anything
     */
    boolean isToBeLeft(SessionReader session, @Nullable ChunkEvent event) {
        if (!leaves || event instanceof ErrorChunk) {
            return false;
        }
        Optional<Instant> arrived = arrival(session, event);
        arrived.ifPresent(position::nothingMissedUntil);
        return arrived.isPresent() || event != null;
    }

    /** Returns whether the front of the next chunk is waited for. */
    boolean isAwaitingNext() {
        return leaves;
    }

    private static Optional<Instant> arrival(SessionReader session, @Nullable ChunkEvent event) {
        if (event instanceof MediaChunk chunk) {
            return Optional.of(chunk.serverTimestamp());
        }
        if (event instanceof DiscardedChunk chunk) {
            return chunk.serverTimestamp();
        }
        return session.openServerTimestamp();
    }

    /**
     * What a session has read of a chunk when it ends is read again by the next one; one that was
     * left for the chunk before was not cut.
     */
    void sessionOver(SessionReader session) {
        if (session.insideChunk() && !leaves) {
            metrics.chunksDiscarded().inc();
        }
        leaves = false;
    }
}
