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

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text of a request that is signed, by <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request</a>.
 */
final class CanonicalRequest {
    private static final String CONTENT_HASH = "x-amz-content-sha256";
    private static final String SIGNATURE = "X-Amz-Signature";
    private static final byte[] EMPTY = new byte[0];

    private CanonicalRequest() {}

    /**
     * The text.
     *
     * @param signedHeaders names in lower case, in the order of the client
     */
    static String of(SignedRequest request, List<String> signedHeaders) {
        String headers =
                signedHeaders.stream()
                        .map(name -> name + ":" + folded(request.headers(name)) + "\n")
                        .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                path(request.path()),
                request.query().canonical(name -> !name.equals(SIGNATURE)),
                headers,
                String.join(";", signedHeaders),
                payload(request));
    }

    /** Without dots and doubled slashes, and encoded once more than it was sent. */
    private static String path(String sent) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : sent.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(PercentCoding.encode(segment));
            }
        }
        String path = "/" + String.join("/", segments);
        return sent.endsWith("/") && !segments.isEmpty() ? path + "/" : path;
    }

    private static String folded(List<String> values) {
        return values.stream()
                .map(value -> value.strip().replaceAll("\\s+", " "))
                .collect(Collectors.joining(","));
    }

    /**
     * The hash of the body, unless the client says that it signed something else. Of a body that is
     * still to come the client's word is taken; SDK v1 says STREAMING-AWS4-HMAC-SHA256-PAYLOAD,
     * though its body is plain. The C producer says nothing and signs the hash of no bytes.
     */
    private static String payload(SignedRequest request) {
        Optional<String> said = request.header(CONTENT_HASH).map(String::strip);
        boolean isTaken =
                said.isPresent()
                        && (request.body().isEmpty()
                                || said.get().equals("UNSIGNED-PAYLOAD")
                                || said.get().startsWith("STREAMING-"));
        return isTaken ? said.get() : Hashes.sha256Hex(request.body().orElse(EMPTY));
    }

    static String hash(String canonical) {
        return Hashes.sha256Hex(canonical.getBytes(StandardCharsets.UTF_8));
    }
}
