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

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A call to the service failed. The message names operation, stream, error, status and request id;
 * it never holds credentials.
 */
public final class KvsServiceException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String errorName;
    private final FailureAction action;

    private KvsServiceException(
            String message, String errorName, FailureAction action, Throwable cause) {
        super(message, cause);
        this.errorName = errorName;
        this.action = action;
    }

    /**
     * The service answered with an error.
     *
     * @param call what was asked, for example {@code GetMedia of cam-1 from EARLIEST}
     * @param errorName the exception's name; empty if the answer carried none
     * @param status the HTTP status
     * @param detail the service's message
     * @param requestId the service's name for the request
     */
    public static KvsServiceException refused(
            String call,
            String errorName,
            int status,
            String detail,
            String requestId,
            Throwable cause) {
        FailureAction action = FailureTable.ofHttp(errorName, status);
        String message =
                String.format(
                        "%s was refused: %s (HTTP %d, request %s): %s",
                        call,
                        errorName.isEmpty() ? "no error name" : errorName,
                        status,
                        requestId,
                        detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail);
        return new KvsServiceException(message + "." + advice(errorName), errorName, action, cause);
    }

    /** No answer came, or the connection broke. */
    public static KvsServiceException broken(String call, Throwable cause) {
        return new KvsServiceException(
                call + " failed: " + cause.getMessage(), "", FailureAction.BACK_OFF, cause);
    }

    /**
     * The call could not even be made, for example for want of credentials, perhaps for a moment.
     */
    public static KvsServiceException notSent(String call, Throwable cause) {
        return new KvsServiceException(
                call + " could not be sent: " + cause.getMessage(),
                "",
                FailureAction.REFRESH_CREDENTIALS,
                cause);
    }

    /** No answer came in time. */
    public static KvsServiceException timedOut(String call, Duration timeout) {
        return new KvsServiceException(
                call + " failed: no answer within " + timeout + ".",
                "",
                FailureAction.BACK_OFF,
                null);
    }

    /** The service accepted the request and reported an error inside the body. */
    public static KvsServiceException inBand(
            String call,
            OptionalInt errorId,
            String errorCode,
            Optional<String> fragment,
            String requestId) {
        String id = errorId.isPresent() ? String.valueOf(errorId.getAsInt()) : "none";
        String message =
                String.format(
                        "%s ended with the service's error %s (id %s, request %s)%s.",
                        call,
                        errorCode,
                        id,
                        requestId,
                        fragment.map(number -> " at fragment " + number).orElse(""));
        FailureAction action = FailureTable.ofInBandError(errorId.orElse(0), errorCode);
        return new KvsServiceException(message + advice(action), errorCode, action, null);
    }

    private static String advice(FailureAction inBandAction) {
        return switch (inBandAction) {
            case LOST_POSITION ->
                    " The stream does not hold this position: it is older than the retention, or of"
                            + " another stream.";
            case FAIL ->
                    " Check the stream's KMS key and the credentials' rights to decrypt with it.";
            default -> "";
        };
    }

    private static String advice(String errorName) {
        switch (errorName) {
            case "ResourceNotFoundException":
                return " Check the stream's name, aws.region and aws.endpoint.";
            case "AccessDeniedException":
            case "NotAuthorizedException":
                return " The credentials need kinesisvideo:GetDataEndpoint and kinesisvideo:GetMedia"
                        + " on the stream.";
            case "ConnectionLimitExceededException":
                return " The service allows three GetMedia connections a stream; other readers count.";
            default:
                return "";
        }
    }

    /** Returns the name of the service's error; empty if there was none. */
    public String errorName() {
        return errorName;
    }

    /** Returns what is to be done. */
    public FailureAction action() {
        return action;
    }
}
