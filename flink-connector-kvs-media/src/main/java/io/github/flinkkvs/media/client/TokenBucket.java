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

package io.github.flinkkvs.media.client;

import javax.annotation.concurrent.GuardedBy;

/**
 * Hands out turns at a steady rate, and none early: who reserves is told how long to wait, and
 * those that come later wait longer. Thread-safe; nothing blocks.
 *
 * <p>Of the turns that nobody took, a burst is saved up: a second sees at most the rate and the
 * burst together.
 */
final class TokenBucket {

    private final long spacingNanos;
    private final long savedNanos;

    @GuardedBy("this")
    private long nextTurn;

    /**
     * @param burst how many turns may be taken at once
     * @param now the present, from the clock that {@link #reserve} is given
     */
    TokenBucket(int turnsPerSecond, int burst, long now) {
        this.spacingNanos = 1_000_000_000L / turnsPerSecond;
        this.savedNanos = spacingNanos * (burst - 1);
        this.nextTurn = now - savedNanos;
    }

    /** Returns how many nanoseconds from now the caller's turn comes; zero if at once. */
    synchronized long reserve(long now) {
        // Compared by difference, since the clock's origin is arbitrary and may overflow.
        long oldest = now - savedNanos;
        long turn = nextTurn - oldest > 0 ? nextTurn : oldest;
        nextTurn = turn + spacingNanos;
        return Math.max(0, turn - now);
    }

    /** Returns whether the bucket holds nobody back, so that it may as well be made anew. */
    synchronized boolean isIdle(long now) {
        return nextTurn - (now - savedNanos) <= 0;
    }
}
