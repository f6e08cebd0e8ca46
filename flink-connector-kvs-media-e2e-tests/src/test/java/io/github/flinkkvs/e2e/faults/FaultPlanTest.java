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

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class FaultPlanTest {

    private static final List<String> STREAMS = List.of("cam-1", "cam-2");

    @Test
    void aSeedTellsTheWholePlan() {
        assertThat(FaultPlan.of(7, 30, STREAMS)).isEqualTo(FaultPlan.of(7, 30, STREAMS));
        assertThat(FaultPlan.of(7, 30, STREAMS)).isNotEqualTo(FaultPlan.of(8, 30, STREAMS));
    }

    @Test
    void eachKindComesBeforeAnyComesTwice() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(FaultPlan.of(seed, Fault.values().length, STREAMS))
                    .extracting(Step::fault)
                    .containsExactlyInAnyOrder(Fault.values());
        }
    }

    @Test
    void thereIsOneUpgradeInARound() {
        assertThat(FaultPlan.of(1, 200, STREAMS))
                .filteredOn(step -> step.fault() == Fault.UPGRADE)
                .hasSize(1);
    }
}
