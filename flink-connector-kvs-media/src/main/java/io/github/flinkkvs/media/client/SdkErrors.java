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

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Turns what the SDK throws into the one exception of this floor. */
final class SdkErrors {

    private SdkErrors() {}

    /**
     * Classifies a failure.
     *
     * @param call what was asked, for messages
     */
    static KvsServiceException of(ServiceCall call, Throwable thrown) {
        Throwable error = unwrapped(thrown);
        if (error instanceof KvsServiceException) {
            return (KvsServiceException) error;
        }
        Optional<CredentialsException> ofCredentials = find(CredentialsException.class, error);
        return ofCredentials.isPresent()
                ? classify(
                        call.in(FailurePhase.CREDENTIALS),
                        unwrapped(ofCredentials.get().getCause()))
                : classify(call, error);
    }

    private static KvsServiceException classify(ServiceCall call, Throwable error) {
        if (error instanceof AwsServiceException) {
            return refused(call, (AwsServiceException) error);
        }
        if (call.phase() != FailurePhase.BODY && isUnanswered(error)) {
            return KvsServiceException.unanswered(call, error);
        }
        boolean fromTheWire =
                call.phase() != FailurePhase.CREDENTIALS
                        || !(error instanceof SdkException)
                        || ((SdkException) error).retryable()
                        || find(IOException.class, error).isPresent()
                        || find(TimeoutException.class, error).isPresent();
        return fromTheWire
                ? KvsServiceException.broken(call, error)
                : KvsServiceException.notSent(call, error);
    }

    private static boolean isUnanswered(Throwable error) {
        return error instanceof ApiCallTimeoutException
                || error instanceof ApiCallAttemptTimeoutException
                || find(SocketTimeoutException.class, error).isPresent();
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable error = thrown;
        while (isWrapper(error) && error.getCause() != null) {
            error = error.getCause();
        }
        return error;
    }

    private static boolean isWrapper(Throwable error) {
        return error instanceof CompletionException || error instanceof ExecutionException;
    }

    /** Passes a result on, and a failure classified. */
    static <T> CompletableFuture<T> classified(ServiceCall call, CompletableFuture<T> future) {
        return future.handle(
                        (result, error) ->
                                error == null
                                        ? CompletableFuture.completedFuture(result)
                                        : CompletableFuture.<T>failedFuture(of(call, error)))
                .thenCompose(outcome -> outcome);
    }

    private static KvsServiceException refused(ServiceCall call, AwsServiceException error) {
        // An answer that is no JSON, such as the XML of a wrong host, leaves the details null.
        Optional<String> name =
                Optional.ofNullable(error.awsErrorDetails()).map(details -> details.errorCode());
        Optional<String> message =
                Optional.ofNullable(error.awsErrorDetails()).map(details -> details.errorMessage());
        return KvsServiceException.refused(
                call,
                name.orElse(""),
                error.statusCode(),
                message.orElse("no message"),
                Optional.ofNullable(error.requestId()).orElse("unknown"),
                error);
    }

    private static <T extends Throwable> Optional<T> find(Class<T> type, Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
