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

package io.github.flinkkvs.emulator.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Kills the emulator's process as the system does, in the middle of storing. */
class KilledProcessTest {
    private static final int ROUNDS = 4;

    @TempDir private Path folder;

    @Test
    void whatWasStoredIsThereAndWhatWasNotIsNotThereInPart() throws Exception {
        List<String> told = new ArrayList<>();
        int drafts = 0;
        for (int round = 0; round < ROUNDS; round++) {
            told.addAll(produceUntilKilled(50 + 30 * round));
            drafts += drafts();

            List<String> kept = keptAndWhole();

            assertThat(kept).containsAll(told).doesNotHaveDuplicates();
            // Whole, but killed before it was told: one fragment of each producer at most.
            int untold = (EndlessProducer.PRODUCERS + 1) * (round + 1);
            assertThat(kept).hasSizeLessThanOrEqualTo(told.size() + untold);
        }
        assertThat(drafts).as("killed in the middle of a file at least once").isPositive();
        assertThat(drafts()).isZero();
    }

    private List<String> produceUntilKilled(int enough) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                EndlessProducer.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> told = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                told.add(line);
                if (told.size() == enough) {
                    // Not by the process, which would close what it still has to say.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told).hasSizeGreaterThanOrEqualTo(enough);
        // The last line may have been cut by the kill.
        told.remove(told.size() - 1);
        return told;
    }

    private List<String> keptAndWhole() {
        List<String> kept = new ArrayList<>();
        try (StreamStore store =
                StreamStore.inFolder(
                        folder, "arn:", Clock.systemUTC(), new Random(1), Long.MAX_VALUE)) {
            for (StoredStream stream : store.all()) {
                for (StoredFragment fragment : stream.log().fragments()) {
                    assertThat(SelfCheckingMedia.isIn(fragment.toByteArray())).isTrue();
                    kept.add(stream.name() + " " + fragment.number());
                }
            }
        }
        return kept;
    }

    private int drafts() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return (int) files.filter(file -> file.toString().endsWith(".tmp")).count();
        }
    }
}
