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
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.metrics.SplitMetrics;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import java.time.Instant;
import java.util.Optional;

/** What becomes of a stream's complete chunks. Fetcher thread. */
final class ChunkIntake {

    private final KvsMediaSplit split;
    private final FetchPosition position;
    private final FetchStop stop;
    private final SplitMetrics metrics;

    /** What became of a chunk. */
    enum Outcome {
        /** It is a fragment that was not read before, and is in the batch now. */
        NEW_FRAGMENT,
        /** The same, and nothing is to be read behind it. */
        LAST_FRAGMENT,
        /** It was read before, and is dropped. */
        DUPLICATE,
        /** It lies before the fragment to start with, and is dropped. */
        BEFORE_START,
        /** It lies behind the fragment to start with, which has not come. */
        START_IS_GONE,
        /** It lies behind the stop position: the stream ends before it. */
        BEHIND_STOP
    }

    ChunkIntake(KvsMediaSplit split, FetchPosition position, FetchStop stop, SplitMetrics metrics) {
        this.split = split;
        this.position = position;
        this.stop = stop;
        this.metrics = metrics;
    }

    /**
     * Looks at the front tags of the chunk that is being read: they say enough to fix "now", and to
     * end before a fragment behind the stop.
     *
     * @return whether the chunk lies behind the stop position
     */
    boolean isOpenChunkBehindStop(SessionReader session) {
        Optional<Instant> serverTimestamp = session.openServerTimestamp();
        Optional<Instant> producerTimestamp = session.openProducerTimestamp();
        Optional<FragmentNumber> number = session.openFragmentNumber().map(FragmentNumber::of);
        serverTimestamp.ifPresent(position::fragmentBegun);
        number.ifPresent(position::seen);
        return number.isPresent()
                && serverTimestamp.isPresent()
                && producerTimestamp.isPresent()
                && judge(number.get(), serverTimestamp.get(), producerTimestamp.get())
                        == Outcome.BEHIND_STOP;
    }

    /** Takes a complete chunk. */
    Outcome take(MediaChunk chunk, FragmentBatch.Builder batch) {
        FragmentNumber number = chunk.header().fragmentNumber();
        Outcome outcome = judge(number, chunk.serverTimestamp(), chunk.producerTimestamp());
        if (outcome == Outcome.DUPLICATE) {
            metrics.duplicatesDropped().inc();
        } else if (outcome == Outcome.NEW_FRAGMENT || outcome == Outcome.LAST_FRAGMENT) {
            MediaFragment fragment = ChunkToFragment.convert(split.stream(), chunk);
            position.moveBehind(fragment.header());
            metrics.fetched(fragment);
            batch.add(split.splitId(), new FetchedFragment.Good(fragment));
        }
        return outcome;
    }

    /**
     * Returns whether a complete chunk lies behind all that was read, be it behind the stop, too.
     */
    boolean isUnread(MediaChunk chunk) {
        Outcome outcome =
                judge(
                        chunk.header().fragmentNumber(),
                        chunk.serverTimestamp(),
                        chunk.producerTimestamp());
        return outcome == Outcome.NEW_FRAGMENT
                || outcome == Outcome.LAST_FRAGMENT
                || outcome == Outcome.BEHIND_STOP;
    }

    private Outcome judge(
            FragmentNumber number, Instant serverTimestamp, Instant producerTimestamp) {
        if (position.covers(number, serverTimestamp)) {
            return Outcome.DUPLICATE;
        }
        if (position.isBeforeStart(number)) {
            return Outcome.BEFORE_START;
        }
        if (position.goneStart(number).isPresent()) {
            return Outcome.START_IS_GONE;
        }
        if (stop.get().isReachedAt(number, serverTimestamp, producerTimestamp)) {
            return Outcome.BEHIND_STOP;
        }
        return stop.get().isReachedBehind(number) ? Outcome.LAST_FRAGMENT : Outcome.NEW_FRAGMENT;
    }

    /** Returns whether all is read already, so that no session need be opened. */
    boolean isAtEnd() {
        return position.get()
                .last()
                .filter(last -> stop.get().isReachedBehind(last.number()))
                .isPresent();
    }

    /** Returns the error of a chunk that lies behind the fragment to start with. */
    KvsServiceException startIsGone(SessionReader session, MediaChunk chunk) {
        String wanted = position.get().start().firstFragment().orElseThrow().toString();
        return session.startIsGone(split.stream(), wanted, chunk.fragmentNumber());
    }
}
