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
import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.split.SplitPosition;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a stream has been fetched, which is ahead of what has been emitted, and in which form the
 * next session asks for what follows. Fetcher thread.
 */
final class FetchPosition {

    private final String splitId;
    private final FixedStarts fixedStarts;
    private SplitPosition position;

    /**
     * The service's clock when the first session opened: "now", until a fragment says it better.
     */
    private Optional<Instant> firstOpened = Optional.empty();

    /** Whether the fragment that reading is to start with has come, complete or not. */
    private boolean startSeen;

    private boolean tokenRejected;
    private ReadBeforeLoss readBeforeLoss = ReadBeforeLoss.NOTHING;

    FetchPosition(String splitId, SplitPosition saved, FixedStarts fixedStarts) {
        this.splitId = splitId;
        this.position = saved;
        this.fixedStarts = fixedStarts;
    }

    SplitPosition get() {
        return position;
    }

    /** Returns what the next session asks for. */
    SessionStart sessionStart() {
        if (position.isUnfixedNow() && firstOpened.isPresent()) {
            return SessionStart.atServerTimestamp(firstOpened.get());
        }
        return tokenRejected ? position.resumeByNumber() : position.resumeByToken();
    }

    /** Until the first chunk tells better, "now" is when the first session opened. */
    void sessionOpened(Instant serviceTime) {
        if (position.isUnfixedNow() && firstOpened.isEmpty()) {
            firstOpened = Optional.of(serviceTime);
            fixedStarts.fix(splitId, serviceTime);
        }
    }

    /** "Now" is when the first fragment arrived, complete or not. */
    void fragmentBegun(Instant serverTimestamp) {
        if (position.isUnfixedNow()) {
            position = position.withNowFixedAt(serverTimestamp);
            fixedStarts.fix(splitId, serverTimestamp);
        }
    }

    /** Notes that the service has sent the beginning of a fragment. */
    void seen(FragmentNumber number) {
        startSeen |= position.start().firstFragment().filter(number::equals).isPresent();
    }

    /** Returns whether a fragment lies before the one that reading is to start with. */
    boolean isBeforeStart(FragmentNumber number) {
        return position.isBeforeStart(number);
    }

    /**
     * Returns the fragment that reading was to start with, where another one shows that the service
     * does not have it.
     */
    Optional<FragmentNumber> goneStart(FragmentNumber other) {
        return startSeen
                ? Optional.empty()
                : position.start()
                        .firstFragment()
                        .filter(first -> !position.covers(first) && other.compareTo(first) > 0);
    }

    void moveBehind(FragmentHeader fragment) {
        fragmentBegun(fragment.serverTimestamp());
        position = position.behind(fragment);
        tokenRejected = false;
    }

    /** Nothing came behind the position while a session waited that was opened at this time. */
    void silentUntil(Instant serviceTime) {
        position = position.silentUntil(serviceTime);
        fixedStarts.silent(splitId, position);
    }

    /**
     * All that the service completed before this time by its clock has come. Not saved: a restored
     * job cannot know it as surely.
     */
    void nothingMissedUntil(Instant serverTimestamp) {
        if (position.readUntil().filter(until -> !until.isBefore(serverTimestamp)).isEmpty()) {
            position = position.silentUntil(serverTimestamp);
        }
    }

    /** Returns whether a fragment of this number need not be looked at any more. */
    boolean covers(FragmentNumber number) {
        return position.covers(number);
    }

    /** Returns whether a fragment was read, be it before a position was lost. */
    boolean covers(FragmentNumber number, Instant serverTimestamp) {
        return position.covers(number) || readBeforeLoss.covers(number, serverTimestamp);
    }

    /** Returns whether the number is left to ask by, where the token was refused. */
    boolean canFallBack() {
        return position.last().isPresent() && !tokenRejected;
    }

    void tokenRejected() {
        tokenRejected = true;
    }

    /**
     * Reading goes on elsewhere: the service does not serve the position any more. "Now" has to be
     * saved at once, lest it move; all that is stored is found again from the lost position, which
     * tells what of it was read.
     */
    void restart(SplitPosition next) {
        readBeforeLoss = new ReadBeforeLoss(position);
        position = next;
        if (next.isUnfixedNow() || readBeforeLoss.lost().last().isEmpty()) {
            fixedStarts.restart(splitId, readBeforeLoss.lost(), next);
        }
        firstOpened = Optional.empty();
        startSeen = false;
        tokenRejected = false;
    }
}
