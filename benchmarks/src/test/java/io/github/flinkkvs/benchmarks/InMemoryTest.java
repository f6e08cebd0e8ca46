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

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the comparison small, so that it does not rot; the figures mean nothing. */
class InMemoryTest {

    @TempDir private Path output;

    @Test
    void theComparisonRunsToItsEnd() throws Exception {
        int exit =
                Benchmarks.commandLine()
                        .execute(
                                "in-memory",
                                "--media=CALL_AUDIO",
                                "--readers=FRAGMENTS,AWS_METADATA,FRESH_ARRAYS",
                                "--rounds=1",
                                "--iterations=1",
                                "--iteration-ms=10",
                                "--output=" + output);

        assertThat(exit).isZero();
        assertThat(Files.readAllLines(output.resolve("in-memory.csv"))).hasSize(4);
        assertThat(output.resolve("in-memory.png")).isNotEmptyFile();
    }
}
