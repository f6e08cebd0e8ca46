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

import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.SplitPosition;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What "now" turned out to be as a start and as an end, by split. The fetcher thread learns it from
 * the service; the task thread saves it with the split, so that a restore before the first fragment
 * does not jump forward. So it is with how long a stream has been silent.
 */
final class FixedStarts {

    private final Map<String, Instant> nowBySplit = new ConcurrentHashMap<>();

    private final Map<String, Restart> restarts = new ConcurrentHashMap<>();

    /** Positions behind which nothing came for a while. */
    private final Map<String, SplitPosition> silentBySplit = new ConcurrentHashMap<>();

    private final Map<String, StopPosition> stopBySplit = new ConcurrentHashMap<>();

    /** A position that was lost, and where reading goes on instead. */
    private record Restart(SplitPosition lost, SplitPosition next) {

        /** A loss before anything was read behind this one leaves the job where it was. */
        Restart then(Restart later) {
            boolean readNothing = later.lost.last().equals(next.last());
            return readNothing ? new Restart(lost, later.next) : later;
        }
    }

    /** Notes that reading goes on elsewhere once all that lies before the loss is emitted. */
    void restart(String splitId, SplitPosition lost, SplitPosition next) {
        nowBySplit.remove(splitId);
        restarts.merge(splitId, new Restart(lost, next), Restart::then);
    }

    /** The split has ended; another of the same stream knows nothing of this one. */
    void forget(String splitId) {
        nowBySplit.remove(splitId);
        restarts.remove(splitId);
        silentBySplit.remove(splitId);
        stopBySplit.remove(splitId);
    }

    void fix(String splitId, Instant now) {
        nowBySplit.put(splitId, now);
    }

    /** Notes that nothing came behind a position for a while. */
    void silent(String splitId, SplitPosition position) {
        silentBySplit.put(splitId, position);
    }

    void fixStop(String splitId, StopPosition now) {
        stopBySplit.put(splitId, now);
    }

    /** Returns the end to save: "now" found out, if it is. */
    StopPosition stopOf(String splitId, StopPosition stop) {
        return stop.isOpenNow() ? stopBySplit.getOrDefault(splitId, stop) : stop;
    }

    /** Returns what to save: not a position that is lost, and "now" fixed if it is known. */
    SplitPosition applyTo(String splitId, SplitPosition position) {
        Restart restart = restarts.get(splitId);
        boolean isLost = restart != null && position.last().equals(restart.lost().last());
        SplitPosition from = isLost ? restart.next() : position;
        Instant now = nowBySplit.get(splitId);
        return withSilence(splitId, now == null ? from : from.withNowFixedAt(now));
    }

    /** Silence behind a fragment says nothing of a position before it. */
    private SplitPosition withSilence(String splitId, SplitPosition position) {
        SplitPosition silent = silentBySplit.get(splitId);
        boolean isHere = silent != null && silent.last().equals(position.last());
        return isHere ? position.silentUntil(silent.silentUntil().orElseThrow()) : position;
    }
}
