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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs scenarios small, so that the benchmarks do not rot; the figures mean nothing. */
class EmulatorLoadTest {

    @ParameterizedTest
    @ValueSource(strings = {"sessions", "memory"})
    void scenariosRunToTheirEnd(String scenario) {
        int exit =
                Benchmarks.commandLine()
                        .execute(
                                "emulator-load",
                                "--only=" + scenario,
                                "--sessions=5",
                                "--seconds=2",
                                "--warm-up=1",
                                "--cap-mb=10");

        assertThat(exit).isZero();
    }
}
