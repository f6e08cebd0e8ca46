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

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the operations are found: the path of each, and the endpoint that serves it. */
final class Route {
    private static final Map<String, Operation> BY_PATH =
            Arrays.stream(Operation.values())
                    .collect(Collectors.toMap(Route::path, Function.identity()));

    private Route() {}

    /** What a request asks for; nothing if that is no operation of the emulator. */
    static Optional<Operation> of(HttpRequest request) {
        return request.method().equals(HttpMethod.POST)
                ? Optional.ofNullable(BY_PATH.get(pathOf(request)))
                : Optional.empty();
    }

    /** Whether it asks for what only the emulator has; a browser's first look leads there too. */
    static boolean isOfEmulator(HttpRequest request) {
        String path = pathOf(request);
        boolean isBrowser =
                path.equals("/")
                        && request.method().equals(HttpMethod.GET)
                        && request.headers().get(HttpHeaderNames.ACCEPT, "").contains("text/html");
        return isBrowser || path.equals("/emulator") || path.startsWith("/emulator/");
    }

    /** The path of a target in either form; SDK v1's PutMedia sends the absolute one. */
    static String pathOf(HttpRequest request) {
        try {
            return Optional.ofNullable(URI.create(request.uri()).getRawPath()).orElse("");
        } catch (IllegalArgumentException e) {
            return request.uri();
        }
    }

    static Endpoint endpointOf(Operation operation) {
        return switch (operation) {
            case PUT_MEDIA -> Endpoint.PUT_MEDIA;
            case GET_MEDIA -> Endpoint.GET_MEDIA;
            case LIST_FRAGMENTS -> Endpoint.LIST_FRAGMENTS;
            case GET_MEDIA_FOR_FRAGMENT_LIST -> Endpoint.GET_MEDIA_FOR_FRAGMENT_LIST;
            default -> Endpoint.CONTROL;
        };
    }

    /** Whether the answer is a stream of media rather than JSON. */
    static boolean answersMedia(Operation operation) {
        return operation == Operation.GET_MEDIA
                || operation == Operation.GET_MEDIA_FOR_FRAGMENT_LIST;
    }

    /** The operation's name with a small first letter, as the service's models have it. */
    private static String path(Operation operation) {
        String name = operation.wireName();
        return "/" + Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
