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

package io.github.flinkkvs.emulator.http;

import io.github.flinkkvs.emulator.limits.Operation;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;

import java.time.Instant;
import java.util.Set;

/** What the service's hosts answer to requests that are not theirs. */
final class Misdirected {
    private static final Set<String> NOT_EMULATED =
            Set.of(
                    "/getHLSStreamingSessionURL",
                    "/getDASHStreamingSessionURL",
                    "/getClip",
                    "/getImages",
                    "/updateStream");

    private Misdirected() {}

    /**
     * An answer, or an exception that is one.
     *
     * @param operation what the path asks for; null if no operation of the emulator
     * @param here the endpoint that got the request
     */
    static FullHttpResponse answer(
            Operation operation,
            Endpoint here,
            HttpRequest request,
            String requestId,
            Instant now) {
        String path = Route.pathOf(request);
        if (operation == null
                && request.method().equals(HttpMethod.POST)
                && NOT_EMULATED.contains(path)) {
            throw new ServiceException(
                    501, "NotImplementedException", "The emulator does not have " + path);
        }
        boolean atDataEndpoint = here != Endpoint.CONTROL;
        if (atDataEndpoint
                && (operation == Operation.GET_MEDIA || operation == Operation.PUT_MEDIA)) {
            throw new ServiceException(
                    400,
                    "InvalidEndpointException",
                    "This is the endpoint of "
                            + here
                            + ": call GetDataEndpoint with the APIName "
                            + operation);
        }
        if (atDataEndpoint && operation == Operation.LIST_FRAGMENTS) {
            // Users of the real service got an empty list rather than an error.
            return Responses.json(Archive.nothing().toString(), requestId, now);
        }
        return Responses.unknownOperation(requestId, now);
    }
}
