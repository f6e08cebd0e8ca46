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

package io.github.flinkkvs.media.client;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where credentials come from: the values of {@code aws.credentials.provider}. */
public enum CredentialsSource {
    /**
     * The SDK's default chain: system properties, environment, web identity, profile, container.
     */
    AUTO,
    /** {@code AWS_ACCESS_KEY_ID} and its kin. */
    ENV_VAR,
    /** Java system properties {@code aws.accessKeyId} and its kin. */
    SYS_PROP,
    /** A profile of the shared credentials file. */
    PROFILE,
    /** Access key, secret key and, for temporary ones, session token among the options. */
    BASIC(AwsOptions.ACCESS_KEY_ID, AwsOptions.SECRET_KEY),
    /** A role, assumed through STS. */
    ASSUME_ROLE(AwsOptions.ROLE_ARN),
    /** A role, assumed with a web identity token such as that of a Kubernetes service account. */
    WEB_IDENTITY_TOKEN,
    /** A class of the user's. */
    CUSTOM(AwsOptions.CUSTOM_CLASS);

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> requiredKeys;

    CredentialsSource(String... requiredKeys) {
        this.requiredKeys = List.of(requiredKeys);
    }

    /** Returns the source of this name, in any case; nothing if there is none. */
    static Optional<CredentialsSource> named(String name) {
        return Arrays.stream(values()).filter(s -> s.name().equalsIgnoreCase(name)).findFirst();
    }

    List<String> requiredKeys() {
        return requiredKeys;
    }
}
