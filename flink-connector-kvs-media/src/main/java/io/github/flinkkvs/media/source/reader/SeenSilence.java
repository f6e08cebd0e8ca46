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

import io.github.flinkkvs.media.source.split.SplitPosition.LastFragment;

import java.util.Optional;

/**
 * Notes up to when nothing came behind the position, so that a camera that was off is not taken for
 * a reader that was. Fetcher thread.
 *
 * <p>A session that waited in vain tells it. One that ended at once, or inside a fragment whose
 * producer never completed it, tells it if the session before stopped at the same byte.
 */
final class SeenSilence {

    private final FetchPosition position;
    private Optional<Stop> before = Optional.empty();

    /** Where a session without a new fragment stopped, and behind what it had been asked for. */
    private record Stop(StoppingPoint point, Optional<LastFragment> behind) {}

    SeenSilence(FetchPosition position) {
        this.position = position;
    }

    /**
     * A session is over without an error.
     *
     * @param waited whether it was silent for long
     */
    void sessionOver(SessionReader session, boolean waited) {
        if (session.newFragments() > 0) {
            before = Optional.empty();
            return;
        }
        Optional<Stop> stop =
                Optional.of(new Stop(StoppingPoint.of(session), position.get().last()));
        if ((waited && !session.insideChunk()) || stop.equals(before)) {
            position.silentUntil(session.serviceTime());
        }
        before = stop;
    }
}
