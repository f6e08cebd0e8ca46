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
import java.util.List;
import java.util.Optional;

/**
 * The credential of a signature: whose key, and what the signature is good for.
 *
 * @param date as {@code yyyymmdd}
 * @param terminator to be {@code aws4_request}
 */
record CredentialScope(
        String accessKey, String date, String region, String service, String terminator) {
    static final String TERMINATOR = "aws4_request";

    private static final int ELEMENTS = 5;

    static CredentialScope parse(String credential) throws AuthException {
        String[] elements = credential.split("/", -1);
        if (elements.length != ELEMENTS) {
            throw new AuthException(
                    AuthFailure.incomplete(
                            "Credential must have exactly 5 slash-delimited elements, e.g."
                                    + " keyid/date/region/service/term, got '"
                                    + credential
                                    + "'"));
        }
        return new CredentialScope(elements[0], elements[1], elements[2], elements[3], elements[4]);
    }

    /** What is wrong with a signature of a moment, for a service in a region. */
    Optional<AuthFailure> check(String ourRegion, String ourService, SigningTime time) {
        List<String> wrongs = new ArrayList<>();
        if (!region.equals(ourRegion)) {
            wrongs.add("Credential should be scoped to a valid region, not '" + region + "'.");
        }
        if (!service.equals(ourService)) {
            wrongs.add("Credential should be scoped to correct service: '" + ourService + "'.");
        }
        if (!terminator.equals(TERMINATOR)) {
            wrongs.add(
                    "Credential should be scoped with a valid terminator: '%s', not '%s'."
                            .formatted(TERMINATOR, terminator));
        }
        if (!date.equals(time.day())) {
            wrongs.add(
                    ("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of"
                                    + " date from HTTP: '%s' != '%s', from '%s'.")
                            .formatted(date, time.day(), time));
        }
        return wrongs.isEmpty()
                ? Optional.empty()
                : Optional.of(AuthFailure.invalid(String.join(" ", wrongs)));
    }

    /** All but the key, as it is signed. */
    String text() {
        return String.join("/", date, region, service, terminator);
    }
}
