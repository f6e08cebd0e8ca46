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

package io.github.flinkkvs.benchmarks;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.LongConsumer;

/**
 * One reader of a live camera, which demands each fragment, whole and in order. Not thread-safe.
 */
final class LiveClient {
    private final HttpBody body = new HttpBody(new ChunkWatch(this::fragment)::accept);
    private final LongConsumer latencies;
    private BigInteger lastNumber = BigInteger.ZERO;
    private long lastMillis;

    /** Gives each fragment's latency in microseconds: from its last frame's end to its trailer. */
    LiveClient(LongConsumer latencies) {
        this.latencies = latencies;
    }

    /**
     * Takes what came.
     *
     * @throws IllegalStateException if a fragment is missing, incomplete or out of order
     */
    void accept(ByteBuffer bytes) {
        body.accept(bytes);
    }

    /** Returns whether all fragments that begin before a time have come. */
    boolean isUpTo(long millis) {
        return lastMillis + SessionsScenario.FRAGMENT_MILLIS >= millis;
    }

    private void fragment(ChunkWatch.Received received) {
        BigInteger number = new BigInteger(received.number());
        long millis = received.producerMillis();
        boolean next = lastMillis == 0 || millis == lastMillis + SessionsScenario.FRAGMENT_MILLIS;
        if (!next || number.compareTo(lastNumber) <= 0) {
            throw new IllegalStateException(received + " does not follow " + lastNumber);
        }
        if (received.frames() != SessionsScenario.FRAMES) {
            throw new IllegalStateException(received + " lacks frames");
        }
        lastNumber = number;
        lastMillis = millis;
        Instant now = Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        latencies.accept(micros - (millis + SessionsScenario.FRAGMENT_MILLIS) * 1000);
    }
}
