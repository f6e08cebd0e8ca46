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

/** Runs the simulation small, so that it does not rot; the figures mean nothing. */
class EnumeratorScaleTest {

    @Test
    void theSimulationRunsToItsEnd() {
        int exit =
                Benchmarks.commandLine()
                        .execute("enumerator-scale", "--streams=1000", "--readers=7", "--rounds=1");

        assertThat(exit).isZero();
    }
}
