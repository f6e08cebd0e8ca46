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

import java.util.Random;

/**
 * Fails tasks at random moments: amid the records, or when a checkpoint has just become complete
 * and its files are about to be committed.
 */
final class Chaos implements Probe.Observer {

    private static final int LONGEST_PEACE = 300;
    private static final int ONE_AT_CHECKPOINT_IN = 4;

    private final Random random;
    private boolean allowed = true;
    private boolean armed;
    private boolean atCheckpoint;
    private int recordsToGo;
    private int failures;
    private int checkpoints;

    Chaos(long seed) {
        random = new Random(seed);
    }

    /**
     * Until then none is armed: what is thrown into a task that is being cancelled fails nothing.
     */
    @Override
    public synchronized void started() {
        if (!armed) {
            armed = true;
            atCheckpoint = random.nextInt(ONE_AT_CHECKPOINT_IN) == 0;
            recordsToGo = 1 + random.nextInt(LONGEST_PEACE);
        }
    }

    @Override
    public synchronized void fragment(IndexLine line) {
        if (--recordsToGo < 0 && !atCheckpoint) {
            fail("amid the records");
        }
    }

    @Override
    public synchronized void checkpointComplete(long checkpoint) {
        checkpoints++;
        if (atCheckpoint && recordsToGo < 0) {
            fail("behind checkpoint " + checkpoint);
        }
    }

    private void fail(String when) {
        if (allowed && armed) {
            armed = false;
            failures++;
            throw new WantedFailure("Failure " + failures + ", wanted by the test, " + when);
        }
    }

    synchronized void allow(boolean failing) {
        allowed = failing;
    }

    synchronized int failures() {
        return failures;
    }

    /** Returns how often a task has heard of a complete checkpoint. */
    synchronized int checkpoints() {
        return checkpoints;
    }

    /** Not the connector's fault. */
    private static final class WantedFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WantedFailure(String message) {
            super(message);
        }
    }
}
