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

import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.mkv.OpenChunk;
import io.github.flinkkvs.media.model.BadFragment;
import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.config.SourceConfig.PolicyConfig;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition.LastFragment;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts how often a fragment could not be read, and steps over it if it shall. Fetcher thread.
 *
 * <p>A fragment can be stepped over once the tags in front of it have named it, since only its
 * number tells the service where to go on. Bytes that break before are retried as often, and then
 * fail the job whatever the policy.
 */
final class UnreadableFragments {

    private static final byte[] NO_BYTES = {};

    private final KvsMediaSplit split;
    private final FetchPosition position;
    private final PolicyConfig policies;

    /** The fragment that failed last; empty also if it was not named. */
    private Optional<String> failing = Optional.empty();

    private int attempts;

    UnreadableFragments(KvsMediaSplit split, FetchPosition position, PolicyConfig policies) {
        this.split = split;
        this.position = position;
        this.policies = policies;
    }

    /** A fragment was read: what failed before counts no more. */
    void fragmentArrived() {
        attempts = 0;
    }

    /**
     * Notes that a session could not be read on.
     *
     * @return whether the fragment was stepped over; it is to be tried again otherwise
     * @throws IOException if that was once too often, and the fragment cannot or must not be
     *     stepped over
     */
    boolean stepOver(MkvException error, SessionReader session, FragmentBatch.Builder batch)
            throws IOException {
        if (!error.fragmentNumber().equals(failing)) {
            failing = error.fragmentNumber();
            attempts = 0;
        }
        if (++attempts < policies.badFragmentAttempts()) {
            return false;
        }
        FragmentNumber number =
                failing.map(FragmentNumber::of)
                        .filter(named -> !position.covers(named))
                        .orElseThrow(() -> givenUp(error, "which fragment this is cannot be told"));
        if (policies.badFragment() == BadFragmentPolicy.FAIL) {
            throw givenUp(error, "to go on behind it, set source.bad-fragment to SKIP or EMIT");
        }
        attempts = 0;
        FetchedFragment.Bad bad =
                bad(error, number, session.copyOpenChunk(), session.serviceTime());
        position.moveBehind(bad.header());
        batch.add(split.splitId(), bad);
        return true;
    }

    private FetchedFragment.Bad bad(
            MkvException error, FragmentNumber number, OpenChunk chunk, Instant serviceTime) {
        // The tags in front name all three together; a time that is missing all the same is
        // replaced by one that is not later.
        Instant serverTimestamp =
                chunk.serverTimestamp()
                        .or(() -> position.get().last().map(LastFragment::serverTimestamp))
                        .orElse(serviceTime);
        FragmentHeader header =
                new FragmentHeader(
                        number,
                        "",
                        chunk.producerTimestamp().orElse(serverTimestamp),
                        serverTimestamp,
                        OptionalLong.empty());
        boolean bytesAreWanted = policies.badFragment() == BadFragmentPolicy.EMIT;
        return new FetchedFragment.Bad(
                header,
                BadFragment.unreadable(
                        split.stream(),
                        number,
                        chunk.producerTimestamp(),
                        chunk.serverTimestamp(),
                        error.getMessage(),
                        error.position() - chunk.position(),
                        bytesAreWanted ? chunk.bytes() : NO_BYTES));
    }

    private IOException givenUp(MkvException error, String advice) {
        return new IOException(
                String.format(
                        "Cannot read stream %s %s: what follows is no chunk, in %d sessions"
                                + " (source.bad-fragment.attempts); %s. %s",
                        split.stream(),
                        StreamTrouble.text(position.get()),
                        attempts,
                        advice,
                        error.getMessage()),
                error);
    }
}
