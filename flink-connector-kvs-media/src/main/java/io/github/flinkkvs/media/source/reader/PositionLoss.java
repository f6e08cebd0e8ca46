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

import io.github.flinkkvs.media.client.FailureAction;
import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.metrics.SplitMetrics;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Where a stream goes on whose position is not served as it was left. Fetcher thread. */
final class PositionLoss {

    private final StreamId stream;
    private final FetchPosition position;
    private final ResumeCheck check;
    private final StreamTrouble trouble;
    private final SplitMetrics metrics;

    PositionLoss(
            StreamId stream,
            FetchPosition position,
            ResumeCheck check,
            StreamTrouble trouble,
            SplitMetrics metrics) {
        this.stream = stream;
        this.position = position;
        this.check = check;
        this.trouble = trouble;
        this.metrics = metrics;
    }

    /**
     * Returns when to try again after an error, in another form of the position if this one was
     * refused, or elsewhere.
     *
     * @param asked what the session had asked for
     * @throws IOException if the job is to fail
     */
    long after(KvsServiceException error, SessionStart asked, long now) throws IOException {
        if (error.isThrottle()) {
            metrics.throttles().inc();
        }
        boolean isRefused = error.action() == FailureAction.LOST_POSITION;
        if (isRefused && !position.canFallBack()) {
            return goOnElsewhere(error, trouble.mayRestart(asked), now);
        }
        long next = trouble.after(error, position.get(), true, now);
        metrics.retries().inc();
        if (isRefused) {
            position.tokenRejected();
        }
        return next;
    }

    /**
     * Looks whether media may have expired before a fragment that was not read before.
     *
     * @param next the fragment's number
     * @return the error, unless it is the earliest fragment that is wanted now
     */
    Optional<KvsServiceException> before(
            String next, Instant serverTimestamp, SessionReader session) {
        Optional<KvsServiceException> gap =
                check.before(position.get().readUntil(), session.serviceTime(), serverTimestamp)
                        .map(found -> session.possibleGap(stream, found, next));
        gap.ifPresent(error -> metrics.possibleGaps().inc());
        return gap.filter(error -> !trouble.goesOnBehind(error, position.get()));
    }

    /** Returns when to try again, elsewhere, where media may have expired. */
    long afterGap(KvsServiceException error, long now) throws IOException {
        return goOnElsewhere(error, trouble.mayRestart(), now);
    }

    private long goOnElsewhere(KvsServiceException error, boolean mayRestart, long now)
            throws IOException {
        metrics.lostPositions().inc();
        long next = trouble.after(error, position.get(), mayRestart, now);
        metrics.retries().inc();
        position.restart(trouble.restart(error, position.get()));
        return next;
    }
}
