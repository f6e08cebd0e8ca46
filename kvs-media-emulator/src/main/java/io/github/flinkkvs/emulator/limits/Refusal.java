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

package io.github.flinkkvs.emulator.limits;

/**
 * Why the service would not serve a request.
 *
 * @param limit the limit that was met
 * @param allowed its value at that moment
 * @param status the HTTP status of the answer, always 400
 * @param exception the error's name, for {@code x-amzn-ErrorType}
 * @param message for the body: the service's sentence, then the limit and its value
 */
public record Refusal(Limit limit, long allowed, int status, String exception, String message) {

    /**
     * Too many calls a second. The sentence is the one of <a
     * href="https://github.com/aws/amazon-kinesis-video-streams-parser-library/issues/96">a reply
     * that a user quoted</a>; the one for an account is made after it.
     */
    static Refusal ofCalls(Limit limit, long allowed, Operation operation, String resource) {
        return of(
                limit,
                allowed,
                "ClientLimitExceededException",
                "Limit exceeded on number of requests for %s API for %s"
                        .formatted(operation.wireName(), resource));
    }

    static Refusal ofConnections(Limit limit, long allowed, Operation operation, String stream) {
        return of(
                limit,
                allowed,
                "ConnectionLimitExceededException",
                "Limit exceeded on number of connections for %s API for resource '%s'"
                        .formatted(operation.wireName(), stream));
    }

    static Refusal ofStreams(Limit limit, long allowed) {
        return of(
                limit,
                allowed,
                "AccountStreamLimitExceededException",
                "The number of streams created for the account is too high");
    }

    private static Refusal of(Limit limit, long allowed, String exception, String sentence) {
        String message =
                "%s. Allowed: %d %s (%s)"
                        .formatted(sentence, allowed, limit.counts(), limit.optionName());
        return new Refusal(limit, allowed, 400, exception, message);
    }
}
