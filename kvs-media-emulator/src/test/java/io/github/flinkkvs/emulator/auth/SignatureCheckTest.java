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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Requests as botocore signs them, and signatures of others. */
class SignatureCheckTest {
    private final SampleRequest sent = new SampleRequest();

    @Test
    void aRequestOfTheCliIsAccepted() {
        assertThat(SampleRequest.verified(SampleRequest.SIGNED_AT).check(sent.request())).isEmpty();
    }

    @Test
    void aRequestOfTheCliWithASessionTokenIsAccepted() {
        sent.signWithToken();

        assertThat(SampleRequest.verified(SampleRequest.SIGNED_AT).check(sent.request())).isEmpty();
        assertThat(
                        SampleRequest.verified(SampleRequest.KEY.withSessionToken("tok/en+="))
                                .check(sent.request()))
                .isEmpty();
    }

    @Test
    void aKeyWithASessionTokenIsGoodWithThatTokenOnly() {
        SignatureCheck check =
                SampleRequest.verified(SampleRequest.KEY.withSessionToken("another"));

        assertThat(check.check(sent.request())).hasValue(AuthFailure.unknownClient());
        sent.signWithToken();
        assertThat(check.check(sent.request())).hasValue(AuthFailure.unknownClient());
    }

    @Test
    void aRequestThatIsSignedInItsQueryIsAcceptedForItsTime() {
        sent.signInQuery();

        assertThat(SampleRequest.verified("2026-01-02T03:05:05Z").check(sent.emptyRequest()))
                .isEmpty();
        assertThat(SampleRequest.verified("2026-01-02T03:05:06Z").check(sent.emptyRequest()))
                .hasValue(
                        AuthFailure.invalid(
                                "Signature expired: 20260102T030405Z is now earlier than"
                                        + " 20260102T030406Z (20260102T030506Z - 1 min.)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/putMedia", "http://localhost:8085/putMedia"})
    void aPutMediaIsAcceptedWhosePayloadTheClientCallsStreaming(String target) {
        sent.putMedia(target);
        sent.header("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
        sent.authorization(
                SampleRequest.SCOPE,
                "host;x-amz-content-sha256;x-amz-date;x-amzn-fragment-timecode-type"
                        + ";x-amzn-producer-start-timestamp;x-amzn-stream-name",
                "e417e1bbadccc70d7b02a117cd5060e20a090744931a2987cd525765d5f7eb6d");

        SignedRequest request = SignedRequest.streamed("POST", sent.target, sent.headers);
        assertThat(SampleRequest.verified(SampleRequest.SIGNED_AT).check(request)).isEmpty();
    }

    @Test
    void aPutMediaIsAcceptedWhosePayloadTheClientSaysNothingOf() {
        sent.putMedia("/putMedia");
        sent.authorization(
                SampleRequest.SCOPE,
                "host;x-amz-date;x-amzn-fragment-timecode-type;x-amzn-producer-start-timestamp"
                        + ";x-amzn-stream-name",
                "1195248566fbdbbc57f3a280aa9b559f28bdad8bc76b7e68e8a3e1499f18cecb");

        SignedRequest request = SignedRequest.streamed("POST", sent.target, sent.headers);
        assertThat(SampleRequest.verified(SampleRequest.SIGNED_AT).check(request)).isEmpty();
    }

    @Test
    void anotherSignatureIsRefusedAsTheServiceDoes() {
        sent.authorization(SampleRequest.SCOPE, "content-type;host;x-amz-date", "0".repeat(64));

        assertThat(SampleRequest.form().check(sent.request())).isEmpty();
        assertThat(SampleRequest.verified(SampleRequest.SIGNED_AT).check(sent.request()))
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
        sent.authorization(SampleRequest.SCOPE, "content-type;host;x-amz-date", signature);

        assertThat(SampleRequest.form().check(sent.request())).hasValue(AuthFailure.mismatch());
        assertThat(SampleRequest.verified(SampleRequest.SIGNED_AT).check(sent.request()))
                .hasValue(AuthFailure.mismatch());
    }

    @Test
    void anUnknownKeyIsRefusedAsTheServiceDoes() {
        assertThat(
                        SampleRequest.verified(AccessKey.of("AKIDOTHER", "secret"))
                                .check(sent.request()))
                .hasValue(
                        new AuthFailure(
                                403,
                                "UnrecognizedClientException",
                                "The security token included in the request is invalid."));
        assertThat(SampleRequest.form().check(sent.request())).isEmpty();
    }

    @Test
    void theClocksMayBeFiveMinutesApartAndNoMore() {
        assertThat(SampleRequest.verified("2026-01-02T03:09:05Z").check(sent.request())).isEmpty();
        assertThat(SampleRequest.verified("2026-01-02T02:59:05Z").check(sent.request())).isEmpty();
        assertThat(SampleRequest.verified("2026-01-02T03:09:06Z").check(sent.request()))
                .hasValue(
                        AuthFailure.invalid(
                                "Signature expired: 20260102T030405Z is now earlier than"
                                        + " 20260102T030406Z (20260102T030906Z - 5 min.)"));
        assertThat(SampleRequest.verified("2026-01-02T02:59:04Z").check(sent.request()))
                .hasValue(
                        AuthFailure.invalid(
                                "Signature not yet current: 20260102T030405Z is still later than"
                                        + " 20260102T030404Z (20260102T025904Z + 5 min.)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fri, 02 Jan 2026 03:04:05 GMT", "20260102T030405Z"})
    void theDateHeaderCountsWhereNoOtherDateIs(String date) {
        sent.headers.remove("X-Amz-Date");
        sent.header("Date", date);

        assertThat(SampleRequest.form().check(sent.request())).isEmpty();
        assertThat(SampleRequest.verified(SampleRequest.SIGNED_AT).check(sent.request()))
                .hasValue(AuthFailure.mismatch());
    }

    @Test
    void nothingPrintsASecretOrAToken() {
        sent.signWithToken();

        assertThat(SampleRequest.KEY.withSessionToken("tok/en+="))
                .hasToString("AccessKey[AKIDEXAMPLE]");
        assertThat(SampleRequest.verified(SampleRequest.SIGNED_AT))
                .hasToString("verified by [AKIDEXAMPLE]");
        assertThat(sent.request()).hasToString("POST /describeStream");
    }

    @ParameterizedTest
    @CsvSource({"'',secret", "a/b,secret", "AKID,''"})
    void aKeyWithoutAnIdOrASecretIsNone(String id, String secret) {
        assertThatIllegalArgumentException().isThrownBy(() -> AccessKey.of(id, secret));
    }
}
