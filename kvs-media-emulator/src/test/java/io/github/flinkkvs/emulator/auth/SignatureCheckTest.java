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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Requests as botocore signs them, and what can be wrong with them. */
class SignatureCheckTest {
    private static final String REGION = "eu-central-1";
    private static final String SIGNED_AT = "2026-01-02T03:04:05Z";
    private static final String SCOPE =
            "AKIDEXAMPLE/20260102/eu-central-1/kinesisvideo/aws4_request";
    private static final AccessKey KEY =
            AccessKey.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private static final String JSON_SIGNATURE =
            "93cfb430370c5dc26563db5a8afdba31d69472d333031130879d9ceec92224ff";

    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private String target = "/describeStream";

    SignatureCheckTest() {
        header("Host", "kinesisvideo.eu-central-1.amazonaws.com");
        header("Content-Type", "application/json");
        header("X-Amz-Date", "20260102T030405Z");
        authorization(SCOPE, "content-type;host;x-amz-date", JSON_SIGNATURE);
    }

    @Test
    void aRequestOfTheCliIsAccepted() {
        assertThat(verified(SIGNED_AT).check(request())).isEmpty();
    }

    @Test
    void aRequestOfTheCliWithASessionTokenIsAccepted() {
        signWithToken();

        assertThat(verified(SIGNED_AT).check(request())).isEmpty();
        assertThat(verified(KEY.withSessionToken("tok/en+=")).check(request())).isEmpty();
    }

    @Test
    void aKeyWithASessionTokenIsGoodWithThatTokenOnly() {
        SignatureCheck check = verified(KEY.withSessionToken("another"));

        assertThat(check.check(request())).hasValue(AuthFailure.unknownClient());
        signWithToken();
        assertThat(check.check(request())).hasValue(AuthFailure.unknownClient());
    }

