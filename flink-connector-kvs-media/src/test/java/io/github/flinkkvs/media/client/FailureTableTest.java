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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTableTest {

    @ParameterizedTest
    @CsvSource({
        "ClientLimitExceededException, 400, BACK_OFF",
        "ConnectionLimitExceededException, 400, BACK_OFF",
        "ThrottlingException, 400, BACK_OFF",
        "Throttling, 400, BACK_OFF",
        "ServiceUnavailable, 503, BACK_OFF",
        "ServiceUnavailableException, 503, BACK_OFF",
        "InternalFailure, 500, BACK_OFF",
        "RequestExpired, 400, REFRESH_CREDENTIALS",
        "InvalidEndpointException, 400, REFRESH_ENDPOINT",
        "NotAuthorizedException, 401, REFRESH_CREDENTIALS",
        "ExpiredTokenException, 403, REFRESH_CREDENTIALS",
        "ExpiredToken, 400, REFRESH_CREDENTIALS",
        "InvalidClientTokenId, 403, REFRESH_CREDENTIALS",
        "UnrecognizedClientException, 403, REFRESH_CREDENTIALS",
        "InvalidArgumentException, 400, LOST_POSITION",
        "ResourceNotFoundException, 404, FAIL",
        "AccessDeniedException, 403, FAIL",
        "InvalidResourceFormatException, 400, FAIL"
    })
    void aNameThatIsKnownDecides(String name, int status, FailureAction action) {
        assertThat(FailureTable.ofHttp(name, status)).isEqualTo(action);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 400, 401, 403, 404, 500})
    void theStatusOfAKnownNameMakesNoDifference(int status) {
        assertThat(FailureTable.ofHttp("AccessDeniedException", status))
                .isEqualTo(FailureAction.FAIL);
        assertThat(FailureTable.ofHttp("ClientLimitExceededException", status))
                .isEqualTo(FailureAction.BACK_OFF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StreamLimitExceededException",
                "SomeFutureLimitExceededException",
                "ThrottledException",
                "ThrottlingError"
            })
    void anUnknownNameOfALimitBacksOff(String name) {
        assertThat(FailureTable.ofHttp(name, 400)).isEqualTo(FailureAction.BACK_OFF);
    }

    @ParameterizedTest
    @CsvSource({
        "0, BACK_OFF",
        "408, BACK_OFF",
        "429, BACK_OFF",
        "500, BACK_OFF",
        "502, BACK_OFF",
        "503, BACK_OFF",
        "599, BACK_OFF",
        "301, FAIL",
        "400, FAIL",
        "401, FAIL",
        "403, FAIL",
        "404, FAIL"
    })
    void withoutAKnownNameTheStatusDecides(int status, FailureAction action) {
        assertThat(FailureTable.ofHttp("", status)).isEqualTo(action);
        assertThat(FailureTable.ofHttp("SomethingNewException", status)).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({
        "3000, LOST_POSITION",
        "3002, BACK_OFF",
        "4000, LOST_POSITION",
        "4500, FAIL",
        "4501, FAIL",
        "4502, FAIL",
        "4503, BACK_OFF",
        "4504, FAIL",
        "4505, FAIL",
        "4506, FAIL",
        "5000, BACK_OFF"
    })
    void anErrorInsideASessionIsKnownByItsId(int id, FailureAction action) {
        assertThat(FailureTable.ofInBandError(id, "ANY")).isEqualTo(action);
    }

    @Test
    void aFragmentThatIsNotFoundIsKnownByItsName() {
        assertThat(FailureTable.ofInBandError(0, "FRAGMENT_NOT_FOUND"))
                .isEqualTo(FailureAction.LOST_POSITION);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4507, 9999, -1})
    void anUnknownIdIsTakenForPassingTrouble(int id) {
        assertThat(FailureTable.ofInBandError(id, "ANY")).isEqualTo(FailureAction.BACK_OFF);
    }

    @Test
    void namesAreThoseOfTheServiceToTheLetter() {
        assertThat(FailureTable.ofHttp("invalidendpointexception", 400))
                .isEqualTo(FailureAction.FAIL);
    }
}
