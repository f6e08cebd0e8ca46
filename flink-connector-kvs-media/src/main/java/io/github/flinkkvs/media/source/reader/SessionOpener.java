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

import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.source.metrics.SplitMetrics;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

/**
 * When a stream's next session may be opened, and its opening. Fetcher thread; times are those of
 * {@link System#nanoTime}.
 */
final class SessionOpener {

    private static final Logger LOG = LoggerFactory.getLogger(SessionOpener.class);

    private final KvsMediaSplit split;
    private final ReaderServices services;
    private final SplitMetrics metrics;
    private final ReadRate rate;
    private final ResumeCheck check;
    private final Runnable onNews;
    private long dueAt;

    /** Whether the limits of the service let the next session be opened at {@link #dueAt}. */
    private boolean turnReserved;

    /**
     * @param onNews called on any thread when a session has something to say
     * @param now when the first session may be opened
     */
    SessionOpener(
            KvsMediaSplit split,
            ReaderServices services,
            SplitMetrics metrics,
            ReadRate rate,
            ResumeCheck check,
            Runnable onNews,
            long now) {
        this.split = split;
        this.services = services;
        this.metrics = metrics;
        this.rate = rate;
        this.check = check;
        this.onNews = onNews;
        this.dueAt = now;
    }

    /** Lets the next session wait. */
    void notBefore(long time) {
        dueAt = time;
    }

    /** Returns when to look again; an answer of the service comes with news. */
    long dueAt() {
        return check.isAwaited() ? Long.MAX_VALUE : dueAt;
    }

    /** Opens a session behind a position if it is time. */
    @Nullable
    SessionReader openIfDue(FetchPosition position, long now) {
        if (now < dueAt || check.isToBeAwaited(position.get().readUntil()) || !hasTurn(now)) {
            return null;
        }
        turnReserved = false;
        SessionStart start = position.sessionStart();
        LOG.debug("stream={} opening a session from {}", split.stream(), start);
        SessionChunks chunks =
                new SessionChunks(
                        services.newAssembler(),
                        services.budget(),
                        services.nanoTime(),
                        metrics.bytes());
        SessionMailbox mailbox = new SessionMailbox(chunks, onNews);
        return new SessionReader(
                start,
                mailbox,
                services.client().openSession(split.stream(), start, mailbox),
                chunks,
                rate,
                now);
    }

    private boolean hasTurn(long now) {
        if (!turnReserved) {
            turnReserved = true;
            dueAt = now + services.client().reserveSession(split.stream());
        }
        return dueAt <= now;
    }
}