    @Test
    void aRequestThatIsSignedInItsQueryIsAcceptedForItsTime() {
        signInQuery();

        assertThat(verified("2026-01-02T03:05:05Z").check(emptyRequest())).isEmpty();
        assertThat(verified("2026-01-02T03:05:06Z").check(emptyRequest()))
                .hasValue(
                        AuthFailure.invalid(
                                "Signature expired: 20260102T030405Z is now earlier than"
                                        + " 20260102T030406Z (20260102T030506Z - 1 min.)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/putMedia", "http://localhost:8085/putMedia"})
    void aPutMediaIsAcceptedWhosePayloadTheClientCallsStreaming(String sent) {
        putMedia(sent);
        header("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
        authorization(
                SCOPE,
                "host;x-amz-content-sha256;x-amz-date;x-amzn-fragment-timecode-type"
                        + ";x-amzn-producer-start-timestamp;x-amzn-stream-name",
                "e417e1bbadccc70d7b02a117cd5060e20a090744931a2987cd525765d5f7eb6d");

        SignedRequest request = SignedRequest.streamed("POST", target, headers);
        assertThat(verified(SIGNED_AT).check(request)).isEmpty();
    }

    @Test
    void aPutMediaIsAcceptedWhosePayloadTheClientSaysNothingOf() {
        putMedia("/putMedia");
        authorization(
                SCOPE,
                "host;x-amz-date;x-amzn-fragment-timecode-type;x-amzn-producer-start-timestamp"
                        + ";x-amzn-stream-name",
                "1195248566fbdbbc57f3a280aa9b559f28bdad8bc76b7e68e8a3e1499f18cecb");

        SignedRequest request = SignedRequest.streamed("POST", target, headers);
        assertThat(verified(SIGNED_AT).check(request)).isEmpty();
    }

    @Test
    void anotherSignatureIsRefusedAsTheServiceDoes() {
        authorization(SCOPE, "content-type;host;x-amz-date", "0".repeat(64));

        assertThat(form().check(request())).isEmpty();
        assertThat(verified(SIGNED_AT).check(request()))
                .hasValue(
                        new AuthFailure(
                                403,
                                "InvalidSignatureException",
                                "The request signature we calculated does not match the signature"
                                        + " you provided. Check your AWS Secret Access Key and"
                                        + " signing method. Consult the service documentation for"
                                        + " details."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "ZZ",
                "93CFB430370C5DC26563DB5A8AFDBA31D69472D333031130879D9CEEC92224FF"
            })
    void whatIsNoHashMatchesNothing(String signature) {
        authorization(SCOPE, "content-type;host;x-amz-date", signature);

        assertThat(form().check(request())).hasValue(AuthFailure.mismatch());
        assertThat(verified(SIGNED_AT).check(request())).hasValue(AuthFailure.mismatch());
    }

    @Test
    void anUnknownKeyIsRefusedAsTheServiceDoes() {
        assertThat(verified(AccessKey.of("AKIDOTHER", "secret")).check(request()))
                .hasValue(
                        new AuthFailure(
                                403,
                                "UnrecognizedClientException",
                                "The security token included in the request is invalid."));
        assertThat(form().check(request())).isEmpty();
    }

    @Test
    void noKeyAtAllIsRefusedEvenForItsForm() {
        authorization(SCOPE.substring(SCOPE.indexOf('/')), "host", JSON_SIGNATURE);

        assertThat(form().check(request())).hasValue(AuthFailure.unknownClient());
    }

    @Test
    void theClocksMayBeFiveMinutesApartAndNoMore() {
        assertThat(verified("2026-01-02T03:09:05Z").check(request())).isEmpty();
        assertThat(verified("2026-01-02T02:59:05Z").check(request())).isEmpty();
        assertThat(verified("2026-01-02T03:09:06Z").check(request()))
                .hasValue(
                        AuthFailure.invalid(
                                "Signature expired: 20260102T030405Z is now earlier than"
                                        + " 20260102T030406Z (20260102T030906Z - 5 min.)"));
        assertThat(verified("2026-01-02T02:59:04Z").check(request()))
                .hasValue(
                        AuthFailure.invalid(
                                "Signature not yet current: 20260102T030405Z is still later than"
                                        + " 20260102T030404Z (20260102T025904Z + 5 min.)"));
    }

    @Test
    void aRequestWithoutASignatureIsRefusedAsTheServiceDoes() {
        headers.remove("Authorization");

        assertThat(form().check(request()))
                .hasValue(
                        new AuthFailure(
                                403,
                                "MissingAuthenticationTokenException",
                                "Missing Authentication Token"));
        assertThat(SignatureCheck.off().check(request())).isEmpty();
    }

    @Test
    void aRequestThatIsSignedTwiceIsRefused() {
        Map<String, List<String>> sent = new LinkedHashMap<>(headers);
        signInQuery();
        headers.putAll(sent);

        assertThat(form().check(request()))
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
        authorization(credential, "content-type;host;x-amz-date", JSON_SIGNATURE);

        assertThat(form().check(request())).hasValue(AuthFailure.invalid(message));
    }

    @Test
    void aSignatureThatLeavesTheHostOutIsRefused() {
        authorization(SCOPE, "x-amz-date", JSON_SIGNATURE);

        assertThat(form().check(request()))
                .hasValue(
                        AuthFailure.invalid(
                                "'Host' or ':authority' must be a 'SignedHeader' in the AWS"
                                        + " Authorization."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKIDEXAMPLE", "a/b/c/d", "a/b/c/d/e/f"})
    void aCredentialOfOtherPartsIsIncomplete(String credential) {
        authorization(credential, "host", JSON_SIGNATURE);

        assertThat(form().check(request()))
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
        headers.put("Authorization", List.of(header));

        assertThat(form().check(request()))
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
        headers.remove("Authorization");
        target = "/describeStream?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%zz";

        assertThat(form().check(request()))
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
        signInQuery();
        target = target.replace("X-Amz-Expires=60", "X-Amz-Expires=" + seconds);

        assertThat(form().check(request()))
                .hasValue(
                        AuthFailure.incomplete(
                                "X-Amz-Expires must be a number of seconds, at most a week, got '"
                                        + seconds
                                        + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "201", "20260230T030405Z", "2026-01-02T03:04:05Z"})
    void aDateInAnotherFormIsIncomplete(String date) {
        headers.put("X-Amz-Date", List.of(date));

        assertThat(form().check(request()))
                .hasValue(
                        AuthFailure.incomplete(
                                "Date must be in ISO-8601 'basic format'. Got '%s'. See"
                                                .formatted(date)
                                        + " http://en.wikipedia.org/wiki/ISO_8601"));
    }

    @Test
    void aRequestWithoutADateIsIncomplete() {
        headers.remove("X-Amz-Date");

        assertThat(form().check(request()))
                .hasValueSatisfying(
                        failure ->
                                assertThat(failure.message())
                                        .startsWith(
                                                "Authorization header requires existence of either"
                                                        + " a 'X-Amz-Date' or a 'Date' header. "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fri, 02 Jan 2026 03:04:05 GMT", "20260102T030405Z"})
    void theDateHeaderCountsWhereNoOtherDateIs(String date) {
        headers.remove("X-Amz-Date");
        header("Date", date);

        assertThat(form().check(request())).isEmpty();
        assertThat(verified(SIGNED_AT).check(request())).hasValue(AuthFailure.mismatch());
    }

    @Property(tries = 500)
    void whateverIsSentGetsAnAnswer(
            @ForAll String sentTarget,
            @ForAll("parts") List<String> parts,
            @ForAll boolean inQuery) {
        String joined = String.join("", parts);
        target = inQuery ? "/?X-Amz-Algorithm=" + joined : sentTarget;
        headers.put("Authorization", List.of("AWS4-HMAC-SHA256 " + joined));
        headers.put("x-amz-date", List.of(joined.length() % 2 == 0 ? joined : "20260102T030405Z"));

        assertThat(verified(SIGNED_AT).check(request())).isPresent();
        assertThat(verified(SIGNED_AT).check(SignedRequest.streamed("", target, headers)))
                .isPresent();
    }

    @Provide
    Arbitrary<List<String>> parts() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(3),
                        Arbitraries.of(
                                "Credential=",
                                SCOPE,
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
                                JSON_SIGNATURE,
                                "SignedHeaders=",
                                "host"))
                .list()
                .ofMaxSize(20);
    }

    @Test
    void nothingPrintsASecretOrAToken() {
        signWithToken();

        assertThat(KEY.withSessionToken("tok/en+=")).hasToString("AccessKey[AKIDEXAMPLE]");
        assertThat(verified(SIGNED_AT)).hasToString("verified by [AKIDEXAMPLE]");
        assertThat(request()).hasToString("POST /describeStream");
    }

    @ParameterizedTest
    @CsvSource({"'',secret", "a/b,secret", "AKID,''"})
    void aKeyWithoutAnIdOrASecretIsNone(String id, String secret) {
        assertThatIllegalArgumentException().isThrownBy(() -> AccessKey.of(id, secret));
    }

    private SignedRequest request() {
        byte[] body = "{\"StreamName\": \"camera\"}".getBytes(StandardCharsets.UTF_8);
        return SignedRequest.of("POST", target, headers, body);
    }

    private SignedRequest emptyRequest() {
        return SignedRequest.of("POST", target, headers, new byte[0]);
    }

    private void signWithToken() {
        header("X-Amz-Security-Token", "tok/en+=");
        authorization(
                SCOPE,
                "content-type;host;x-amz-date;x-amz-security-token",
                "ce316d7a69d88f1574b7531381a8ad77b96500a5e3d4a698306f5c41a784f56b");
    }

    private void signInQuery() {
        headers.remove("X-Amz-Date");
        headers.remove("Authorization");
        target =
                "/describeStream?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                        + SCOPE.replace("/", "%2F")
                        + "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&X-Amz-SignedHeaders="
                        + "content-type%3Bhost&X-Amz-Signature="
                        + "10d796ad6c545301ecb0de1e30244160e4e6f5fcff53f31a2fcad7e1a8600c40";
    }

    private void putMedia(String sent) {
        target = sent;
        headers.remove("Content-Type");
        header("Transfer-Encoding", "chunked");
        header("x-amzn-stream-name", "camera");
        header("x-amzn-fragment-timecode-type", "RELATIVE");
        header("x-amzn-producer-start-timestamp", "1700000000.007");
    }

    private void authorization(String credential, String signedHeaders, String signature) {
        headers.put(
                "Authorization",
                List.of(
                        "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=%s, Signature=%s"
                                .formatted(credential, signedHeaders, signature)));
    }

    private void header(String name, String value) {
        headers.put(name, new ArrayList<>(List.of(value)));
    }

    private static SignatureCheck form() {
        return SignatureCheck.form(REGION);
    }

    private static SignatureCheck verified(String now) {
        return SignatureCheck.verified(
                REGION, List.of(KEY), InstantSource.fixed(Instant.parse(now)));
    }

    private static SignatureCheck verified(AccessKey key) {
        return SignatureCheck.verified(
                REGION, List.of(key), InstantSource.fixed(Instant.parse(SIGNED_AT)));
    }
}
