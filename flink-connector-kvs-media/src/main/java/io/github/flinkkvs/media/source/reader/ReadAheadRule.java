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

/**
 * Decides how far a session may be read ahead of the fetcher thread: as far as nothing is in what
 * comes that this thread has to see before the next complete chunk. Fetcher thread.
 *
 * <ul>
 *   <li>An idle stream wakes with its first byte.
 *   <li>The front of a chunk may end a stream that has a stop position, fixes the position of one
 *       that begins now, and ends a session that is left for a missing trailer.
 *   <li>A rate gates the beginning of each fragment, and so does a budget that is used up: each
 *       stream is to have its turn.
 * </ul>
 */
final class ReadAheadRule {

    private final FetchStop stop;
    private final ReadRate rate;
    private final IdleWatch idleWatch;
    private final MissingTrailers trailers;

    ReadAheadRule(FetchStop stop, ReadRate rate, IdleWatch idleWatch, MissingTrailers trailers) {
        this.stop = stop;
        this.rate = rate;
        this.idleWatch = idleWatch;
        this.trailers = trailers;
    }

    /** Returns how far a session may be read whose bytes so far have all been looked at. */
    ReadAhead of(SessionReader session) {
        boolean waitsForBytes = session.isRefusedToBegin() && !session.hasChunksAhead();
        if (idleWatch.isIdle() || trailers.isAwaitingNext() || waitsForBytes) {
            return ReadAhead.NOTHING;
        }
        if (session.newFragments() > 0 && !stop.get().isBounded() && rate.isUnlimited()) {
            return ReadAhead.MORE_CHUNKS;
        }
        boolean frontSeen =
                session.openServerTimestamp().isPresent()
                        && session.openProducerTimestamp().isPresent()
                        && session.openFragmentNumber().isPresent();
        return frontSeen ? ReadAhead.REST_OF_CHUNK : ReadAhead.NOTHING;
    }
}
