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
import java.util.random.RandomGenerator;

/**
 * When a stream's next session may be opened. Times are those of {@link System#nanoTime}. Fetcher
 * thread.
 *
 * <p>A session that delivered a fragment is followed by the next at once; sessions that deliver
 * nothing wait longer each time, by a random share ("full jitter"), so that many streams do not
 * return together. The client's limits may make it later still.
 */
final class ReconnectPolicy {

    /** An end without an error says only that nothing is there now: look again soon. */
    private static final long MAX_WAIT_AFTER_CLEAN_END_NANOS = 1_000_000_000L;

    private static final int MAX_REFUSALS = 3;
    private static final int MAX_PARSE_ERRORS = 5;

    private final SessionConfig config;
    private final RandomGenerator random;
    private int fruitless;
    private int refusals;
    private int parseErrors;
    private long failingSince;
    private boolean failing;

    ReconnectPolicy(SessionConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /** A fragment came: all trouble is over. */
    void fragmentArrived() {
        fruitless = 0;
        refusals = 0;
        parseErrors = 0;
        failing = false;
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
        return nextOpening(now, MAX_WAIT_AFTER_CLEAN_END_NANOS);
    }

    /** Returns when to go on after a session that was accepted and whose connection then broke. */
    long afterBrokenSession(long now) {
        failing = false;
        return nextOpening(now, config.maxBackoff().toNanos());
    }

    /** Returns when to go on after a failure. */
    long afterFailure(long now) {
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

    /** Returns whether failures have lasted for longer than is bearable. */
    boolean isExhausted(long now) {
        return failingFor(now).compareTo(config.retryTimeout()) > 0;
    }

    /** Notes that credentials were refused; returns whether that was once too often. */
    boolean isRefusedTooOften() {
        return ++refusals > MAX_REFUSALS;
    }

    /** Notes bytes that are no chunk; returns whether the same place has failed too often. */
    boolean isUnreadableTooOften() {
        return ++parseErrors >= MAX_PARSE_ERRORS;
    }

    private long nextOpening(long now, long maxWait) {
        long wait = 0;
        if (fruitless > 0) {
            int doublings = Math.min(fruitless - 1, 20);
            long ceiling = Math.min(config.initialBackoff().toNanos() << doublings, maxWait);
            wait = random.nextLong(Math.max(1, ceiling));
        }
        fruitless++;
        return now + wait;
    }
}
