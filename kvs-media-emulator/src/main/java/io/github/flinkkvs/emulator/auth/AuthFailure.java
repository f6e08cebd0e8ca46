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

package io.github.flinkkvs.emulator.auth;

/**
 * Why a request was not let in.
 *
 * <p>Names and statuses are those seen on the wire, as for an unknown key in <a
 * href="https://github.com/awslabs/amazon-kinesis-video-streams-producer-sdk-java/issues/90">a
 * user's</a> report; where none was seen, those of <a
 * href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/CommonErrors.html">Common
 * Errors</a>. The body of such an answer has its text in {@code message}, where the service's own
 * errors have {@code Message}.
 *
 * @param status the HTTP status
 * @param exception the error's name, for {@code x-amzn-ErrorType}
 * @param message for the body; holds nothing that the client did not send
 */
public record AuthFailure(int status, String exception, String message) {

    static AuthFailure missing() {
        return new AuthFailure(
                403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    static AuthFailure incomplete(String message) {
        return new AuthFailure(400, "IncompleteSignatureException", message);
    }

    static AuthFailure invalid(String message) {
        return new AuthFailure(403, "InvalidSignatureException", message);
    }

    static AuthFailure mismatch() {
        return invalid(
                "The request signature we calculated does not match the signature you provided."
                        + " Check your AWS Secret Access Key and signing method. Consult the"
                        + " service documentation for details.");
    }

    static AuthFailure unknownClient() {
        return new AuthFailure(
                403,
                "UnrecognizedClientException",
                "The security token included in the request is invalid.");
    }
}
