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

package io.github.flinkkvs.emulator.store;

import java.math.BigInteger;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Numbers fragments as the service was observed to: {@code 2^156 + sequence x 2^92 + server
 * milliseconds x 2^28 + 28 random bits}, which makes 47 digits that ascend in order of arrival.
 *
 * <p>Guarded by the log that owns it.
 */
final class FragmentNumbers {
    private static final BigInteger BASE = BigInteger.ONE.shiftLeft(156);
    private static final int SEQUENCE_SHIFT = 92;
    private static final int MILLIS_SHIFT = 28;

    /** How far the sequence was seen to jump when a producer connects anew. */
    private static final long SESSION_JUMP = 1000;

    /** How many numbers a single write to the storage is good for. */
    private static final long RESERVE = 1000;

    private final RandomGenerator random;
    private final FragmentStorage storage;
    private long sequence;
    private long reserved;

    /** Goes on behind all numbers that the stream may have given out, whatever became of them. */
    FragmentNumbers(RandomGenerator random, FragmentStorage storage) {
        this.random = random;
        this.storage = storage;
        this.reserved = storage.reserved();
        this.sequence = reserved;
    }

    String next(Instant serverTimestamp) {
        goOnAt(sequence + 1);
        return BASE.add(BigInteger.valueOf(sequence).shiftLeft(SEQUENCE_SHIFT))
                .add(BigInteger.valueOf(serverTimestamp.toEpochMilli()).shiftLeft(MILLIS_SHIFT))
                .add(BigInteger.valueOf(random.nextInt(1 << MILLIS_SHIFT)))
                .toString();
    }

    void beginProducerSession() {
        if (sequence > 0) {
            goOnAt(sequence + SESSION_JUMP);
        }
    }

    /** Takes note of a number that was given elsewhere, so that the next own one is greater. */
    void continueAfter(String number) {
        BigInteger taken = new BigInteger(number).subtract(BASE).shiftRight(SEQUENCE_SHIFT);
        goOnAt(Math.max(sequence, taken.max(BigInteger.ZERO).longValueExact()));
    }

    private void goOnAt(long next) {
        if (next > reserved) {
            storage.reserve(next + RESERVE);
            reserved = next + RESERVE;
        }
        sequence = next;
    }

    /** Whether a number has the layout of these and lies before the next. */
    boolean couldHaveGiven(String number) {
        BigInteger offset = new BigInteger(number).subtract(BASE);
        return offset.signum() > 0
                && offset.shiftRight(SEQUENCE_SHIFT).compareTo(BigInteger.valueOf(sequence)) <= 0;
    }
}
