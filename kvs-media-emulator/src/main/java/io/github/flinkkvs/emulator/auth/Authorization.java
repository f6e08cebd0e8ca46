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
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a request says of its signature, be it in the Authorization header or in the query.
 *
 * @param signedHeaders names in lower case, in the order of the client
 * @param good for how long the signature is good
 * @param sessionToken empty if none was sent
 */
record Authorization(
        CredentialScope credential,
        List<String> signedHeaders,
        String signature,
        SigningTime time,
        Duration good,
        Optional<String> sessionToken) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /**
     * How far clocks may be apart; 5 minutes in <a
     * href="https://github.com/awslabs/amazon-kinesis-video-streams-producer-sdk-cpp/issues/1099">a
     * reply of the service</a>, where its documents say 15.
     */
    static final Duration SKEW = Duration.ofMinutes(5);

    private static final String QUERY_ALGORITHM = "X-Amz-Algorithm";
    private static final String TOKEN = "X-Amz-Security-Token";
    private static final long LONGEST_SECONDS = Duration.ofDays(7).toSeconds();

    static Authorization of(SignedRequest request) throws AuthException {
        Optional<String> header = request.header("authorization");
        boolean isInQuery = request.query().value(QUERY_ALGORITHM).isPresent();
        if (header.isPresent() && isInQuery) {
            throw new AuthException(
                    AuthFailure.invalid(
                            "Found both 'X-Amz-Algorithm' as a query-string param and"
                                    + " 'Authorization' as HTTP header."));
        }
        if (isInQuery) {
            return ofQuery(request);
        }
        return ofHeader(
                request, header.orElseThrow(() -> new AuthException(AuthFailure.missing())));
    }

    /** Hides the session token. */
    @Override
    public String toString() {
        return "Authorization[" + credential + ", " + time + "]";
    }

    private static Authorization ofHeader(SignedRequest request, String header)
            throws AuthException {
        Map<String, String> parameters = parameters(header);
        StringBuilder wrongs = new StringBuilder();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (parameters.getOrDefault(name, "").isEmpty()) {
                wrongs.append("Authorization header requires '%s' parameter. ".formatted(name));
            }
        }
        Optional<String> amzDate = request.header("x-amz-date");
        Optional<String> date = request.header("date");
        if (amzDate.isEmpty() && date.isEmpty()) {
            wrongs.append(
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
                            + " header. ");
        }
        if (wrongs.length() > 0) {
            throw new AuthException(
                    AuthFailure.incomplete(
                            wrongs
                                    + "(Hashed with SHA-256 and encoded with Base64) Authorization="
                                    + hashed(header)));
        }
        requireAlgorithm(header.split(" ", 2)[0]);
        return new Authorization(
                CredentialScope.parse(parameters.get("Credential")),
                names(parameters.get("SignedHeaders")),
                parameters.get("Signature"),
                amzDate.isPresent()
                        ? SigningTime.parse(amzDate.get())
                        : SigningTime.ofDateHeader(date.get()),
                SKEW,
                request.header(TOKEN.toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> parameters(String header) throws AuthException {
        Map<String, String> parameters = new HashMap<>();
        List<String> pairs =
                Stream.of(header.split("[, ]", -1))
                        .skip(1)
                        .filter(pair -> !pair.isEmpty())
                        .toList();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new AuthException(
                        AuthFailure.incomplete(
                                ("Invalid key=value pair (missing equal-sign) in Authorization"
                                                + " header (hashed with SHA-256 and encoded with"
                                                + " Base64): '%s'.")
                                        .formatted(hashed(header))));
            }
            parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return parameters;
    }

    private static Authorization ofQuery(SignedRequest request) throws AuthException {
        QueryString query = request.query();
        StringBuilder wrongs = new StringBuilder();
        for (String name :
                List.of(
                        QUERY_ALGORITHM,
                        "X-Amz-Credential",
                        "X-Amz-Signature",
                        "X-Amz-SignedHeaders",
                        "X-Amz-Date")) {
            if (query.value(name).orElse("").isEmpty()) {
                wrongs.append("AWS query-string parameters must include '%s'. ".formatted(name));
            }
        }
        if (wrongs.length() > 0) {
            throw new AuthException(
                    AuthFailure.incomplete(wrongs + "Re-examine the query-string parameters."));
        }
        requireAlgorithm(query.value(QUERY_ALGORITHM).orElseThrow());
        return new Authorization(
                CredentialScope.parse(query.value("X-Amz-Credential").orElseThrow()),
                names(query.value("X-Amz-SignedHeaders").orElseThrow()),
                query.value("X-Amz-Signature").orElseThrow(),
                SigningTime.parse(query.value("X-Amz-Date").orElseThrow()),
                expires(query),
                query.value(TOKEN));
    }

    private static Duration expires(QueryString query) throws AuthException {
        Optional<String> seconds = query.value("X-Amz-Expires");
        if (seconds.isEmpty()) {
            return SKEW;
        }
        try {
            long number = Long.parseLong(seconds.get());
            if (number >= 0 && number <= LONGEST_SECONDS) {
                return Duration.ofSeconds(number);
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too great.
        }
        throw new AuthException(
                AuthFailure.incomplete(
                        "X-Amz-Expires must be a number of seconds, at most a week, got '%s'"
                                .formatted(seconds.get())));
    }

    private static void requireAlgorithm(String algorithm) throws AuthException {
        if (!algorithm.equals(ALGORITHM)) {
            throw new AuthException(
                    AuthFailure.incomplete("Unsupported AWS 'algorithm': '" + algorithm + "'."));
        }
    }

    private static List<String> names(String joined) {
        return Arrays.stream(joined.split(";", -1))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String hashed(String header) {
        return Base64.getEncoder()
                .encodeToString(Hashes.sha256(header.getBytes(StandardCharsets.UTF_8)));
    }
}
