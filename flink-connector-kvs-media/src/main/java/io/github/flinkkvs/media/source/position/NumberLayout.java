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

package io.github.flinkkvs.media.source.position;

import io.github.flinkkvs.media.model.FragmentNumber;

import org.apache.flink.annotation.Internal;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * The form that fragment numbers have been seen to have, which AWS does not document: {@code 2^156
 * + sequence x 2^92 + server milliseconds x 2^28 + 28 random bits}.
 *
 * <p>It may only make things quicker or easier. Nothing is lost where a number has another form.
 */
@Internal
public final class NumberLayout {

    private static final int MARK_BIT = 156;
    private static final int MILLIS_SHIFT = 28;
    private static final int MILLIS_BITS = 64;
    private static final BigInteger MILLIS_MASK =
            BigInteger.ONE.shiftLeft(MILLIS_BITS).subtract(BigInteger.ONE);

    /** The service began in 2017; a number that says otherwise has another form. */
    private static final Instant FIRST = Instant.parse("2017-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    private NumberLayout() {}

    /**
     * Returns when the service began to receive the fragment; nothing if its number has no such
     * form.
     */
    public static Optional<Instant> serverTimestamp(FragmentNumber number) {
        BigInteger value = new BigInteger(number.toString());
        long millis = value.shiftRight(MILLIS_SHIFT).and(MILLIS_MASK).longValue();
        if (value.bitLength() != MARK_BIT + 1 || !isPlausible(millis)) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochMilli(millis));
    }

    private static boolean isPlausible(long millis) {
        return millis >= FIRST.toEpochMilli() && millis < LAST.toEpochMilli();
    }
}
