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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request as it came over the wire, as far as its signature speaks of it. */
public final class SignedRequest {
    /** Clients that mistake us for a proxy, SDK v1's PutMedia among them, send a whole URL. */
    private static final Pattern ORIGIN = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?]*");

    private final String method;
    private final String path;
    private final QueryString query;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private SignedRequest(
            String method, String target, Map<String, List<String>> headers, byte[] body) {
        Matcher origin = ORIGIN.matcher(target);
        String local = origin.lookingAt() ? target.substring(origin.end()) : target;
        int mark = local.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? local : local.substring(0, mark);
        this.query = QueryString.parse(mark < 0 ? "" : local.substring(mark + 1));
        this.headers = new LinkedHashMap<>();
        headers.forEach(
                (name, values) ->
                        this.headers
                                .computeIfAbsent(
                                        name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                                .addAll(values));
        this.body = body;
    }

    /**
     * A request whose body is there.
     *
     * @param target of the request line, untouched: a path with its query, or a whole URL
     * @param headers all of them as they were sent, in any case; also those that the server has
     *     acted on already, such as {@code transfer-encoding}, since clients sign them
     * @param body not changed and not kept longer than this
     */
    public static SignedRequest of(
            String method, String target, Map<String, List<String>> headers, byte[] body) {
        return new SignedRequest(method, target, headers, body);
    }

    /** A request whose body is still to come and is not covered by its signature: PutMedia. */
    public static SignedRequest streamed(
            String method, String target, Map<String, List<String>> headers) {
        return new SignedRequest(method, target, headers, null);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    QueryString query() {
        return query;
    }

    /** All values of a header, by its name in lower case; none if it was not sent. */
    List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }

    /** Without headers and query, which may hold tokens. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
