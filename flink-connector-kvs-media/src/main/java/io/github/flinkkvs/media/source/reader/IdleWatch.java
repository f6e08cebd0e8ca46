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
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import javax.annotation.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether a stream has nothing to say. Fetcher thread; times are those of {@link System#nanoTime}.
 *
 * <p>News are bytes of a fragment that were not seen before: a camera that stopped amid a fragment
 * has that fragment's first part sent again in every session, which tells nothing.
 *
 * <p>Silence counts while the service is there to be heard. Without a session it counts only if the
 * stream was at the live edge, or does not exist: else the service is known to have more, and the
 * watermark has to wait for it.
 */
final class IdleWatch {

    private final String splitId;
    private final long timeout;
    private boolean mayBeBehind;
    private boolean listening;
    private boolean idle;

    /** Whether the split was reported idle, and not awake since. */
    private boolean reportedIdle;

    private long silentSince;
    private long deafSince;
    private String openFragment = "";
    private long openBytes;

    /**
     * @param timeout the silence after which the stream is idle; zero for never
     */
    IdleWatch(KvsMediaSplit split, Duration timeout, long now) {
        this.splitId = split.splitId();
        this.timeout = timeout.toNanos();
        this.mayBeBehind = !split.position().isUnfixedNow();
        this.silentSince = now;
        this.deafSince = now;
    }

    /** Returns when the stream turns idle if nothing comes; the far future if it is, or cannot. */
    long deadline() {
        boolean cannotTell = mayBeBehind && !listening;
        return timeout == 0 || idle || cannotTell ? Long.MAX_VALUE : silentSince + timeout;
    }

    boolean isIdle() {
        return idle;
    }

    /** Turns idle, unless something was read that was not listened to yet. */
    void turnIdleIfDue(
            @Nullable SessionReader session,
            FetchPosition position,
            FragmentBatch.Builder batch,
            long now) {
        if (now < deadline()) {
            return;
        }
        idle = true;
        reportedIdle = true;
        batch.idle(splitId);
        if (session != null) {
            session.readAhead(ReadAhead.NOTHING);
            listen(session, position, batch, now);
        }
    }

    void sessionOpened(long now) {
        if (mayBeBehind) {
            silentSince += now - Math.max(deafSince, silentSince);
        }
        listening = true;
    }

    void sessionClosed(long now) {
        if (listening) {
            listening = false;
            deafSince = now;
        }
    }

    /** A stream that does not exist has nothing to wait for. */
    void failed(KvsServiceException error) {
        if (error.action() == FailureAction.STREAM_NOT_FOUND) {
            mayBeBehind = false;
        }
    }

    /**
     * It was not read for a while: fragments may be there, and silence starts anew, also for one
     * that was idle: a report that comes while the split is paused is not heeded.
     */
    void readAgain(long now) {
        mayBeBehind = true;
        silentSince = now;
        idle = false;
    }

    /** Looks how much of a fragment has come that is not complete. */
    void listen(
            SessionReader session, FetchPosition position, FragmentBatch.Builder batch, long now) {
        boolean isNews =
                session.openFragmentNumber()
                        .filter(number -> hasGrown(number, session.openBytes()))
                        .filter(number -> !position.covers(FragmentNumber.of(number)))
                        .isPresent();
        if (isNews) {
            heard(batch, now);
        }
    }

    private boolean hasGrown(String fragment, long bytes) {
        if (fragment.equals(openFragment) && bytes <= openBytes) {
            return false;
        }
        openFragment = fragment;
        openBytes = bytes;
        return true;
    }

    /**
     * Takes note of a complete fragment.
     *
     * @param millisBehindNow how old it was when the service sent it
     */
    void fragmentArrived(long millisBehindNow, FragmentBatch.Builder batch, long now) {
        mayBeBehind = TimeUnit.MILLISECONDS.toNanos(millisBehindNow) > timeout;
        heard(batch, now);
    }

    private void heard(FragmentBatch.Builder batch, long now) {
        silentSince = now;
        idle = false;
        if (reportedIdle) {
            reportedIdle = false;
            batch.awake(splitId);
        }
    }
}
