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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A DescribeStream as botocore signs it, for tests to change. */
final class SampleRequest {
    private static final String REGION = "eu-central-1";
    static final String SIGNED_AT = "2026-01-02T03:04:05Z";
    static final String SCOPE = "AKIDEXAMPLE/20260102/eu-central-1/kinesisvideo/aws4_request";
    static final AccessKey KEY =
            AccessKey.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    static final String JSON_SIGNATURE =
            "93cfb430370c5dc26563db5a8afdba31d69472d333031130879d9ceec92224ff";

    final Map<String, List<String>> headers = new LinkedHashMap<>();
    String target = "/describeStream";

    SampleRequest() {
        header("Host", "kinesisvideo.eu-central-1.amazonaws.com");
        header("Content-Type", "application/json");
        header("X-Amz-Date", "20260102T030405Z");
        authorization(SCOPE, "content-type;host;x-amz-date", JSON_SIGNATURE);
    }

    SignedRequest request() {
        byte[] body = "{\"StreamName\": \"camera\"}".getBytes(StandardCharsets.UTF_8);
        return SignedRequest.of("POST", target, headers, body);
    }

    SignedRequest emptyRequest() {
        return SignedRequest.of("POST", target, headers, new byte[0]);
    }

    void signWithToken() {
        header("X-Amz-Security-Token", "tok/en+=");
        authorization(
                SCOPE,
                "content-type;host;x-amz-date;x-amz-security-token",
                "ce316d7a69d88f1574b7531381a8ad77b96500a5e3d4a698306f5c41a784f56b");
    }

    void signInQuery() {
        headers.remove("X-Amz-Date");
        headers.remove("Authorization");
        target =
                "/describeStream?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                        + SCOPE.replace("/", "%2F")
                        + "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&X-Amz-SignedHeaders="
                        + "content-type%3Bhost&X-Amz-Signature="
                        + "10d796ad6c545301ecb0de1e30244160e4e6f5fcff53f31a2fcad7e1a8600c40";
    }

    void putMedia(String sent) {
        target = sent;
        headers.remove("Content-Type");
        header("Transfer-Encoding", "chunked");
        header("x-amzn-stream-name", "camera");
        header("x-amzn-fragment-timecode-type", "RELATIVE");
        header("x-amzn-producer-start-timestamp", "1700000000.007");
    }

    void authorization(String credential, String signedHeaders, String signature) {
        headers.put(
                "Authorization",
                List.of(
                        "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=%s, Signature=%s"
                                .formatted(credential, signedHeaders, signature)));
    }

    void header(String name, String value) {
        headers.put(name, new ArrayList<>(List.of(value)));
    }

    static SignatureCheck form() {
        return SignatureCheck.form(REGION);
    }

    static SignatureCheck verified(String now) {
        return SignatureCheck.verified(
                REGION, List.of(KEY), InstantSource.fixed(Instant.parse(now)));
    }

    static SignatureCheck verified(AccessKey key) {
        return SignatureCheck.verified(
                REGION, List.of(key), InstantSource.fixed(Instant.parse(SIGNED_AT)));
    }
}
