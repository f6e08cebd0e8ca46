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
import java.util.Optional;

/** An access key with its secret. Only its id is ever shown. */
public final class AccessKey {
    private final String id;
    private final String secret;
    private final String sessionToken;

    private AccessKey(String id, String secret, String sessionToken) {
        if (id.isEmpty() || id.contains("/") || secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "An access key has an id without a slash, and a secret: '" + id + "'");
        }
        this.id = id;
        this.secret = secret;
        this.sessionToken = sessionToken;
    }

    /**
     * A key that is good with any session token, and without one.
     *
     * @throws IllegalArgumentException if the id or the secret is empty, or the id has a slash
     */
    public static AccessKey of(String id, String secret) {
        return new AccessKey(id, secret, null);
    }

    /** This key, good only together with a session token. */
    public AccessKey withSessionToken(String token) {
        return new AccessKey(id, secret, token);
    }

    public String id() {
        return id;
    }

    String secret() {
        return secret;
    }

    /** Takes the same time for any token of a length. */
    boolean isGoodWith(Optional<String> token) {
        if (sessionToken == null) {
            return true;
        }
        return token.isPresent()
                && MessageDigest.isEqual(
                        sessionToken.getBytes(StandardCharsets.UTF_8),
                        token.get().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
