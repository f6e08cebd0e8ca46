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
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that never end cost no more memory than their limit. */
class AnswerLimitTest extends SessionFixture {

    private static final String REQUEST = "x-amzn-RequestId: " + Answers.REQUEST_ID;

    /** What may lie in the buffers of both sockets, and in the client's channel. */
    private static final int ON_THE_WAY = 16 << 20;

    private final AtomicLong pushed = new AtomicLong();

    @Test
    void anErrorThatNeverEndsIsToldByItsNameAndStatus() {
        service()
                .script(
                        "/getMedia",
                        Answers.endless(
                                404,
                                pushed,
                                "x-amzn-ErrorType: ResourceNotFoundException",
                                REQUEST));

        openSession(SessionStart.now());

        assertThat(failure().action()).isEqualTo(FailureAction.STREAM_NOT_FOUND);
        assertThat(failure()).hasMessageContainingAll("HTTP 404", Answers.REQUEST_ID);
        assertThat(service().clientGone()).succeedsWithin(SOON);
        assertThat(pushed.get()).isLessThan(AnswerLimit.MAX_ERROR_BYTES + ON_THE_WAY);
    }

    @Test
    void anErrorWithoutANameThatNeverEndsIsToldByItsStatus() {
        service().script("/getMedia", Answers.endless(503, pushed, REQUEST));

        openSession(SessionStart.now());

        assertThat(failure().action()).isEqualTo(FailureAction.BACK_OFF);
        assertThat(failure()).hasMessageContaining("HTTP 503");
        assertThat(service().clientGone()).succeedsWithin(SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t \r\n"})
    void anErrorOfBlanksIsToldByItsNameAndStatus(String body) {
        service().script("/getMedia", Answers.blankError(404, body, "ResourceNotFoundException"));

        openSession(SessionStart.now());

        assertThat(failure().action()).isEqualTo(FailureAction.STREAM_NOT_FOUND);
        assertThat(failure()).hasMessageContainingAll("HTTP 404", Answers.REQUEST_ID);
    }

    @Test
    void blanksInFrontOfAnErrorAreNoPartOfIt() {
        service()
                .script(
                        "/getMedia",
                        Answers.blankError(
                                400,
                                "\n  {\"Message\": \"too many\"}",
                                "ClientLimitExceededException"));

        openSession(SessionStart.now());

        assertThat(failure().action()).isEqualTo(FailureAction.BACK_OFF);
        assertThat(failure()).hasMessageContainingAll("ClientLimitExceededException", "too many");
    }

    @Test
    void aResultThatNeverEndsIsABrokenAnswer() {
        service().script("/getDataEndpoint", Answers.endless(200, pushed, REQUEST));

        assertThat(client().mediaEndpoint(stream))
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        KvsServiceException.class,
                        error -> assertThat(error.action()).isEqualTo(FailureAction.BACK_OFF));
        assertThat(service().clientGone()).succeedsWithin(SOON);
        assertThat(pushed.get()).isLessThan(AnswerLimit.MAX_RESULT_BYTES + ON_THE_WAY);
    }
}
