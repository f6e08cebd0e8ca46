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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The faults of a round, by its seed. As many of them as there is room for are of different kinds;
 * others are drawn by weight.
 */
final class FaultPlan {

    private static final long LONGEST_PAUSE_MILLIS = 2_500;
    private static final int ONE_JOINED_IN = 4;
    private static final int MOST_SUBTASKS = 4;

    private final Random random;

    /**
     * One fault.
     *
     * @param pause before it, so that it comes at any moment of a checkpoint
     * @param choice which of several processes it strikes, as a number to be taken modulo
     * @param parallelism of the job from then on, if it is submitted anew
     * @param joined whether the next one strikes before the job has got over this one
     * @param service what the emulator gets at the same time
     */
    record Step(
            Fault fault,
            Duration pause,
            int choice,
            int parallelism,
            boolean joined,
            ServiceFault service) {}

    private FaultPlan(long seed) {
        this.random = new Random(seed);
    }

    static List<Step> of(long seed, int faults, List<String> streams) {
        return new FaultPlan(seed).steps(faults, streams);
    }

    private List<Step> steps(int faults, List<String> streams) {
        List<Fault> kinds = new ArrayList<>(Arrays.asList(Fault.values()));
        Collections.shuffle(kinds, random);
        kinds.subList(Math.min(faults, kinds.size()), kinds.size()).clear();
        while (kinds.size() < faults) {
            kinds.add(drawn());
        }
        Collections.shuffle(kinds, random);
        return kinds.stream().map(fault -> step(fault, streams)).toList();
    }

    private Fault drawn() {
        int all = Arrays.stream(Fault.values()).mapToInt(Fault::weight).sum();
        int drawn = random.nextInt(all);
        for (Fault fault : Fault.values()) {
            drawn -= fault.weight();
            if (drawn < 0) {
                return fault;
            }
        }
        throw new IllegalStateException("More than all weights: " + drawn);
    }

    private Step step(Fault fault, List<String> streams) {
        return new Step(
                fault,
                Duration.ofMillis((long) (random.nextDouble() * LONGEST_PAUSE_MILLIS)),
                random.nextInt(Integer.MAX_VALUE),
                1 + random.nextInt(MOST_SUBTASKS),
                random.nextInt(ONE_JOINED_IN) == 0 && fault.mayBeJoined(),
                ServiceFault.drawn(random, streams));
    }
}
