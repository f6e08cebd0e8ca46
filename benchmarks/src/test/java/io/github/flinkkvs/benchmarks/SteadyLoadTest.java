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

/** Runs it small, so that it does not rot; its figures mean nothing so small. */
class SteadyLoadTest {

    @Test
    void aSmallLoadIsReadAndAStoppedOperatorGoesOn() {
        int exit =
                Benchmarks.commandLine()
                        .execute(
                                "steady-load",
                                "--media=call",
                                "--sessions=2",
                                "--rate=0.1",
                                "--seconds=1",
                                "--step=1",
                                "--stalled=1",
                                "--megabytes=1",
                                "--heap=400");

        assertThat(exit).isZero();
    }
}
