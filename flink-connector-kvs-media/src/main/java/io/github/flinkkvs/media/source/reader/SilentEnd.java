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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides when a bounded stream that says nothing more has ended. Fetcher thread.
 *
 * <p>A fragment behind the stop position ends the stream at once; this is for the stream that never
 * sends one. The service has no end marker, and a session may fall silent or end at any byte, so
 * silence alone proves nothing. What does: a session that was opened after the service's clock had
 * passed the stop instant by the longest time that a fragment takes, and that delivers no complete
 * fragment. A fragment that such sessions cut at the same byte twice was never completed by its
 * producer.
 */
final class SilentEnd {

    /**
     * A fragment lasts at most 10 s (PutMedia's limit); the rest is for the service to store it.
     */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

    /** A session that has delivered fragments is only looked at again with a fresh one. */
    private static final long RENEW_NANOS = Duration.ofSeconds(2).toNanos();

    /** A century: keeps any instant that a user may write inside the arithmetic of nanoseconds. */
    private static final long FAR_SECONDS = Duration.ofDays(36_500).toSeconds();

    private final Optional<Instant> due;
    private final Clock clock;
    private Optional<Cut> lastCut = Optional.empty();

    /** Where a session ended in an incomplete fragment. */
    private record Cut(Optional<String> fragment, long bytes) {}

    /**
     * @param clock stands in where the service does not tell its own time
     */
    SilentEnd(StopPosition stop, Clock clock) {
        this.due = stop.serverTimestamp().map(instant -> instant.plus(GRACE));
        this.clock = clock;
    }

    /** Returns when the silence of this session must be looked at; the far future if never. */
    long lookAgainAt(SessionReader session) {
        if (due.isEmpty() || !session.isOpened()) {
            return Long.MAX_VALUE;
        }
        long dueAt = dueAt(session);
        boolean isProbe = session.openedAt() >= dueAt && session.fragments() == 0;
        return Math.max(dueAt, session.lastActivity() + (isProbe ? QUIET_NANOS : RENEW_NANOS));
    }

    /**
     * Judges a session that has been silent for long enough, or that ended without an error.
     *
     * @return whether the stream has ended
     */
    boolean isProvenBy(SessionReader session) {
        boolean isProbe =
                due.isPresent()
                        && session.isOpened()
                        && session.openedAt() >= dueAt(session)
                        && session.fragments() == 0;
        if (!isProbe) {
            return false;
        }
        if (!session.insideChunk()) {
            return true;
        }
        Optional<Cut> cut = Optional.of(new Cut(session.openFragmentNumber(), session.openBytes()));
        boolean cutThereBefore = cut.equals(lastCut);
        lastCut = cut;
        return cutThereBefore;
    }

    /** The due instant by the fetcher's clock, as seen from the service's time at the opening. */
    private long dueAt(SessionReader session) {
        Instant opened = session.serviceTime().orElseGet(clock::instant);
        long seconds = Duration.between(opened, due.orElseThrow()).toSeconds();
        long bounded = Math.max(-FAR_SECONDS, Math.min(FAR_SECONDS, seconds));
        return session.openedAt() + TimeUnit.SECONDS.toNanos(bounded);
    }
}
