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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the soak small, so that it does not rot; what it holds is not flat so soon. */
class SoakTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir private Path folder;

    @Test
    void aShortSoakLosesNothingAndLeavesAReport() {
        Path out = folder.resolve("soak");

        int exit =
                Benchmarks.commandLine()
                        .execute(
                                "soak",
                                "--cameras=3",
                                "--minutes=0.2",
                                "--fault-rate=120",
                                "--task-failure-rate=15",
                                "--sample-every=2",
                                "--out=" + out,
                                "--only-whole");

        assertThat(exit).isZero();
        assertThat(out.resolve("report.txt"))
                .content()
                .contains("yes: ", " fragments stored, each committed once and in order: 0 missing")
                .contains("tasks failed as wanted, and none else");
        assertThat(out.resolve("samples.csv")).content().startsWith("seconds,").hasLineCount(7);
        assertThat(out.resolve("soak.png")).binaryContent().startsWith(PNG);
    }
}
