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

import io.github.flinkkvs.e2e.Eventually;
import io.github.flinkkvs.e2e.faults.FaultPlan.Step;
import io.github.flinkkvs.e2e.process.JavaProcess;

import java.time.Duration;
import java.util.List;

/** Carries a plan out, and logs what it does. */
final class FaultDriver {

    /** More than the timeouts of the heartbeat and of the session with ZooKeeper. */
    private static final Duration FREEZE = Duration.ofSeconds(8);

    private final FaultRig rig;
    private final FaultLog log;

    FaultDriver(FaultRig rig, FaultLog log) {
        this.rig = rig;
        this.log = log;
    }

    void drive(List<Step> plan) {
        rig.awaitProgress();
        int number = 1;
        for (Step step : plan) {
            idle(step.pause());
            log.add(
                    "fault %d of %d: %s and %s%s"
                            .formatted(
                                    number++,
                                    plan.size(),
                                    step.fault(),
                                    step.service(),
                                    step.joined() ? ", at once followed by" : ""));
            rig.admin().inject(step.service().stream(), step.service().fault());
            strike(step);
            if (!step.joined()) {
                rig.awaitProgress();
            }
        }
        rig.awaitProgress();
    }

    private void strike(Step step) {
        switch (step.fault()) {
            case KILL_TASK_MANAGER -> {
                taskManager(step).kill();
                rig.cluster().startTaskManager();
            }
            case KILL_JOB_MANAGER -> {
                rig.cluster().jobManager().kill();
                rig.cluster().startJobManager();
            }
            case KILL_EMULATOR -> {
                rig.emulator().process().kill();
                rig.emulator().start();
            }
            case FREEZE_TASK_MANAGER -> freezeTaskManager(step);
            case FREEZE_JOB_MANAGER -> freeze(rig.cluster().jobManager());
            case FREEZE_EMULATOR -> freeze(rig.emulator().process());
            case RESCALE -> rig.rescale(step.parallelism());
            case UPGRADE -> rig.upgrade(step.parallelism());
            default -> throw new IllegalStateException("Nobody knows how to " + step.fault());
        }
    }

    /** Half the time the job has gone on elsewhere when it comes back. */
    private void freezeTaskManager(Step step) {
        JavaProcess frozen = taskManager(step);
        int others = rig.liveTaskManagers().size() - 1;
        frozen.freeze();
        try {
            rig.cluster().rest().awaitTaskManagers(others, FaultRig.LONGEST);
            log.add("  %s is given up".formatted(frozen));
            if (step.choice() % 4 < 2) {
                rig.awaitProgress();
            }
        } finally {
            frozen.thaw();
        }
        rig.cluster().rest().awaitTaskManagers(others + 1, FaultRig.LONGEST);
        log.add("  %s is back".formatted(frozen));
    }

    private static void freeze(JavaProcess process) {
        process.freeze();
        try {
            Eventually.holdsWithin(FREEZE, () -> !process.isAlive());
        } finally {
            process.thaw();
        }
    }

    private JavaProcess taskManager(Step step) {
        List<JavaProcess> live = rig.liveTaskManagers();
        return live.get(step.choice() % live.size());
    }

    /** Lets some time go by, as the moment of a fault is to be any. */
    private void idle(Duration pause) {
        Eventually.holdsWithin(pause, () -> !rig.emulator().process().isAlive());
    }
}
