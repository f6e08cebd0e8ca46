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

package io.github.flinkkvs.examples.call;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a call that goes on, as one channel has it; its sound is kept beside it. Saved
 * in checkpoints.
 *
 * @param contactId whose call it is; empty if no fragment has said so
 * @param channel the track's name
 * @param begin when the service began to receive its first fragment
 * @param origin the producer's time of its first sample
 * @param hertz samples per second
 * @param voices how many samples there are of each instant
 * @param instants how many instants there are of it so far
 * @param pieces in how many pieces these are kept
 * @param received when the service began to receive the latest fragment
 * @param arrived when that came here, in epoch milliseconds
 */
public record OpenCall(
        String contactId,
        String channel,
        Instant begin,
        Instant origin,
        int hertz,
        int voices,
        long instants,
        int pieces,
        Instant received,
        long arrived) {

    /** Timestamps are of when a packet came: what is less late than this is not late. */
    private static final Duration JITTER = Duration.ofMillis(200);

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MOST_SECONDS = Integer.MAX_VALUE;

    static OpenCall begin(CallSound sound) {
        return new OpenCall(
                sound.contactId(),
                sound.channel(),
                sound.received(),
                sound.fragmentStart(),
                sound.hertz(),
                sound.voices(),
                0,
                0,
                sound.received(),
                0);
    }

    /** Says whether the sound is of this call; one that does not tell its contact is. */
    boolean goesOnWith(CallSound sound, Duration silence) {
        return (sound.contactId().isEmpty() || sound.contactId().equals(contactId))
                && sound.hertz() == hertz
                && sound.voices() == voices
                && Duration.between(received, sound.received()).compareTo(silence) <= 0;
    }

    /**
     * How many instants of silence belong ahead of the sound, so that its place in the file tells
     * its time. None where the producer's clock has jumped: by more than what ends a call.
     */
    long missingAhead(CallSound sound, Duration silence) {
        long missing = late(sound);
        boolean isGap = missing > length(JITTER) && missing <= length(silence);
        return isGap ? missing : 0;
    }

    OpenCall plusSilence(long length) {
        return plusPiece(length, origin, received, arrived);
    }

    OpenCall plus(CallSound sound, long now) {
        boolean isInTime = Math.abs(late(sound)) <= length(JITTER);
        return plusPiece(
                sound.pcm().length / bytesPerInstant(),
                isInTime ? origin : sound.start().minus(duration()),
                sound.received(),
                now);
    }

    private OpenCall plusPiece(long added, Instant newOrigin, Instant lastReceived, long now) {
        return new OpenCall(
                contactId,
                channel,
                begin,
                newOrigin,
                hertz,
                voices,
                instants + added,
                pieces + 1,
                lastReceived,
                now);
    }

    private long late(CallSound sound) {
        return length(Duration.between(origin, sound.start())) - instants;
    }

    /** Timestamps are the producer's: they may lie so far apart that sums do not fit. */
    private long length(Duration time) {
        long seconds = Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, time.getSeconds()));
        return seconds * hertz + (long) time.getNano() * hertz / NANOS_PER_SECOND;
    }

    Duration duration() {
        return Duration.ofSeconds(instants / hertz, instants % hertz * NANOS_PER_SECOND / hertz);
    }

    int bytesPerInstant() {
        return voices * Short.BYTES;
    }
}
