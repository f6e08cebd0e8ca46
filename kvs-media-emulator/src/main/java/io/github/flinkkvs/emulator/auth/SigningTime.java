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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** The moment at which a request says it was signed; prints in the form that is signed. */
record SigningTime(Instant instant) {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withZone(ZoneOffset.UTC);

    private static final int DAY_LENGTH = 8;

    static SigningTime parse(String text) throws AuthException {
        return parse(text, BASIC)
                .orElseThrow(
                        () ->
                                new AuthException(
                                        AuthFailure.incomplete(
                                                "Date must be in ISO-8601 'basic format'. Got '"
                                                        + text
                                                        + "'. See"
                                                        + " http://en.wikipedia.org/wiki/ISO_8601")));
    }

    /** The time of a Date header, which may also be in HTTP's own form. */
    static SigningTime ofDateHeader(String text) throws AuthException {
        Optional<SigningTime> http = parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
        return http.isPresent() ? http.get() : parse(text);
    }

    /**
     * What is wrong with the moment.
     *
     * @param good for how long it is good
     * @param skew by how much the client's clock may be fast
     */
    Optional<AuthFailure> check(Instant now, Duration good, Duration skew) {
        if (instant.isBefore(now.minus(good))) {
            return Optional.of(
                    AuthFailure.invalid(
                            "Signature expired: %s is now earlier than %s (%s - %d min.)"
                                    .formatted(
                                            this,
                                            new SigningTime(now.minus(good)),
                                            new SigningTime(now),
                                            good.toMinutes())));
        }
        if (instant.isAfter(now.plus(skew))) {
            return Optional.of(
                    AuthFailure.invalid(
                            "Signature not yet current: %s is still later than %s (%s + %d min.)"
                                    .formatted(
                                            this,
                                            new SigningTime(now.plus(skew)),
                                            new SigningTime(now),
                                            skew.toMinutes())));
        }
        return Optional.empty();
    }

    /** As {@code yyyymmdd}. */
    String day() {
        return toString().substring(0, DAY_LENGTH);
    }

    @Override
    public String toString() {
        return BASIC.format(instant);
    }

    private static Optional<SigningTime> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(new SigningTime(Instant.from(format.parse(text))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
