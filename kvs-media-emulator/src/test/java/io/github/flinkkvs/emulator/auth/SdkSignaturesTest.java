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

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What the signer of AWS SDK v2 makes of requests of any kind. */
class SdkSignaturesTest {
    private static final String ID = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final SignatureCheck CHECK =
            SignatureCheck.verified("eu-central-1", List.of(AccessKey.of(ID, SECRET)), CLOCK);

    /** A request, and how it is to be signed. */
    record Plain(
            SdkHttpMethod method,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            String body,
            boolean inQuery,
            boolean withToken,
            boolean signsBody) {}

    @Property(tries = 1000)
    void whatTheSdkSignsIsAccepted(@ForAll("requests") Plain plain) {
        assertThat(CHECK.check(received(plain, plain.body))).isEmpty();
    }

    @Property(tries = 200)
    void whatWasSignedForAnotherSecretIsNot(@ForAll("requests") Plain plain) {
        SignatureCheck other =
                SignatureCheck.verified(
                        "eu-central-1", List.of(AccessKey.of(ID, SECRET + "x")), CLOCK);

        assertThat(other.check(received(plain, plain.body))).hasValue(AuthFailure.mismatch());
    }

    @Property(tries = 200)
    void aBodyThatWasChangedIsNotAcceptedIfItWasSigned(@ForAll("requests") Plain plain) {
        Optional<AuthFailure> failure = CHECK.check(received(plain, plain.body + "."));

        assertThat(failure)
                .isEqualTo(
                        plain.signsBody ? Optional.of(AuthFailure.mismatch()) : Optional.empty());
    }

    @Property(tries = 200)
    void aSignatureIsGoodForItsTimeOnly(@ForAll("requests") Plain plain) {
        SignatureCheck later =
                SignatureCheck.verified(
                        "eu-central-1",
                        List.of(AccessKey.of(ID, SECRET)),
                        Clock.offset(CLOCK, Duration.ofMinutes(6)));

        assertThat(later.check(received(plain, plain.body)))
                .hasValueSatisfying(
                        failure ->
                                assertThat(failure.message())
                                        .startsWith("Signature expired: 20260102T030405Z is now"));
    }

    @Provide
    Arbitrary<Plain> requests() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12);
        Arbitrary<String> word = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> value =
                Arbitraries.strings()
                        .withCharRange('!', '~')
                        .withChars(' ')
                        .ofMaxLength(20)
                        .map(String::strip);
        Arbitrary<String> path =
                Arbitraries.oneOf(
                                text.map(PercentCoding::encode),
                                // Above the root the SDK stays below it: /.. is signed as that.
                                Arbitraries.of("getMedia", "", ".", "getMedia/.."))
                        .list()
                        .ofMaxSize(4)
                        .map(segments -> "/" + String.join("/", segments));
        Arbitrary<Map<String, List<String>>> query =
                Arbitraries.maps(word.map(w -> "q" + w), text.list().ofMinSize(1).ofMaxSize(3))
                        .ofMaxSize(4);
        Arbitrary<Map<String, List<String>>> headers =
                Arbitraries.maps(
                                word.map(w -> "X-Amzn-" + w),
                                value.list().ofMinSize(1).ofMaxSize(3))
                        .ofMaxSize(4);
        return Combinators.combine(
                        Arbitraries.of(SdkHttpMethod.POST, SdkHttpMethod.GET),
                        path,
                        query,
                        headers,
                        Arbitraries.strings().ofMaxLength(100),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Plain::new);
    }

    private static SignedRequest received(Plain plain, String body) {
        SdkHttpRequest signed = sign(plain);
        Map<String, List<String>> headers = new LinkedHashMap<>(signed.headers());
        String target = signed.getUri().getRawPath();
        String query = signed.getUri().getRawQuery();
        return SignedRequest.of(
                signed.method().name(),
                query == null ? target : target + "?" + query,
                headers,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static SdkHttpRequest sign(Plain plain) {
        // Over http the SDK signs every body, whatever it was told.
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder()
                        .method(plain.method)
                        .uri(URI.create("https://127.0.0.1:8085"))
                        .encodedPath(plain.path);
        plain.query.forEach((name, values) -> request.putRawQueryParameter(name, values));
        plain.headers.forEach((name, values) -> request.putHeader(name, new ArrayList<>(values)));
        request.putHeader("Host", "127.0.0.1:8085");
        AwsCredentialsIdentity identity =
                plain.withToken
                        ? AwsSessionCredentialsIdentity.create(ID, SECRET, "tok/en+=")
                        : AwsCredentialsIdentity.create(ID, SECRET);
        return AwsV4HttpSigner.create()
                .sign(
                        s ->
                                s.identity(identity)
                                        .request(request.build())
                                        .payload(ContentStreamProvider.fromUtf8String(plain.body))
                                        .putProperty(
                                                AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                "kinesisvideo")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                                        .putProperty(HttpSigner.SIGNING_CLOCK, CLOCK)
                                        .putProperty(
                                                AwsV4HttpSigner.AUTH_LOCATION,
                                                plain.inQuery
                                                        ? AuthLocation.QUERY_STRING
                                                        : AuthLocation.HEADER)
                                        .putProperty(
                                                AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED,
                                                plain.signsBody))
                .request();
    }
}
