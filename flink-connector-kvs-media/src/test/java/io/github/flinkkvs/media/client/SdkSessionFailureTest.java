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

import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** How sessions fail, and what the reader hears of it. */
class SdkSessionFailureTest extends SessionFixture {

    @ParameterizedTest
    @CsvSource({
        "400, ClientLimitExceededException, BACK_OFF",
        "400, ConnectionLimitExceededException, BACK_OFF",
        "400, InvalidEndpointException, REFRESH_ENDPOINT",
        "400, InvalidArgumentException, LOST_POSITION",
        "401, NotAuthorizedException, REFRESH_CREDENTIALS",
        "403, ExpiredTokenException, REFRESH_CREDENTIALS",
        "403, AccessDeniedException, FAIL",
        "404, ResourceNotFoundException, STREAM_NOT_FOUND",
        "500, InternalFailure, BACK_OFF",
        "503, ServiceUnavailable, BACK_OFF"
    })
    void aRefusalIsTheEndAndNamesAllThatHelps(int status, String name, FailureAction action) {
        service().script("/getMedia", Answers.error(status, name, "Not now."));

        openSession(SessionStart.earliest());

        KvsServiceException error = failure();
        assertThat(error.action()).isEqualTo(action);
        assertThat(error.errorName()).isEqualTo(name);
        assertThat(error)
                .hasMessageContainingAll(
                        "GetMedia of " + stream + " from EARLIEST",
                        name,
                        "HTTP " + status,
                        Answers.REQUEST_ID,
                        "Not now.");
        assertThat(ExceptionUtils.stringifyException(error)).doesNotContain("s3cr3t", "t0k3n");
        assertThat(service().requests("/getMedia")).as("attempts").hasSize(1);
        assertThat(listener().ends()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoJsonIsToldByItsStatus() {
        service().script("/getMedia", Answers.xmlError());

        openSession(SessionStart.now());

        assertThat(failure()).hasMessageContainingAll("HTTP 403", Answers.REQUEST_ID);
        assertThat(failure().action()).isEqualTo(FailureAction.REFRESH_ENDPOINT);
    }

    @Test
    void aLookupThatFailsEndsTheSession() {
        service()
                .script(
                        "/getDataEndpoint",
                        Answers.error(404, "ResourceNotFoundException", "No such stream."));

        openSession(SessionStart.now());

        assertThat(failure())
                .hasMessageContainingAll("GetDataEndpoint of " + stream, "No such stream.");
        assertThat(service().requests("/getMedia")).isEmpty();
    }

    @Test
    void aBodyThatIsCutInsideOfItsChunkIsAnEndBehindItsBytes() {
        service().script("/getMedia", Answers.cutMedia("half of a chunk"));

        openSession(SessionStart.now()).request(PLENTY);

        assertThat(listener().ended()).succeedsWithin(SOON);
        assertThat(listener().text()).isEqualTo("half of a chunk");
        assertThat(listener().ends()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsResetOnceAcceptedIsNoMoreThanTheSessionsEnd() {
        CountDownLatch mayReset = new CountDownLatch(1);
        service().script("/getMedia", Answers.resetMedia(() -> reached(mayReset).join()));

        openSession(SessionStart.now()).request(PLENTY);
        assertThat(listener().opened()).succeedsWithin(SOON);
        mayReset.countDown();

        assertThat(failure().action()).isEqualTo(FailureAction.RETRY_NOW);
    }

    @Test
    void aConnectionThatIsClosedWithoutAWordIsPassingTrouble() {
        service().script("/getMedia", Answers.closedWithoutAWord());

        openSession(SessionStart.now());

        assertThat(failure().action()).isEqualTo(FailureAction.BACK_OFF);
    }

    @Test
    void withoutCredentialsNothingIsSent() {
        try (SdkKvsMediaClient withoutKeys =
                newClient(Map.of(AwsOptions.CREDENTIALS_PROVIDER, "SYS_PROP"))) {
            withoutKeys.openSession(stream, SessionStart.now(), listener());

            assertThat(failure().action()).isEqualTo(FailureAction.REFRESH_CREDENTIALS);
            assertThat(failure()).hasMessageContainingAll(stream.name(), "could not be sent");
            assertThat(service().requests("/getDataEndpoint")).isEmpty();
        }
    }

    private static CompletableFuture<Void> reached(CountDownLatch latch) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        if (!latch.await(SOON.toMillis(), TimeUnit.MILLISECONDS)) {
                            throw new IllegalStateException(new TimeoutException());
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
