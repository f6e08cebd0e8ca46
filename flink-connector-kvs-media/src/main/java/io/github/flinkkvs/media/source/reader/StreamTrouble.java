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
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.source.config.SourceConfig.PolicyConfig;
import io.github.flinkkvs.media.source.config.SourceConfig.SessionConfig;
import io.github.flinkkvs.media.source.position.LostPositionPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What becomes of a stream whose session failed: another attempt and when, or the error that fails
 * the job. Fetcher thread.
 */
final class StreamTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(StreamTrouble.class);

    private static final Duration WARN_AFTER = Duration.ofSeconds(5);
    private static final Duration WARN_INTERVAL = Duration.ofMinutes(1);

    private final KvsMediaSplit split;
    private final SessionConfig config;
    private final ReconnectPolicy policy;
    private final PolicyConfig policies;
    private long nextWarning;

    StreamTrouble(
            KvsMediaSplit split,
            SessionConfig config,
            PolicyConfig policies,
            RandomGenerator random) {
        this.split = split;
        this.policies = policies;
        this.config = config;
        this.policy = new ReconnectPolicy(config, random);
    }

    /** The service has accepted a request. */
    void opened() {
        policy.opened();
    }

    /** The stream was paused: what failed before counts no more. */
    void paused() {
        policy.forgetFailures();
    }

    /** A fragment came: all trouble is over. */
    void fragmentArrived() {
        policy.fragmentArrived();
    }

    /** Returns when to open the next session after one that ended without an error. */
    long afterCleanEnd(long now) {
        return policy.afterCleanEnd(now);
    }

    /**
     * Returns when to open the next session after one whose connection broke: no failure, either.
     */
    long afterBrokenSession(KvsServiceException error, long now) {
        LOG.debug("stream={} session broke: {}", split.stream(), error.getMessage());
        return policy.afterBrokenSession(now);
    }

    /**
     * Returns when to try again after an error of the service or the network.
     *
     * @param canFallBack whether another form of the same position is left to be tried
     * @throws IOException if another attempt would be in vain
     */
    long after(KvsServiceException error, SplitPosition position, boolean canFallBack, long now)
            throws IOException {
        boolean inVain =
                switch (error.action()) {
                    case FAIL, NO_ARCHIVE -> true;
                    case STREAM_NOT_FOUND -> policies.streamNotFound() == StreamNotFoundPolicy.FAIL;
                    case LOST_POSITION -> !canFallBack;
                    case REFRESH_CREDENTIALS -> policy.isRefusedTooOften();
                    case RETRY_NOW, BACK_OFF, REFRESH_ENDPOINT -> false;
                };
        if (inVain) {
            throw givenUp(position, "another attempt would be in vain", error);
        }
        if (error.action() == FailureAction.STREAM_NOT_FOUND) {
            reportMissing(error, now);
            return policy.afterBrokenSession(now);
        }
        long next = policy.afterFailure(now);
        throwIfExhausted(position, error, now);
        if (policy.relapsesTooOften(now)) {
            throw givenUp(
                    position,
                    "it has recovered and failed again more than source.retry.max-per-window="
                            + config.maxRelapses()
                            + " times within source.retry.window="
                            + config.retryWindow(),
                    error);
        }
        report(error, now);
        return next;
    }

    /**
     * Returns when to try again after bytes that are no chunk.
     *
     * @throws IOException if that has gone on for too long, at one place or another
     */
    long after(MkvException error, SplitPosition position, long now) throws IOException {
        LOG.debug("stream={} session given up: {}", split.stream(), error.getMessage());
        long next = policy.afterUnreadable(now);
        throwIfExhausted(position, error, now);
        return next;
    }

    private void throwIfExhausted(SplitPosition position, IOException error, long now)
            throws IOException {
        if (policy.isExhausted(now)) {
            throw givenUp(
                    position,
                    "it has failed for longer than source.retry.timeout=" + config.retryTimeout(),
                    error);
        }
    }

    /** Returns whether a stream that does not exist ends instead. */
    boolean isEndedBy(KvsServiceException error) {
        boolean ends =
                error.action() == FailureAction.STREAM_NOT_FOUND
                        && policies.streamNotFound() == StreamNotFoundPolicy.FINISH;
        if (ends) {
            LOG.warn("stream={} ends: {}", split.stream(), error.getMessage());
        }
        return ends;
    }

    /** Returns whether another start is tried when this one is not served. */
    boolean mayRestart(SessionStart refused) {
        boolean namesAPosition =
                refused.type() != SessionStart.Type.NOW
                        && refused.type() != SessionStart.Type.EARLIEST;
        return namesAPosition && mayRestart();
    }

    /** Returns whether reading goes on elsewhere when a position is lost. */
    boolean mayRestart() {
        return policies.lostPosition() != LostPositionPolicy.FAIL;
    }

    /** Returns whether reading goes on behind what may be missing; logs that it does. */
    boolean goesOnBehind(KvsServiceException gap, SplitPosition position) {
        boolean goesOn = policies.lostPosition() == LostPositionPolicy.EARLIEST;
        if (goesOn) {
            LOG.warn("stream={} {} is left: {}", split.stream(), text(position), gap.getMessage());
        }
        return goesOn;
    }

    /** Returns where reading goes on after a position that is lost; logs the loss. */
    SplitPosition restart(KvsServiceException error, SplitPosition lost) {
        SplitPosition next =
                SplitPosition.startingAt(
                        policies.lostPosition() == LostPositionPolicy.EARLIEST
                                ? StartPosition.earliest()
                                : StartPosition.now());
        LOG.warn(
                "stream={} position {} is lost, reading goes on {}: {}",
                split.stream(),
                text(lost),
                text(next),
                error.getMessage());
        return next;
    }

    private void reportMissing(KvsServiceException error, long now) {
        if (now >= nextWarning) {
            nextWarning = now + WARN_INTERVAL.toNanos();
            LOG.warn("stream={} is waited for: {}", split.stream(), error.getMessage());
        }
    }

    /** A single failure is no news; that they go on is, from time to time. */
    private void report(KvsServiceException error, long now) {
        boolean goesOn = policy.failingFor(now).compareTo(WARN_AFTER) >= 0;
        if (goesOn && now >= nextWarning) {
            nextWarning = now + WARN_INTERVAL.toNanos();
            LOG.warn(
                    "stream={} has failed for {} s and is tried again until"
                            + " source.retry.timeout={}: {}",
                    split.stream(),
                    policy.failingFor(now).toSeconds(),
                    config.retryTimeout(),
                    error.getMessage());
        } else {
            LOG.debug("stream={} trying again after: {}", split.stream(), error.getMessage());
        }
    }

    private IOException givenUp(SplitPosition position, String why, IOException error) {
        String what =
                "Cannot read stream " + split.stream() + " " + text(position) + ": " + why + ". ";
        return new IOException(what + error.getMessage(), error);
    }

    /** A position for messages. */
    static String text(SplitPosition position) {
        return position.last()
                .map(last -> "behind fragment " + last.number())
                .orElseGet(() -> "from " + position.start());
    }
}
