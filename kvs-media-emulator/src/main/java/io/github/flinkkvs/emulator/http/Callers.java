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

import io.github.flinkkvs.emulator.auth.SignatureCheck;
import io.github.flinkkvs.emulator.auth.SignedRequest;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refuses requests that are not signed as they must be. Thread-safe. */
final class Callers {
    private final SignatureCheck check;

    Callers(SignatureCheck check) {
        this.check = check;
    }

    void require(FullHttpRequest request) {
        require(
                SignedRequest.of(
                        request.method().name(),
                        request.uri(),
                        headers(request.headers()),
                        ByteBufUtil.getBytes(request.content())));
    }

    /** Looks at the head alone, as of an upload whose body no signature covers. */
    void requireOfUpload(HttpRequest head) {
        require(SignedRequest.streamed(head.method().name(), head.uri(), headers(head.headers())));
    }

    private void require(SignedRequest request) {
        check.check(request)
                .ifPresent(
                        failure -> {
                            throw ServiceException.ofAuthentication(
                                    failure.status(), failure.exception(), failure.message());
                        });
    }

    private static Map<String, List<String>> headers(HttpHeaders headers) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        headers.names().forEach(name -> all.put(name, headers.getAll(name)));
        return all;
    }
}
