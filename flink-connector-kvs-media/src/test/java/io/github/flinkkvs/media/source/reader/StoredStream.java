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
import io.github.flinkkvs.media.model.FragmentNumber;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** A stream in which some fragments are stored, and what the service makes of a selector. */
final class StoredStream {

    private static final int MARK_BIT = 156;
    private static final int SEQUENCE_SHIFT = 92;
    private static final int MILLIS_SHIFT = 28;

    /** A fragment of the stream. */
    record Stored(String number, Instant arrival, Instant produced) {}

    final List<Stored> fragments = new ArrayList<>();

    /** Those whose producers died before they were complete: they have no trailer. */
    final Set<Stored> dead = new HashSet<>();

    /** Those of them that a session may leave out. */
    private final Set<Stored> vanishing = new HashSet<>();

    /** Those whose trailer the service has yet to lose, once. */
    private final Set<Stored> losing = new HashSet<>();

    /**
     * The producer's time goes back now and then; numbers have gaps, and two may arrive at once.
     */
    static StoredStream random(SplittableRandom random) {
        StoredStream stream = new StoredStream();
        boolean ofTheFormThatWasSeen = random.nextBoolean();
        Instant arrival = TestingChunk.FIRST_ARRIVAL;
        Instant produced = arrival.minusSeconds(random.nextInt(100));
        BigInteger sequence = BigInteger.ONE;
        int count = random.nextInt(20);
        for (int i = 0; i < count; i++) {
            arrival = arrival.plusMillis(random.nextInt(5) == 0 ? 0 : random.nextInt(5_000));
            produced =
                    produced.plusMillis(random.nextInt(random.nextInt(4) == 0 ? -9_000 : 0, 5_000));
            sequence = sequence.add(BigInteger.valueOf(random.nextInt(1, 1_000)));
            BigInteger number =
                    ofTheFormThatWasSeen
                            ? BigInteger.ONE
                                    .shiftLeft(MARK_BIT)
                                    .add(sequence.shiftLeft(SEQUENCE_SHIFT))
                                    .add(
                                            BigInteger.valueOf(arrival.toEpochMilli())
                                                    .shiftLeft(MILLIS_SHIFT))
                            : sequence;
            stream.fragments.add(new Stored(number.toString(), arrival, produced));
        }
        return stream;
    }

    /**
     * Lets some producers die, and some trailers be lost of those that others follow.
     *
     * @param start what reading begins with is there, complete or not
     */
    void loseTrailers(Optional<FragmentNumber> start, SplittableRandom random) {
        boolean nextIsWhole = false;
        for (int i = fragments.size() - 1; i >= 0; i--) {
            int fate = random.nextInt(6);
            if (fate == 0) {
                dead.add(fragments.get(i));
                if (!start.equals(Optional.of(FragmentNumber.of(fragments.get(i).number())))) {
                    vanishing.add(fragments.get(i));
                }
            } else if (fate == 1 && nextIsWhole) {
                losing.add(fragments.get(i));
            }
            nextIsWhole = fate != 0;
        }
    }

    /** Returns the index of the first fragment that a session delivers. */
    int first(SessionStart start) {
        return switch (start.type()) {
            case EARLIEST -> 0;
            case NOW -> fragments.size();
            case FRAGMENT_NUMBER, CONTINUATION_TOKEN -> behind(new BigInteger(start.value()));
            case SERVER_TIMESTAMP -> atServerTime(Instant.parse(start.value()));
            case PRODUCER_TIMESTAMP -> atProducerTime(Instant.parse(start.value()));
        };
    }

    @Override
    public String toString() {
        return fragments + " of which were never completed " + dead;
    }

    private int behind(BigInteger number) {
        int first = 0;
        while (first < fragments.size()
                && new BigInteger(fragments.get(first).number()).compareTo(number) <= 0) {
            first++;
        }
        return first;
    }

    /** A fragment lasts until the next one arrives, and the last one for ever. */
    private int atServerTime(Instant instant) {
        int first = 0;
        for (int i = 1; i < fragments.size(); i++) {
            Instant arrival = fragments.get(i).arrival();
            if (!arrival.isAfter(instant) && arrival.isAfter(fragments.get(first).arrival())) {
                first = i;
            }
        }
        return first;
    }

    private int atProducerTime(Instant instant) {
        for (int i = 0; i < fragments.size(); i++) {
            boolean isOver =
                    i + 1 < fragments.size() && !fragments.get(i + 1).produced().isAfter(instant);
            if (!isOver) {
                return i;
            }
        }
        return fragments.size();
    }

    /** Returns all chunks from one on. */
    byte[] bytesFrom(int first, SplittableRandom random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = first; i < fragments.size(); i++) {
            Stored fragment = fragments.get(i);
            if (vanishing.contains(fragment) && random.nextInt(3) == 0) {
                continue;
            }
            byte[] chunk =
                    TestingChunk.chunk(fragment.number(), fragment.arrival(), fragment.produced());
            boolean whole = !dead.contains(fragment) && !losing.remove(fragment);
            int length =
                    chunk.length - (whole ? 0 : TestingChunk.trailer(fragment.number()).length);
            bytes.write(chunk, 0, length);
        }
        return bytes.toByteArray();
    }
}
