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

package io.github.flinkkvs.media.source.split;

import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.annotation.Internal;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a stream has been read: where it started, and the last complete fragment since, if any.
 * Immutable.
 *
 * @param start where reading started; "now" only until it has been fixed to an instant
 * @param last the last complete fragment
 * @param silentUntil up to when, by the service's clock, nothing came behind it while it was waited
 *     for; empty if that is not known
 */
@Internal
public record SplitPosition(
        StartPosition start, Optional<LastFragment> last, Optional<Instant> silentUntil) {

    /**
     * The fragment that a position stands behind. Token and number both resume; the times are kept
     * to tell a jump by.
     */
    public record LastFragment(
            FragmentNumber number,
            String continuationToken,
            Instant producerTimestamp,
            Instant serverTimestamp) {}

    /** A position behind which nothing has been waited for. */
    public SplitPosition(StartPosition start, Optional<LastFragment> last) {
        this(start, last, Optional.empty());
    }

    /** A stream of which nothing has been read. */
    public static SplitPosition startingAt(StartPosition start) {
        return new SplitPosition(start, Optional.empty());
    }

    /** The position behind a fragment. */
    public SplitPosition behind(FragmentHeader fragment) {
        return new SplitPosition(
                start,
                Optional.of(
                        new LastFragment(
                                fragment.fragmentNumber(),
                                fragment.continuationToken(),
                                fragment.producerTimestamp(),
                                fragment.serverTimestamp())));
    }

    /** Fixes "now" to an instant of the service's clock; any other start stays as it is. */
    public SplitPosition withNowFixedAt(Instant serverTimestamp) {
        return start.isNow()
                ? new SplitPosition(
                        StartPosition.serverTimestamp(serverTimestamp), last, silentUntil)
                : this;
    }

    /** Notes that nothing came behind this position until an instant of the service's clock. */
    public SplitPosition silentUntil(Instant serviceTime) {
        return new SplitPosition(start, last, Optional.of(serviceTime));
    }

    /** Returns up to when nothing can have been missed, as far as that is known. */
    public Optional<Instant> readUntil() {
        return silentUntil.or(() -> last.map(LastFragment::serverTimestamp));
    }

    /** Returns whether the position still means "whenever it is first read". */
    public boolean isUnfixedNow() {
        return start.isNow() && last.isEmpty();
    }

    /** Returns whether the fragment was read already: its number is not greater than the last. */
    public boolean covers(FragmentNumber number) {
        return last.isPresent() && number.compareTo(last.get().number()) <= 0;
    }

    /** Returns whether the fragment lies before the one that reading is to start with. */
    public boolean isBeforeStart(FragmentNumber number) {
        return start.firstFragment().filter(first -> number.compareTo(first) < 0).isPresent();
    }

    /**
     * Returns what opens a session behind this position, by its continuation token; by its number
     * where the service gave an empty token.
     */
    public SessionStart resumeByToken() {
        return last.map(LastFragment::continuationToken)
                .filter(token -> !token.isEmpty())
                .map(SessionStart::continuationToken)
                .orElseGet(this::resumeByNumber);
    }

    /** Returns what opens a session behind this position, by its fragment number. */
    public SessionStart resumeByNumber() {
        return last.map(fragment -> SessionStart.afterFragment(fragment.number()))
                .orElseGet(start::toSessionStart);
    }
}
