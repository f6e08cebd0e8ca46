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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds all that is wrong with {@code aws.*} options. A problem names the key as the user wrote it.
 * Values are shown of the few keys that can hold no secret, and of no other.
 */
final class AwsOptionsCheck {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#@\\s]+/?");

    /** What may stand before the host of an address: a user and a password. */
    private static final Pattern USER_INFO = Pattern.compile(".*@");

    /** A region is part of host names. */
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

    private static final Pattern BUFFER = Pattern.compile("-1|[1-9]\\d{3,8}");

    private final List<String> problems = new ArrayList<>();
    private final AwsOptions options;

    private AwsOptionsCheck(AwsOptions options) {
        this.options = options;
    }

    /** Returns all problems, each a part of a sentence. */
    static List<String> problemsOf(Map<String, String> written) {
        AwsOptionsCheck check = new AwsOptionsCheck(AwsOptions.unchecked(written));
        check.keys(written);
        check.credentials();
        check.forms();
        return check.problems;
    }

    private void keys(Map<String, String> written) {
        Set<String> seen = new HashSet<>();
        written.forEach(
                (key, value) -> {
                    String shortKey = AwsOptions.shortSpelling(key);
                    if (!AwsOptions.keys().contains(shortKey)) {
                        problems.add(
                                "'"
                                        + key
                                        + "' is not an option; "
                                        + DidYouMean.hint(
                                                key, AwsOptions.spellings(), AwsOptions.keys()));
                    } else if (value == null || value.isBlank()) {
                        problems.add("'" + key + "' has no value: set one, or leave it out");
                    }
                    if (!seen.add(shortKey)) {
                        problems.add(
                                "'"
                                        + shortKey
                                        + "' is set in both spellings: leave out '"
                                        + AwsOptions.longSpelling(shortKey)
                                        + "'");
                    }
                });
    }

    private void credentials() {
        checkSource(AwsOptions.CREDENTIALS_PROVIDER);
        checkSource(AwsOptions.ROLE_PROVIDER)
                .filter(source -> source == CredentialsSource.ASSUME_ROLE)
                .ifPresent(
                        source ->
                                problems.add(
                                        "a role cannot be assumed with itself: set "
                                                + AwsOptions.ROLE_PROVIDER
                                                + " to the source of other credentials"));
        if (has(AwsOptions.ACCESS_KEY_ID) != has(AwsOptions.SECRET_KEY)) {
            problems.add(
                    AwsOptions.ACCESS_KEY_ID
                            + " and "
                            + AwsOptions.SECRET_KEY
                            + " go together: set both or neither");
        }
    }

    private Optional<CredentialsSource> checkSource(String key) {
        Optional<String> name = options.get(key);
        Optional<CredentialsSource> source = name.flatMap(CredentialsSource::named);
        if (name.isPresent() && source.isEmpty()) {
            problems.add(
                    key
                            + " is '"
                            + name.get()
                            + "'; known are "
                            + List.of(CredentialsSource.values()));
        }
        for (String required : source.map(CredentialsSource::requiredKeys).orElse(List.of())) {
            if (!has(required)) {
                problems.add(source.get() + " credentials need " + required + ": set it");
            }
        }
        return source;
    }

    private boolean has(String key) {
        return options.get(key).isPresent();
    }

    private void forms() {
        check(AwsOptions.REGION, REGION, "the name of a region such as eu-central-1");
        check(AwsOptions.ENDPOINT, ADDRESS, "an address such as https://host:443");
        check(AwsOptions.ROLE_STS_ENDPOINT, ADDRESS, "an address such as https://host:443");
        check(AwsOptions.TRUST_ALL_CERTIFICATES, Pattern.compile("true|false"), "true or false");
        check(AwsOptions.HTTP_CLIENT, Pattern.compile("netty|crt"), "netty or crt");
        check(
                AwsOptions.HTTP_RECEIVE_BUFFER_BYTES,
                BUFFER,
                "a number of bytes from 1000 to 999999999, or -1 for the system's own choice");
    }

    private void check(String key, Pattern form, String expected) {
        options.get(key)
                .filter(value -> !form.matcher(value).matches())
                .map(value -> USER_INFO.matcher(value).replaceAll("***@"))
                .ifPresent(value -> problems.add(key + " is '" + value + "'; it is " + expected));
    }
}
