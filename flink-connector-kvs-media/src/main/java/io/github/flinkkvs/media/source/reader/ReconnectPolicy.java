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

import io.github.flinkkvs.media.source.config.SourceConfig.SessionConfig;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * When a stream's next session may be opened. Times are those of {@link System#nanoTime}. Fetcher
 * thread.
 *
 * <p>A session that delivered a fragment is followed by the next at once; sessions that deliver
 * nothing wait longer each time, by a random share ("full jitter"), so that many streams do not
 * return together. In the long run, however, no more than one session a second is opened, whatever
 * they deliver. The client's limits may make it later still.
 *
 * <p>Two budgets end it: for how long a stream may fail in a row, and how often it may begin to
 * fail within a window of time. An end or a break of a session that was accepted is no failure.
 */
final class ReconnectPolicy {

    /** An end without an error says only that nothing is there now: look again soon. */
    private static final long MAX_WAIT_AFTER_CLEAN_END_NANOS = 1_000_000_000L;

    private static final int MAX_REFUSALS = 3;

    private static final long SPACING_NANOS = 1_000_000_000L;

    /** How many sessions may be opened closer to each other than in the long run. */
    private static final int BURST = 60;

    private final SessionConfig config;
    private final RandomGenerator random;
    private int fruitless;
    private int refusals;
    private long failingSince;
    private boolean failing;

    /** When the next session may be opened if no burst is left to draw upon. */
    private long nextTurn = -BURST * SPACING_NANOS;

    /** When the stream began to fail, those of the present window. */
    private final Deque<Long> relapses = new ArrayDeque<>();

    /** Whether the stream worked since the last failure that counted as a relapse. */
    private boolean worked = true;

    ReconnectPolicy(SessionConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /** A fragment came: all trouble is over. */
    void fragmentArrived() {
        fruitless = 0;
        refusals = 0;
        failing = false;
        worked = true;
    }

    /** The service has accepted a request: the credentials are good. */
    void opened() {
        refusals = 0;
    }

    /** The time until now says nothing about the service: it was not asked. */
    void forgetFailures() {
        failing = false;
    }

    /** Returns when to go on after a session that ended without an error. */
    long afterCleanEnd(long now) {
        failing = false;
        worked = true;
        return nextOpening(now, MAX_WAIT_AFTER_CLEAN_END_NANOS);
    }

    /** Returns when to go on after a session that was accepted and whose connection then broke. */
    long afterBrokenSession(long now) {
        failing = false;
        worked = true;
        return nextOpening(now, config.maxBackoff().toNanos());
    }

    /** Returns when to go on after a failure of the service or the network. */
    long afterFailure(long now) {
        if (worked) {
            worked = false;
            relapses.add(now);
        }
        return afterUnreadable(now);
    }

    /** Returns when to go on after bytes that are no chunk, which is no relapse. */
    long afterUnreadable(long now) {
        if (!failing) {
            failing = true;
            failingSince = now;
        }
        return nextOpening(now, config.maxBackoff().toNanos());
    }

    /** Returns for how long there have been only failures. */
    Duration failingFor(long now) {
        return failing ? Duration.ofNanos(now - failingSince) : Duration.ZERO;
    }

    /** Returns whether the stream has begun to fail too often. */
    boolean relapsesTooOften(long now) {
        while (!relapses.isEmpty() && now - relapses.peek() > config.retryWindow().toNanos()) {
            relapses.remove();
        }
        return relapses.size() > config.maxRelapses();
    }

    /** Returns whether failures have lasted for longer than is bearable. */
    boolean isExhausted(long now) {
        return failingFor(now).compareTo(config.retryTimeout()) > 0;
    }

    /** Notes that credentials were refused; returns whether that was once too often. */
    boolean isRefusedTooOften() {
        return ++refusals > MAX_REFUSALS;
    }

    private long nextOpening(long now, long maxWait) {
        long wait = 0;
        if (fruitless > 0) {
            int doublings = Math.min(fruitless - 1, 20);
            long ceiling = Math.min(config.initialBackoff().toNanos() << doublings, maxWait);
            wait = random.nextLong(Math.max(1, ceiling));
        }
        fruitless++;
        return inTurn(now + wait);
    }

    private long inTurn(long opening) {
        long turn = Math.max(nextTurn, opening - (BURST - 1) * SPACING_NANOS);
        nextTurn = turn + SPACING_NANOS;
        return Math.max(turn, opening);
    }
}
