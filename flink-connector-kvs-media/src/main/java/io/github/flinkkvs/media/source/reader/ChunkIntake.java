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
    private final SplitMetrics metrics;

    /** What became of a chunk. */
    enum Outcome {
        /** It is a fragment that was not read before, and is in the batch now. */
        NEW_FRAGMENT,
        /** It was read before, and is dropped. */
        DUPLICATE,
        /** It lies behind the stop position: the stream ends before it. */
        BEHIND_STOP
    }

    ChunkIntake(KvsMediaSplit split, FetchPosition position, SplitMetrics metrics) {
        this.split = split;
        this.position = position;
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
        serverTimestamp.ifPresent(position::fragmentBegun);
        return serverTimestamp.filter(split.stop()::isReachedAt).isPresent()
                && session.openFragmentNumber()
                        .map(FragmentNumber::of)
                        .filter(number -> !position.covers(number))
                        .isPresent();
    }

    /** Takes a complete chunk. */
    Outcome take(MediaChunk chunk, FragmentBatch.Builder batch) {
        FragmentNumber number = FragmentNumber.of(chunk.fragmentNumber());
        if (position.covers(number, chunk.serverTimestamp())) {
            metrics.duplicatesDropped().inc();
            return Outcome.DUPLICATE;
        }
        if (split.stop().isReachedAt(chunk.serverTimestamp())) {
            return Outcome.BEHIND_STOP;
        }
        MediaFragment fragment = ChunkToFragment.convert(split.stream(), number, chunk);
        position.moveBehind(fragment.header());
        metrics.fetched(fragment);
        batch.add(split.splitId(), new FetchedFragment.Good(fragment));
        return Outcome.NEW_FRAGMENT;
    }
}
