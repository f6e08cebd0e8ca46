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

package io.github.flinkkvs.media.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Every row of the table, as it comes over the wire in each of its phases. */
class FailureOnTheWireTest extends SessionFixture {

    private static List<WireCase> cases() {
        return WireCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aFailureIsTakenForWhatTheTableSays(WireCase wireCase) throws Exception {
        KvsServiceException failure = wireCase.maker().make(this);

        assertThat(failure.tableEntry()).isEqualTo(wireCase.error());
        assertThat(failure.action()).isEqualTo(wireCase.row().action());
        assertThat(failure)
                .hasMessageStartingWith(wireCase.call())
                .hasMessageEndingWith(wireCase.row().advice())
                .hasMessageNotContainingAny("s3cr3t", "t0k3n");
    }

    /** Whoever adds a row adds a case to {@link WireCases}, or the other way round. */
    @Test
    void noRowOfTheTableIsWithoutACaseInAnyOfItsPhases() {
        List<String> rows = new ArrayList<>();
        for (FailureRow row : FailureTable.rows()) {
            row.phases().forEach(phase -> rows.add(phase + ": " + row.error()));
        }

        assertThat(
                        cases().stream()
                                .map(made -> made.phase() + ": " + made.error())
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(rows);
    }
}
