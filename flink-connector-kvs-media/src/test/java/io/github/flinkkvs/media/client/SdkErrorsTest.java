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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesisvideo.model.KinesisVideoException;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class SdkErrorsTest {

    private static final ServiceCall CALL =
            ServiceCall.getMedia("GetMedia of camera-1 from EARLIEST");

    @Test
    void aRefusalNamesCallErrorStatusRequestAndReason() {
        AwsServiceException refusal =
                KinesisVideoException.builder()
                        .statusCode(400)
                        .requestId("request-7")
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("InvalidEndpointException")
                                        .errorMessage("ask again")
                                        .build())
                        .build();

        KvsServiceException error = SdkErrors.of(CALL, refusal);

        assertThat(error)
                .hasMessage(
                        CALL
                                + " was refused: InvalidEndpointException (HTTP 400, request"
                                + " request-7): ask again. Check aws.region and aws.endpoint, and"
                                + " that the network reaches them.")
                .hasSuppressedException(refusal);
        assertThat(error.errorName()).isEqualTo("InvalidEndpointException");
        assertThat(error.action()).isEqualTo(FailureAction.REFRESH_ENDPOINT);
    }

    @Test
    void theSessionTokenOfAQuotedRequestIsNeitherShownNorCarried() {
        AwsServiceException refusal =
                KinesisVideoException.builder()
                        .statusCode(403)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("InvalidSignatureException")
                                        .errorMessage(
                                                "The Canonical String should have been 'POST\n"
                                                        + "x-amz-date:now\n"
                                                        + "x-amz-security-token:t0ken+/==\n\n"
                                                        + "x-amz-date;x-amz-security-token\n'")
                                        .build())
                        .build();

        KvsServiceException error = SdkErrors.of(CALL, refusal);

        assertThat(error)
                .hasMessageContaining("x-amz-date:now x-amz-security-token:***  x-amz-date;")
                .hasNoCause();
    }

    @Test
    void aRefusalWithoutDetailsIsToldByItsStatus() {
        KvsServiceException error =
                SdkErrors.of(CALL, KinesisVideoException.builder().statusCode(403).build());

        assertThat(error)
                .hasMessageContaining("no error name (HTTP 403, request unknown): no message");
        assertThat(error.errorName()).isEmpty();
        assertThat(error.action()).isEqualTo(FailureAction.REFRESH_ENDPOINT);
    }

    @Test
    void whatAHostileHostSaysIsOneLineOfBoundedLength() {
        AwsServiceException refusal =
                KinesisVideoException.builder()
                        .statusCode(400)
                        .requestId("r\n".repeat(10_000))
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("E".repeat(100_000))
                                        .errorMessage("all is well\n2026 INFO ".repeat(10_000))
                                        .build())
                        .build();

        KvsServiceException refused = SdkErrors.of(CALL, refusal);
        KvsServiceException inBand =
                KvsServiceException.inBand(
                        CALL,
                        OptionalInt.empty(),
                        "no\r\nmore".repeat(9_000),
                        Optional.empty(),
                        "r");

        assertThat(refused.getMessage()).hasSizeLessThan(2_000).doesNotContainPattern("\\p{Cntrl}");
        assertThat(inBand.getMessage()).hasSizeLessThan(2_000).doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void anAnswerOfABrokenServerIsPassing() {
        KvsServiceException error =
                SdkErrors.of(CALL, KinesisVideoException.builder().statusCode(502).build());

        assertThat(error.action()).isEqualTo(FailureAction.BACK_OFF);
    }

    private static Stream<Arguments> passing() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused")),
                Arguments.of(new IOException("reset")),
                Arguments.of(new CompletionException(new IOException("reset"))),
                Arguments.of(SdkClientException.create("broken", new IOException("reset"))),
                Arguments.of(SdkClientException.create("late", new TimeoutException())),
                Arguments.of(ApiCallTimeoutException.create(30_000)),
                Arguments.of(ApiCallAttemptTimeoutException.create(10_000)));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aBrokenConnectionAndAMissingAnswerArePassing(Throwable thrown) {
        KvsServiceException error = SdkErrors.of(CALL, thrown);

        assertThat(error).hasMessageStartingWith(CALL + " failed: ");
        assertThat(error.errorName()).isEmpty();
        assertThat(error.action()).isEqualTo(FailureAction.BACK_OFF);
    }

    @Test
    void missingCredentialsAreTriedAFewTimesSinceTheirSourceMayBeDownForAMoment() {
        SdkClientException missing =
                SdkClientException.create("Unable to load credentials from any of the providers");

        KvsServiceException error = SdkErrors.of(CALL, new CredentialsException(missing));

        assertThat(error)
                .hasMessage(
                        CALL
                                + " could not be sent: Unable to load credentials from any of the"
                                + " providers. Check the aws.credentials options, and this"
                                + " machine's clock.")
                .hasSuppressedException(missing);
        assertThat(error.action()).isEqualTo(FailureAction.REFRESH_CREDENTIALS);
    }

    @Test
    void wrappersAreTakenOff() {
        IOException reset = new IOException("reset");

        assertThat(SdkErrors.of(CALL, new CompletionException(new CompletionException(reset))))
                .hasSuppressedException(reset);
        assertThat(SdkErrors.of(CALL, new ExecutionException(reset))).hasSuppressedException(reset);
    }

    @Test
    void whatIsClassifiedIsNotClassifiedAgain() {
        KvsServiceException first = SdkErrors.of(CALL, new IOException("reset"));

        assertThat(
                        SdkErrors.of(
                                ServiceCall.control("another call"),
                                new CompletionException(first)))
                .isSameAs(first);
    }

    @Test
    void aClassifiedFuturePassesResultsAndClassifiesFailures() {
        CompletableFuture<String> good = CompletableFuture.completedFuture("result");
        CompletableFuture<String> bad = CompletableFuture.failedFuture(new IOException("reset"));

        assertThat(SdkErrors.classified(CALL, good)).isCompletedWithValue("result");
        assertThat(SdkErrors.classified(CALL, bad))
                .isCompletedExceptionally()
                .withFailMessage("not classified")
                .satisfies(
                        future ->
                                assertThat(future.handle((result, error) -> error).join())
                                        .satisfiesAnyOf(
                                                e ->
                                                        assertThat(e)
                                                                .isInstanceOf(
                                                                        KvsServiceException.class),
                                                e ->
                                                        assertThat(e)
                                                                .hasCauseInstanceOf(
                                                                        KvsServiceException
                                                                                .class)));
    }

    @Test
    void adviceFollowsTheErrorsThatAUserCanMend() {
        AwsServiceException missing =
                KinesisVideoException.builder()
                        .statusCode(404)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("ResourceNotFoundException")
                                        .errorMessage("no such stream.")
                                        .build())
                        .build();

        assertThat(SdkErrors.of(CALL, missing))
                .hasMessageEndingWith(
                        "no such stream. Check the stream's name, aws.region and aws.endpoint.");
    }

    @Test
    void whateverEndsABodyIsNoMoreThanTheSessionsEnd() {
        assertThat(
                        SdkErrors.of(CALL.in(FailurePhase.BODY), SdkClientException.create("odd"))
                                .action())
                .isEqualTo(FailureAction.RETRY_NOW);
    }

    @Test
    void aRefusalBySTSIsNoRefusalOfTheCallThatNeededTheCredentials() {
        AwsServiceException refusal =
                KinesisVideoException.builder()
                        .statusCode(403)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("AccessDenied")
                                        .errorMessage("not your role")
                                        .build())
                        .build();

        KvsServiceException error =
                SdkErrors.of(
                        CALL, SdkClientException.create("no", new CredentialsException(refusal)));

        assertThat(error)
                .hasMessageContaining(CALL + " was refused its credentials: AccessDenied")
                .hasMessageContaining("aws.credentials");
        assertThat(error.action()).isEqualTo(FailureAction.REFRESH_CREDENTIALS);
    }
}
