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

import io.github.flinkkvs.e2e.faults.FaultPlan.Step;
import io.github.flinkkvs.e2e.faults.mutation.Mutation;
import io.github.flinkkvs.e2e.process.ProcessFolder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exactly once on a cluster of processes, whatever becomes of them; {@code docs/testing.md} has the
 * long run.
 *
 * <p>{@code -Dkvs.faults=…} says how many faults there are, in rounds of {@value #MOST_IN_ROUND}
 * that start on the oldest line of Flink, {@code -Dkvs.seed=…} the seed of the first round; each
 * further one has the next number.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class FaultsITCase {

    private static final int FAULTS = Integer.getInteger("kvs.faults", Fault.values().length);
    private static final long SEED = Long.getLong("kvs.seed", 6);
    private static final int MOST_IN_ROUND = 20;
    private static final Duration TAIL = Duration.ofSeconds(15);

    @RegisterExtension static final ProcessFolder FOLDER = new ProcessFolder();

    @Test
    void nothingIsMissingDoubledOrOutOfOrderWhateverBecomesOfTheProcesses() {
        List<String> problems = new ArrayList<>();
        for (int done = 0, round = 0; done < FAULTS; done += MOST_IN_ROUND, round++) {
            long seed = SEED + round;
            int faults = Math.min(MOST_IN_ROUND, FAULTS - done);
            try {
                judged(seed, faults).forEach(p -> problems.add("seed " + seed + ": " + p));
            } catch (RuntimeException | AssertionError e) {
                problems.add("seed " + seed + " of " + faults + " faults: " + e);
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aPositionSavedOneFragmentEarlyIsReportedAsDoubled() {
        assertThat(ofMutated(Mutation.EARLY))
                .anyMatch(problem -> problem.startsWith("doubled in all: "))
                .noneMatch(problem -> problem.startsWith("missing"));
    }

    @Test
    void aPositionSavedOneFragmentLateIsReportedAsMissing() {
        assertThat(ofMutated(Mutation.LATE))
                .anyMatch(problem -> problem.startsWith("missing in all: "))
                .noneMatch(problem -> problem.startsWith("doubled"));
    }

    private static List<String> judged(long seed, int faults) {
        Path folder = folder("seed-" + seed);
        FaultLog log = new FaultLog(folder);
        List<Step> plan = FaultPlan.of(seed, faults, FaultRig.STREAMS);
        long begin = System.nanoTime();
        log.add("seed %d, %d faults".formatted(seed, faults));
        try (FaultRig rig = FaultRig.start(folder, log, IndexJob.asUsersHaveIt(), 2)) {
            new FaultDriver(rig, log).drive(plan);
            assertThat(rig.drain(FaultRig.LONGEST)).as("The last fragments are committed").isTrue();
            rig.stop();
            rig.close();
            List<String> problems = Judgement.on(rig.storage(), rig.index());
            log.add(
                    "seed %d: %s, %d committed lines in %d files, %.0f s, problems: %s"
                            .formatted(
                                    seed,
                                    byKind(plan),
                                    rig.index().lines(),
                                    rig.index().files().size(),
                                    (System.nanoTime() - begin) / 1e9,
                                    problems));
            return problems;
        }
    }

    private static List<String> ofMutated(Mutation mutation) {
        Path folder = folder(mutation.name().toLowerCase(Locale.ROOT));
        FaultLog log = new FaultLog(folder);
        try (FaultRig rig = FaultRig.start(folder, log, IndexJob.mutated(mutation, folder), 2)) {
            rig.awaitProgress();
            rig.cluster().taskManagers().get(0).kill();
            rig.cluster().startTaskManager();
            rig.awaitProgress();
            rig.rescale(1);
            rig.awaitProgress();
            rig.drain(TAIL);
            rig.stop();
            rig.close();
            List<String> problems = Judgement.on(rig.storage(), rig.index());
            log.add("%s: %s".formatted(mutation, problems));
            return problems;
        }
    }

    private static Map<Fault, Long> byKind(List<Step> plan) {
        return plan.stream()
                .map(Step::fault)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Path folder(String name) {
        try {
            return Files.createDirectories(FOLDER.path().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
