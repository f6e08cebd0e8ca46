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

import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.utils.AttributeMap;

import java.util.Optional;

/** What the options say of the HTTP client. They have been checked. */
record HttpSettings(
        boolean isCrt, boolean trustAllCertificates, Optional<Integer> receiveBufferBytes) {

    /**
     * Enough for all that the service sends to one consumer (25 MB/s) at a round trip of 10 ms.
     * Left to itself, Linux lets the buffer of a connection that once was fast grow to many
     * megabytes.
     */
    static final int DEFAULT_RECEIVE_BUFFER_BYTES = 256 << 10;

    static HttpSettings of(AwsOptions options) {
        int bytes =
                options.get(AwsOptions.HTTP_RECEIVE_BUFFER_BYTES)
                        .map(Integer::parseInt)
                        .orElse(DEFAULT_RECEIVE_BUFFER_BYTES);
        return new HttpSettings(
                options.get(AwsOptions.HTTP_CLIENT).filter("crt"::equals).isPresent(),
                options.get(AwsOptions.TRUST_ALL_CERTIFICATES)
                        .map(Boolean::parseBoolean)
                        .orElse(false),
                bytes < 0 ? Optional.empty() : Optional.of(bytes));
    }

    AttributeMap sdkDefaults() {
        return AttributeMap.builder()
                .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, trustAllCertificates)
                .build();
    }
}
