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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests and signatures of the signature suite that AWS publishes with its SDKs. Its service is
 * called "service", its paths are signed without having been encoded.
 */
class PublishedSignaturesTest {
    private static final AccessKey KEY =
            AccessKey.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z"));
    private static final SignatureCheck CHECK =
            SignatureCheck.verified("us-east-1", "service", List.of(KEY), CLOCK);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    get-vanilla | / | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
                    get-relative-relative | /example1/example2/../.. | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
                    get-slashes | //example// | 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84
                    get-space | /example space/ | 652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741
                    get-utf8 | /ሴ | 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85
                    get-vanilla-empty-query-key | /?Param1=value1 | a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb
                    get-vanilla-query-order-key-case | /?Param2=value2&Param1=value1 | b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500
                    get-vanilla-query-order-encoded | /?Param-3=Value3&Param=Value2&%E1%88%B4=Value1 | 371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac
                    get-vanilla-utf8-query | /?ሴ=bar | 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04
                    """)
    void aTargetIsSignedAsPublished(String name, String target, String signature) {
        assertAccepted("GET", target, "", signature, List.of(), "host;x-amz-date");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    get-header-key-duplicate | My-Header1:value2,My-Header1:value2,My-Header1:value1 | host;my-header1;x-amz-date | c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea
                    get-header-value-trim | 'My-Header1: value1,My-Header2: "a   b   c"' | host;my-header1;my-header2;x-amz-date | acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736
                    get-vanilla-with-session-token | X-Amz-Security-Token:6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267 | host;x-amz-date;x-amz-security-token | 07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8
                    """)
    void headersAreSignedAsPublished(
            String name, String headers, String signedHeaders, String signature) {
        List<String> lines = Arrays.asList(headers.split(",", -1));
        assertAccepted("GET", "/", "", signature, lines, signedHeaders);
    }

    @ParameterizedTest
    @CsvSource("328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422")
    void aBodyIsSignedAsPublished(String signature) {
        assertAccepted(
                "POST",
                "/",
                "Param1=value1",
                signature,
                List.of(
                        "Content-Type:application/x-www-form-urlencoded; charset=utf-8",
                        "Content-Length:13",
                        "x-amz-content-sha256:"
                                + "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"),
                "content-length;content-type;host;x-amz-content-sha256;x-amz-date");
    }

    @ParameterizedTest
    @CsvSource({
        "'-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                + "=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz&',"
                + " 8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf",
        "X-Amz-Security-Token=6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267&,"
                + " 7ff2b50b376cb4d151970630573d6291dc128cc5c2a12ffb237f73cc53f67b6c"
    })
    void aQueryThatIsSignedInTheQueryIsSignedAsPublished(String parameters, String signature) {
        String target =
                "/?"
                        + parameters
                        + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830"
                        + "%2Fus-east-1%2Fservice%2Faws4_request&X-Amz-Date=20150830T123600Z"
                        + "&X-Amz-SignedHeaders=host&X-Amz-Expires=3600&X-Amz-Signature="
                        + signature;
        Map<String, List<String>> headers = Map.of("Host", List.of("example.amazonaws.com"));

        assertThat(CHECK.check(SignedRequest.of("GET", target, headers, new byte[0]))).isEmpty();
    }

    private static void assertAccepted(
            String method,
            String target,
            String body,
            String signature,
            List<String> lines,
            String signedHeaders) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Host", List.of("example.amazonaws.com"));
        headers.put("X-Amz-Date", List.of("20150830T123600Z"));
        headers.put(
                "Authorization",
                List.of(
                        "AWS4-HMAC-SHA256"
                                + " Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                + " SignedHeaders="
                                + signedHeaders
                                + ", Signature="
                                + signature));
        for (String line : lines) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), n -> new ArrayList<>())
                    .add(line.substring(colon + 1));
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThat(CHECK.check(SignedRequest.of(method, target, headers, bytes))).isEmpty();
    }
}
