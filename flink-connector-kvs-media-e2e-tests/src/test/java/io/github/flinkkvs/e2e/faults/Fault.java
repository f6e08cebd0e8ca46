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

package io.github.flinkkvs.e2e.faults;

/** What becomes of processes, and what operators do to jobs. */
enum Fault {
    /** SIGKILL; another one takes its place. */
    KILL_TASK_MANAGER(4),
    /** SIGKILL; the next one finds the job in ZooKeeper and in the folder for high availability. */
    KILL_JOB_MANAGER(2),
    /** SIGKILL; it starts again with its folder. */
    KILL_EMULATOR(3),
    /** SIGSTOP for longer than the heartbeat: it is given up, and then goes on. */
    FREEZE_TASK_MANAGER(2),
    /**
     * SIGSTOP for longer than its session with ZooKeeper: it loses its office, and then goes on.
     */
    FREEZE_JOB_MANAGER(1),
    /** SIGSTOP: connections stay open, and nothing comes. */
    FREEZE_EMULATOR(1),
    /** Savepoint, stop, restore at another parallelism. */
    RESCALE(3),
    /** Savepoint, stop, and restore on a cluster of a newer line of Flink; there is no way back. */
    UPGRADE(0);

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    /** How often it is drawn, in proportion to others. */
    int weight() {
        return weight;
    }

    /** Whether the next fault may come before the job has got over this one. */
    boolean mayBeJoined() {
        return this == KILL_TASK_MANAGER || this == KILL_JOB_MANAGER || this == KILL_EMULATOR;
    }
}
