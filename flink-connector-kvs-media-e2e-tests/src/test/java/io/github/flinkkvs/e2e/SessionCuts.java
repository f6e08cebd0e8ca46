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

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.session.SessionEnd;

import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Ends every session of a stream at a random byte, in a random way: some before the first fragment
 * is complete, most amid a block some fragments on, a few late.
 */
final class SessionCuts implements LongSupplier {

    private static final SessionEnd[] WAYS = SessionEnd.values();

    private final EmulatedStream stream;
    private final Random random;

    private SessionCuts(EmulatedStream stream, long seed) {
        this.stream = stream;
        this.random = new Random(seed);
    }

    static void of(EmulatedStream stream, long seed) {
        new SessionCuts(stream, seed).getAsLong();
    }

    /** Asked once for each session, under the stream's lock; sets the way of its end, too. */
    @Override
    public long getAsLong() {
        stream.endEachSessionAfterBytes(this, WAYS[random.nextInt(WAYS.length)]);
        int kind = random.nextInt(20);
        if (kind < 3) {
            return random.nextInt(2_000);
        }
        return kind < 18 ? 2_000 + random.nextInt(100_000) : 100_000 + random.nextInt(400_000);
    }
}
