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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTableTest {

    @ParameterizedTest
    @CsvSource({
        "CONTROL_PLANE, InvalidArgumentException, FAIL",
        "GET_MEDIA, InvalidArgumentException, LOST_POSITION",
        "CONTROL_PLANE, AccessDeniedException, FAIL",
        "CREDENTIALS, AccessDenied, REFRESH_CREDENTIALS",
        "CONTROL_PLANE, ResourceNotFoundException, STREAM_NOT_FOUND",
        "GET_MEDIA, ResourceNotFoundException, STREAM_NOT_FOUND",
        "GET_MEDIA, InvalidEndpointException, REFRESH_ENDPOINT",
        "CREDENTIALS, ExpiredToken, REFRESH_CREDENTIALS",
        "CREDENTIALS, Throttling, BACK_OFF"
    })
    void theNameDecidesTogetherWithThePhase(FailurePhase phase, String name, FailureAction action) {
        assertThat(FailureTable.ofAnswer(phase, name, 400).action()).isEqualTo(action);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 400, 401, 403, 404, 500})
    void theStatusOfAKnownNameMakesNoDifference(int status) {
        assertThat(
                        FailureTable.ofAnswer(
                                        FailurePhase.GET_MEDIA, "AccessDeniedException", status)
                                .action())
                .isEqualTo(FailureAction.FAIL);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailurePhase.class,
            names = {"BODY"},
            mode = EnumSource.Mode.EXCLUDE)
    void anUnknownNameOfALimitBacksOffInEveryCall(FailurePhase phase) {
        for (String name :
                List.of(
                        "StreamLimitExceededException",
                        "SomeFutureLimitExceededException",
                        "ThrottledException",
                        "ThrottlingError")) {
            assertThat(FailureTable.ofAnswer(phase, name, 400).action())
                    .isEqualTo(FailureAction.BACK_OFF);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, BACK_OFF",
        "408, BACK_OFF",
        "429, BACK_OFF",
        "500, BACK_OFF",
        "503, BACK_OFF",
        "599, BACK_OFF",
        "301, FAIL",
        "400, FAIL",
        "401, FAIL",
        "404, FAIL"
    })
    void withoutAKnownNameTheStatusDecides(int status, FailureAction action) {
        for (String name : List.of("", "SomethingNewException", "invalidendpointexception")) {
            assertThat(FailureTable.ofAnswer(FailurePhase.GET_MEDIA, name, status).action())
                    .isEqualTo(action);
        }
    }

    @Test
    void theCodeOfAnErrorInsideASessionDecidesBeforeItsId() {
        assertThat(FailureTable.ofInBandError(0, "FRAGMENT_NOT_FOUND").action())
                .isEqualTo(FailureAction.LOST_POSITION);
        assertThat(FailureTable.ofInBandError(5000, "FRAGMENT_NOT_FOUND").action())
                .isEqualTo(FailureAction.LOST_POSITION);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4507, 9999, -1})
    void anUnknownIdIsTakenForPassingTrouble(int id) {
        assertThat(FailureTable.ofInBandError(id, "ANY").action())
                .isEqualTo(FailureAction.BACK_OFF);
    }

    @Test
    void noErrorHasTwoRowsInOnePhase() {
        List<String> keys = new ArrayList<>();
        for (FailureRow row : FailureTable.rows()) {
            row.phases().forEach(phase -> keys.add(phase + " " + row.error()));
        }

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void whatFailsTheJobComesWithAdvice() {
        assertThat(FailureTable.rows())
                .filteredOn(row -> row.action() == FailureAction.FAIL)
                .filteredOn(row -> !row.error().equals(FailureTable.OTHER_STATUS))
                .allSatisfy(row -> assertThat(row.advice()).endsWith("."));
    }
}
