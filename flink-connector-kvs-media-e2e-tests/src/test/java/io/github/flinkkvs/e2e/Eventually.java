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

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about and cannot signal, and never longer than told. */
public final class Eventually {

    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private Eventually() {}

    /** Waits until the condition holds. */
    public static void await(String what, Duration longest, BooleanSupplier condition) {
        if (!holdsWithin(longest, condition)) {
            throw new AssertionError("Not within " + longest + ": " + what);
        }
    }

    /** Waits until the condition holds; returns whether it came to that in time. */
    public static boolean holdsWithin(Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** Leaves the processor to those who are waited for. */
    static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
