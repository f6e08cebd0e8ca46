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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be wrong with a signature before anybody calculates it. */
class MalformedSignatureTest {
    private final SampleRequest sent = new SampleRequest();

    @Test
    void noKeyAtAllIsRefusedEvenForItsForm() {
        sent.authorization(
                SampleRequest.SCOPE.substring(SampleRequest.SCOPE.indexOf('/')),
                "host",
                SampleRequest.JSON_SIGNATURE);

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValue(AuthFailure.unknownClient());
    }

    @Test
    void aRequestWithoutASignatureIsRefusedAsTheServiceDoes() {
        sent.headers.remove("Authorization");

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValue(
                        new AuthFailure(
                                403,
                                "MissingAuthenticationTokenException",
                                "Missing Authentication Token"));
        assertThat(SignatureCheck.off().check(sent.request())).isEmpty();
    }

    @Test
    void aRequestThatIsSignedTwiceIsRefused() {
        Map<String, List<String>> before = new LinkedHashMap<>(sent.headers);
        sent.signInQuery();
        sent.headers.putAll(before);

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValue(
                        AuthFailure.invalid(
                                "Found both 'X-Amz-Algorithm' as a query-string param and"
                                        + " 'Authorization' as HTTP header."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AKIDEXAMPLE/20260102/us-east-1/kinesisvideo/aws4_request | Credential should be scoped to a valid region, not 'us-east-1'.
                    AKIDEXAMPLE/20260102/eu-central-1/kinesis/aws4_request | Credential should be scoped to correct service: 'kinesisvideo'.
                    AKIDEXAMPLE/20260102/eu-central-1/kinesisvideo/aws5 | Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'.
                    AKIDEXAMPLE/20260103/eu-central-1/kinesisvideo/aws4_request | Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260103' != '20260102', from '20260102T030405Z'.
                    A//r/s/t | Credential should be scoped to a valid region, not 'r'. Credential should be scoped to correct service: 'kinesisvideo'. Credential should be scoped with a valid terminator: 'aws4_request', not 't'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '' != '20260102', from '20260102T030405Z'.
                    """)
    void aSignatureForSomethingElseIsRefusedAsTheServiceDoes(String credential, String message) {
        sent.authorization(
                credential, "content-type;host;x-amz-date", SampleRequest.JSON_SIGNATURE);

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValue(AuthFailure.invalid(message));
    }

    @Test
    void aSignatureThatLeavesTheHostOutIsRefused() {
        sent.authorization(SampleRequest.SCOPE, "x-amz-date", SampleRequest.JSON_SIGNATURE);

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValue(
                        AuthFailure.invalid(
                                "'Host' or ':authority' must be a 'SignedHeader' in the AWS"
                                        + " Authorization."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKIDEXAMPLE", "a/b/c/d", "a/b/c/d/e/f"})
    void aCredentialOfOtherPartsIsIncomplete(String credential) {
        sent.authorization(credential, "host", SampleRequest.JSON_SIGNATURE);

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValue(
                        new AuthFailure(
                                400,
                                "IncompleteSignatureException",
                                "Credential must have exactly 5 slash-delimited elements, e.g."
                                        + " keyid/date/region/service/term, got '"
                                        + credential
                                        + "'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host | Authorization header requires 'Signature' parameter. (Hashed
                    AWS4-HMAC-SHA256 Credential=a,Signature=b | Authorization header requires 'SignedHeaders' parameter. (Hashed
                    AWS4-HMAC-SHA256 | Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. (Hashed
                    AWS4-HMAC-SHA512 Credential=a/b/c/d/e, SignedHeaders=host, Signature=b | Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'.
                    Bearer abc | Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64):
                    '' | Authorization header requires 'Credential' parameter.
                    '  , ,=,' | Authorization header requires 'Credential' parameter.
                    """)
    void aHeaderThatIsNoSignatureIsIncomplete(String header, String message) {
        sent.headers.put("Authorization", List.of(header));

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValueSatisfying(
                        failure -> {
                            assertThat(failure.message()).startsWith(message);
                            assertThat(failure.exception())
                                    .isEqualTo("IncompleteSignatureException");
                            assertThat(failure.status()).isEqualTo(400);
                        });
    }

    @Test
    void aQueryThatLacksPartsIsIncomplete() {
        sent.headers.remove("Authorization");
        sent.target = "/describeStream?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%zz";

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValue(
                        AuthFailure.incomplete(
                                "AWS query-string parameters must include 'X-Amz-Signature'. AWS"
                                        + " query-string parameters must include"
                                        + " 'X-Amz-SignedHeaders'. AWS query-string parameters must"
                                        + " include 'X-Amz-Date'. Re-examine the query-string"
                                        + " parameters."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"604801", "-1", "soon", "99999999999999999999"})
    void aQueryThatIsGoodForTooLongIsIncomplete(String seconds) {
        sent.signInQuery();
        sent.target = sent.target.replace("X-Amz-Expires=60", "X-Amz-Expires=" + seconds);

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValue(
                        AuthFailure.incomplete(
                                "X-Amz-Expires must be a number of seconds, at most a week, got '"
                                        + seconds
                                        + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "201", "20260230T030405Z", "2026-01-02T03:04:05Z"})
    void aDateInAnotherFormIsIncomplete(String date) {
        sent.headers.put("X-Amz-Date", List.of(date));

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValue(
                        AuthFailure.incomplete(
                                "Date must be in ISO-8601 'basic format'. Got '%s'. See"
                                                .formatted(date)
                                        + " http://en.wikipedia.org/wiki/ISO_8601"));
    }

    @Test
    void aRequestWithoutADateIsIncomplete() {
        sent.headers.remove("X-Amz-Date");

        assertThat(SampleRequest.form().check(sent.request()))
                .hasValueSatisfying(
                        failure ->
                                assertThat(failure.message())
                                        .startsWith(
                                                "Authorization header requires existence of either"
                                                        + " a 'X-Amz-Date' or a 'Date' header. "));
    }

    @Property(tries = 500)
    void whateverIsSentGetsAnAnswer(
            @ForAll String sentTarget,
            @ForAll("parts") List<String> parts,
            @ForAll boolean inQuery) {
        String joined = String.join("", parts);
        sent.target = inQuery ? "/?X-Amz-Algorithm=" + joined : sentTarget;
        sent.headers.put("Authorization", List.of("AWS4-HMAC-SHA256 " + joined));
        sent.headers.put(
                "x-amz-date", List.of(joined.length() % 2 == 0 ? joined : "20260102T030405Z"));

        assertThat(SampleRequest.verified(SampleRequest.SIGNED_AT).check(sent.request()))
                .isPresent();
        assertThat(
                        SampleRequest.verified(SampleRequest.SIGNED_AT)
                                .check(SignedRequest.streamed("", sent.target, sent.headers)))
                .isPresent();
    }

    @Provide
    Arbitrary<List<String>> parts() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(3),
                        Arbitraries.of(
                                "Credential=",
                                SampleRequest.SCOPE,
                                ",",
                                "/",
                                "=",
                                "%",
                                "&X-Amz-Credential=",
                                "&X-Amz-Date=20260102T030405Z",
                                "&X-Amz-Signature=",
                                "&X-Amz-Expires=",
                                ";",
                                "Signature=",
                                SampleRequest.JSON_SIGNATURE,
                                "SignedHeaders=",
                                "host"))
                .list()
                .ofMaxSize(20);
    }
}
