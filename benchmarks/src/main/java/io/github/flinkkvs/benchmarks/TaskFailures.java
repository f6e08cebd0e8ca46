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

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Fails a task of the job in this process now and then: whichever has a record when a failure is
 * due. Thread-safe.
 */
final class TaskFailures {
    private static final double NEVER_SECONDS = 1e8;

    private static Random random = new Random();
    private static long meanNanos;
    private static long due;
    private static boolean armed;
    private static int failures;
    private static int starts;

    private TaskFailures() {}

    /** Begins anew, with a failure every so many seconds on average. */
    static synchronized void arm(long seed, double meanSeconds) {
        random = new Random(seed);
        meanNanos = (long) (Math.min(meanSeconds, NEVER_SECONDS) * TimeUnit.SECONDS.toNanos(1));
        armed = true;
        failures = 0;
        starts = 0;
        plan();
    }

    static synchronized void disarm() {
        armed = false;
    }

    static synchronized void started() {
        starts++;
    }

    static synchronized void failIfDue() {
        if (armed && System.nanoTime() - due >= 0) {
            failures++;
            plan();
            throw new WantedFailure("Failure " + failures + ", wanted by the soak");
        }
    }

    static synchronized int failures() {
        return failures;
    }

    /** How often a task has started, for the first time or again. */
    static synchronized int starts() {
        return starts;
    }

    private static synchronized void plan() {
        due = System.nanoTime() + (long) (2 * meanNanos * random.nextDouble());
    }

    /** Not the connector's fault. */
    private static final class WantedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WantedFailure(String message) {
            super(message);
        }
    }
}
