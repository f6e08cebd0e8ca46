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

import io.github.flinkkvs.media.model.StreamId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides when a bounded stream that says nothing more has ended. Fetcher thread.
 *
 * <p>A fragment behind the stop position ends the stream at once; this is for the stream that never
 * sends one. The service has no end marker, and a session may fall silent or end at any byte, so
 * one silence proves nothing. What does: two sessions, one after the other, that were opened after
 * the service's clock had passed the moment at which all that is to be read was there, that deliver
 * no new fragment, and that stop at the same byte. That byte may lie inside a fragment: then its
 * producer never completed it. A session between them that breaks must have stopped there, too.
 */
final class SilentEnd {

    private static final Logger LOG = LoggerFactory.getLogger(SilentEnd.class);

    private static final long QUIET_NANOS = Duration.ofSeconds(8).toNanos();

    /** A session that has delivered fragments is only looked at again with a fresh one. */
    private static final long RENEW_NANOS = Duration.ofSeconds(2).toNanos();

    /** A century: keeps any instant that a user may write inside the arithmetic of nanoseconds. */
    private static final long FAR_SECONDS = Duration.ofDays(36_500).toSeconds();

    private final FetchStop stop;
    private Optional<StoppingPoint> lastProbe = Optional.empty();

    SilentEnd(FetchStop stop) {
        this.stop = stop;
    }

    /** A new fragment came: what was seen before proves nothing. */
    void fragmentArrived() {
        lastProbe = Optional.empty();
    }

    /** Returns when the silence of this session must be looked at; the far future if never. */
    long lookAgainAt(SessionReader session) {
        long dueAt = dueAt(session);
        if (dueAt == Long.MAX_VALUE) {
            return dueAt;
        }
        long quiet = isProbe(session, dueAt) ? QUIET_NANOS : RENEW_NANOS;
        return Math.max(dueAt, session.lastActivity() + quiet);
    }

    /**
     * Judges a session that has been silent for long enough, or that ended without an error.
     *
     * @return whether the stream has ended
     */
    boolean isProvenBy(SessionReader session) {
        if (!isProbe(session, dueAt(session))) {
            return false;
        }
        Optional<StoppingPoint> probe = Optional.of(StoppingPoint.of(session));
        boolean seenBefore = probe.equals(lastProbe);
        lastProbe = probe;
        return seenBefore;
    }

    /**
     * One that stopped elsewhere, such as by a break further on, disproves what was seen before.
     */
    void sessionOver(SessionReader session) {
        if (session.isOpened() && !Optional.of(StoppingPoint.of(session)).equals(lastProbe)) {
            lastProbe = Optional.empty();
        }
    }

    /** Says that the bytes of a fragment are left out, if the silent session ends inside one. */
    static void reportIncomplete(StreamId stream, SessionReader session) {
        if (session.insideChunk()) {
            LOG.warn(
                    "stream={} fragment={} was never completed by its producer: {} bytes of it"
                            + " are there. It lies before the stop position and is left out.",
                    stream,
                    session.openFragmentNumber().orElse("unknown"),
                    session.openBytes());
        }
    }

    private static boolean isProbe(SessionReader session, long dueAt) {
        return session.openedAt() >= dueAt && session.newFragments() == 0;
    }

    /**
     * When silence begins to count, by the fetcher's clock, as seen from the service's time at the
     * opening; the far future if never.
     */
    private long dueAt(SessionReader session) {
        Optional<Instant> allBegun = stop.allBegunAt();
        if (allBegun.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long seconds =
                Duration.between(session.serviceTime(), allBegun.get()).toSeconds()
                        + stop.grace().toSeconds();
        long bounded = Math.max(-FAR_SECONDS, Math.min(FAR_SECONDS, seconds));
        return session.openedAt() + TimeUnit.SECONDS.toNanos(bounded);
    }
}
