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
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets in requests that are signed as the service wants it. Immutable, safe for any thread.
 *
 * <p>There are three: {@link #off}, which lets everything in; {@link #form}, for which a signature
 * has to look like one; and {@link #verified}, for which it has to be one.
 */
public final class SignatureCheck {
    private static final String SERVICE = "kinesisvideo";

    private enum Mode {
        OFF,
        FORM,
        VERIFIED
    }

    private final Mode mode;
    private final String region;
    private final String service;
    private final Map<String, AccessKey> keys;
    private final InstantSource clock;

    private SignatureCheck(
            Mode mode,
            String region,
            String service,
            Collection<AccessKey> keys,
            InstantSource clock) {
        this.mode = mode;
        this.region = region;
        this.service = service;
        this.keys = keys.stream().collect(Collectors.toMap(AccessKey::id, Function.identity()));
        this.clock = clock;
    }

    /** Lets every request in, signed or not. */
    public static SignatureCheck off() {
        return new SignatureCheck(Mode.OFF, "", "", List.of(), InstantSource.system());
    }

    /**
     * Wants the parts of a signature, for this service in a region and for the day of its date; by
     * whomever and at whatever time it was made, and whatever its value is.
     */
    public static SignatureCheck form(String region) {
        return new SignatureCheck(Mode.FORM, region, SERVICE, List.of(), InstantSource.system());
    }

    /**
     * Wants in addition that one of the keys made the signature, no more than 5 minutes ago.
     *
     * @param keys each id once
     * @param clock what the time is
     * @throws IllegalStateException if two keys have the same id
     */
    public static SignatureCheck verified(
            String region, Collection<AccessKey> keys, InstantSource clock) {
        return verified(region, SERVICE, keys, clock);
    }

    static SignatureCheck verified(
            String region, String service, Collection<AccessKey> keys, InstantSource clock) {
        return new SignatureCheck(Mode.VERIFIED, region, service, keys, clock);
    }

    /** Why a request must not be let in; empty if it may. */
    public Optional<AuthFailure> check(SignedRequest request) {
        if (mode == Mode.OFF) {
            return Optional.empty();
        }
        try {
            Authorization authorization = Authorization.of(request);
            Optional<AuthFailure> failure = checkForm(authorization);
            return failure.isPresent() || mode == Mode.FORM
                    ? failure
                    : checkSignature(request, authorization);
        } catch (AuthException e) {
            return Optional.of(e.failure());
        }
    }

    @Override
    public String toString() {
        return mode == Mode.VERIFIED ? "verified by " + keys.keySet() : mode.name();
    }

    private Optional<AuthFailure> checkForm(Authorization authorization) {
        Optional<AuthFailure> scope =
                authorization.credential().check(region, service, authorization.time());
        if (scope.isPresent()) {
            return scope;
        }
        if (!authorization.signedHeaders().contains("host")) {
            return Optional.of(
                    AuthFailure.invalid(
                            "'Host' or ':authority' must be a 'SignedHeader' in the AWS"
                                    + " Authorization."));
        }
        if (authorization.credential().accessKey().isEmpty()) {
            return Optional.of(AuthFailure.unknownClient());
        }
        return isHash(authorization.signature())
                ? Optional.empty()
                : Optional.of(AuthFailure.mismatch());
    }

    private Optional<AuthFailure> checkSignature(
            SignedRequest request, Authorization authorization) {
        Optional<AuthFailure> time =
                authorization
                        .time()
                        .check(clock.instant(), authorization.good(), Authorization.SKEW);
        if (time.isPresent()) {
            return time;
        }
        AccessKey key = keys.get(authorization.credential().accessKey());
        if (key == null || !key.isGoodWith(authorization.sessionToken())) {
            return Optional.of(AuthFailure.unknownClient());
        }
        byte[] calculated = signature(request, authorization, key);
        byte[] provided = HexFormat.of().parseHex(authorization.signature());
        return MessageDigest.isEqual(calculated, provided)
                ? Optional.empty()
                : Optional.of(AuthFailure.mismatch());
    }

    private static byte[] signature(
            SignedRequest request, Authorization authorization, AccessKey key) {
        CredentialScope scope = authorization.credential();
        String canonical = CanonicalRequest.of(request, authorization.signedHeaders());
        String text =
                String.join(
                        "\n",
                        Authorization.ALGORITHM,
                        authorization.time().toString(),
                        scope.text(),
                        CanonicalRequest.hash(canonical));
        byte[] derived = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.text().split("/", -1)) {
            derived = Hashes.hmac(derived, part);
        }
        return Hashes.hmac(derived, text);
    }

    private static boolean isHash(String signature) {
        return signature.matches("[0-9a-f]{64}");
    }
}
