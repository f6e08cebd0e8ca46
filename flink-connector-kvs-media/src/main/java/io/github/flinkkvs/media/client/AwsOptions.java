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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code aws.*} options: the keys that Flink's AWS connectors use, in both of their spellings
 * ({@code aws.credentials.provider.basic.accesskeyid} and {@code
 * aws.credentials.basic.accesskeyid}).
 *
 * <p>Immutable. Its text shows keys and masks values, since some are secrets.
 */
public final class AwsOptions {

    /** The region; by default what the SDK finds (environment, profile, instance). */
    public static final String REGION = "aws.region";

    /** The control plane's address; by default the region's. */
    public static final String ENDPOINT = "aws.endpoint";

    /** Whether to accept any certificate, for tests; false by default. */
    public static final String TRUST_ALL_CERTIFICATES = "aws.trust.all.certificates";

    /**
     * The HTTP client: {@code netty}, the default, or {@code crt}, AWS's C runtime, for which
     * {@code software.amazon.awssdk:aws-crt-client} has to be on the class path.
     */
    public static final String HTTP_CLIENT = "aws.http.client";

    /**
     * How many bytes each connection may have received that the reader has not asked for; 256 KiB
     * by default, -1 for what the system (or the C runtime) thinks best. Linux takes up to twice as
     * many, and has a limit of its own ({@code net.core.rmem_max}). A distant region needs more: a
     * connection gets no more than this in the time of a round trip.
     */
    public static final String HTTP_RECEIVE_BUFFER_BYTES = "aws.http.receive.buffer.bytes";

    /** Where credentials come from, see {@link CredentialsSource}. */
    public static final String CREDENTIALS_PROVIDER = "aws.credentials.provider";

    static final String ACCESS_KEY_ID = "aws.credentials.basic.accesskeyid";
    static final String SECRET_KEY = "aws.credentials.basic.secretkey";
    static final String SESSION_TOKEN = "aws.credentials.basic.sessiontoken";
    static final String PROFILE_PATH = "aws.credentials.profile.path";
    static final String PROFILE_NAME = "aws.credentials.profile.name";
    static final String ROLE_ARN = "aws.credentials.role.arn";
    static final String ROLE_SESSION_NAME = "aws.credentials.role.sessionName";
    static final String ROLE_EXTERNAL_ID = "aws.credentials.role.externalId";
    static final String ROLE_PROVIDER = "aws.credentials.role.provider";
    static final String ROLE_STS_ENDPOINT = "aws.credentials.role.stsEndpoint";
    static final String WEB_IDENTITY_TOKEN_FILE = "aws.credentials.webIdentityToken.file";
    static final String CUSTOM_CLASS = "aws.credentials.custom.class";

    private static final Set<String> KEYS =
            Set.of(
                    REGION,
                    ENDPOINT,
                    TRUST_ALL_CERTIFICATES,
                    HTTP_CLIENT,
                    HTTP_RECEIVE_BUFFER_BYTES,
                    CREDENTIALS_PROVIDER,
                    ACCESS_KEY_ID,
                    SECRET_KEY,
                    SESSION_TOKEN,
                    PROFILE_PATH,
                    PROFILE_NAME,
                    ROLE_ARN,
                    ROLE_SESSION_NAME,
                    ROLE_EXTERNAL_ID,
                    ROLE_PROVIDER,
                    ROLE_STS_ENDPOINT,
                    WEB_IDENTITY_TOKEN_FILE,
                    CUSTOM_CLASS);

    private static final String LONG_PREFIX = "aws.credentials.provider.";
    private static final String SHORT_PREFIX = "aws.credentials.";

    private final Map<String, String> values;

    private AwsOptions(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads and checks the options as a whole.
     *
     * @throws IllegalArgumentException naming every problem at once
     */
    public static AwsOptions of(Map<String, String> options) {
        List<String> problems = problemsOf(options);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot use the aws.* options: " + String.join("; ", problems) + ".");
        }
        return unchecked(options);
    }

    /** Returns all that {@link #of} would refuse, each without a full stop. */
    public static List<String> problemsOf(Map<String, String> options) {
        return AwsOptionsCheck.problemsOf(options);
    }

    /** Reads what can be read: known keys that have a value. */
    static AwsOptions unchecked(Map<String, String> options) {
        Map<String, String> values = new TreeMap<>();
        options.forEach(
                (key, value) -> {
                    if (KEYS.contains(shortSpelling(key)) && value != null && !value.isBlank()) {
                        values.put(shortSpelling(key), value);
                    }
                });
        return new AwsOptions(values);
    }

    static String shortSpelling(String key) {
        return key.startsWith(LONG_PREFIX)
                ? SHORT_PREFIX + key.substring(LONG_PREFIX.length())
                : key;
    }

    static String longSpelling(String shortKey) {
        boolean hasOne =
                shortKey.startsWith(SHORT_PREFIX) && !shortKey.equals(CREDENTIALS_PROVIDER);
        return hasOne ? LONG_PREFIX + shortKey.substring(SHORT_PREFIX.length()) : shortKey;
    }

    /** Returns where credentials come from: BASIC if keys are given, else AUTO, unless named. */
    CredentialsSource credentialsSource() {
        return get(CREDENTIALS_PROVIDER)
                .flatMap(CredentialsSource::named)
                .orElseGet(this::impliedSource);
    }

    /** Returns where the credentials that assume a role come from. */
    CredentialsSource roleCredentialsSource() {
        return get(ROLE_PROVIDER).flatMap(CredentialsSource::named).orElseGet(this::impliedSource);
    }

    private CredentialsSource impliedSource() {
        return get(ACCESS_KEY_ID).isPresent() ? CredentialsSource.BASIC : CredentialsSource.AUTO;
    }

    /** Returns an option's value by its short spelling. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Returns the keys of all options, in their short spelling. */
    public static Set<String> keys() {
        return KEYS;
    }

    /** Returns the keys of all options in both spellings. */
    public static Set<String> spellings() {
        return Stream.concat(KEYS.stream(), KEYS.stream().map(AwsOptions::longSpelling))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns an option's value that was checked to be there. */
    String require(String key) {
        return get(key).orElseThrow(
                        () -> new IllegalArgumentException("Missing option: " + key + "."));
    }

    @Override
    public String toString() {
        return "AwsOptions" + values.keySet();
    }
}
