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

import javax.annotation.Nullable;

import java.time.Duration;

/**
 * Whether the job keeps a stream from being read, and since when: alignment has paused it, or there
 * is no room for another fragment. Fetcher thread; times are those of {@link System#nanoTime}.
 */
final class HeldBack {

    private final long timeout;
    private boolean paused;
    private boolean withoutRoom;
    private long since;

    /**
     * @param timeout how long a session is kept that is not read
     */
    HeldBack(Duration timeout) {
        this.timeout = timeout.toNanos();
    }

    void pause(long now) {
        begin(now);
        paused = true;
    }

    /** Returns whether it was paused. Whether there is room will be seen. */
    boolean resume() {
        boolean wasPaused = paused;
        paused = false;
        withoutRoom = false;
        return wasPaused;
    }

    /** Notes whether another fragment may begin. */
    void room(boolean isThere, long now) {
        if (!isThere) {
            begin(now);
        }
        withoutRoom = !isThere;
    }

    private void begin(long now) {
        if (!isHeld()) {
            since = now;
        }
    }

    boolean isHeld() {
        return paused || withoutRoom;
    }

    boolean isPaused() {
        return paused;
    }

    /**
     * Returns whether it is not the stream that says nothing, but the job that does not listen. One
     * that has nothing to say is not held back, whether or not there is room for more.
     */
    boolean silences(@Nullable SessionReader session) {
        return session == null ? isHeld() : paused || session.hasUnseen();
    }

    /** Returns whether it goes on as soon as there is room. */
    boolean isWaitingForRoom() {
        return withoutRoom && !paused;
    }

    /** Returns when the session of a stream that is held back is to be closed. */
    long giveUpAt() {
        return since + timeout;
    }
}
