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

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the fleet small, so that it does not rot; what it holds is not flat so soon. */
class SourceFleetTest {

    @Test
    void aSmallFleetLosesNothingAndIsNeverRefused() {
        int exit =
                Benchmarks.commandLine()
                        .execute(
                                "source-fleet",
                                "--streams=20",
                                "--rate=20",
                                "--warm-up=1",
                                "--seconds=2",
                                "--window=1",
                                "--sample-every=1",
                                "--only-whole");

        assertThat(exit).isZero();
    }
}
