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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.auth.AccessKey;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoClient;
import software.amazon.awssdk.services.kinesisvideo.model.KinesisVideoException;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignaturesTest {

    @Test
    void anUnsignedRequestIsRefused() throws IOException {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            HttpURLConnection reply = listStreams(emulator.endpoint());

            assertThat(reply.getResponseCode()).isEqualTo(403);
            assertThat(reply.getHeaderField("x-amzn-ErrorType"))
                    .startsWith("MissingAuthenticationTokenException:");
        }
    }

    @Test
    void anUnsignedRequestIsServedWhereThatIsAllowed() throws IOException {
        try (KvsEmulator emulator = KvsEmulator.builder().acceptUnsigned(true).start()) {
            assertThat(listStreams(emulator.endpoint()).getResponseCode()).isEqualTo(200);
        }
    }

    @Test
    void withKeysASignatureMustBeRight() {
        AccessKey right = AccessKey.of("any", "body");
        AccessKey wrong = AccessKey.of("any", "other");
        try (KvsEmulator open = KvsEmulator.builder().accessKeys(List.of(right)).start();
                KvsEmulator closed = KvsEmulator.builder().accessKeys(List.of(wrong)).start();
                KinesisVideoClient served = SdkClients.control(open.endpoint());
                KinesisVideoClient refused = SdkClients.control(closed.endpoint())) {
            assertThat(served.listStreams().streamInfoList()).isEmpty();
            assertThatThrownBy(refused::listStreams)
                    .isInstanceOfSatisfying(
                            KinesisVideoException.class,
                            e ->
                                    assertThat(e.awsErrorDetails().errorCode())
                                            .isEqualTo("InvalidSignatureException"))
                    .hasMessageContaining("does not match the signature you provided");
        }
    }

    private static HttpURLConnection listStreams(URI endpoint) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) endpoint.resolve("/listStreams").toURL().openConnection();
        call.setRequestMethod("POST");
        call.setDoOutput(true);
        call.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
        return call;
    }
}
