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

import io.github.flinkkvs.media.model.StreamId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The SDK's pool alone forgets one in three of these, and each then takes 10 s. */
class EventLoopsTest {

    private static final int TRIES = 100;
    private static final Duration NO_TIME_OUT_AMONG_THEM = Duration.ofSeconds(9);

    @Test
    void aHostThatDoesNotExistIsToldAtOnceHoweverOftenItIsAsked() {
        assertThatEachFailsAtOnce(
                "http://" + "x".repeat(64) + ".invalid", FailureTable.UNKNOWN_HOST);
    }

    @Test
    void aPortWhereNobodyListensIsToldAtOnceHoweverOftenItIsAsked() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        assertThatEachFailsAtOnce("http://127.0.0.1:" + port, FailureTable.BROKEN);
    }

    private static void assertThatEachFailsAtOnce(String endpoint, String as) {
        Map<String, String> options =
                Map.of(
                        AwsOptions.REGION, "eu-central-1",
                        AwsOptions.ENDPOINT, endpoint,
                        AwsOptions.ACCESS_KEY_ID, "AKIDEXAMPLE",
                        AwsOptions.SECRET_KEY, "s3cr3t");
        try (SdkKvsMediaClient client = new SdkKvsMediaClient(AwsOptions.of(options))) {
            Instant start = Instant.now();
            for (int i = 0; i < TRIES; i++) {
                assertThat(failure(client, StreamId.of("camera-" + i)).tableEntry()).isEqualTo(as);
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(NO_TIME_OUT_AMONG_THEM);
        }
    }

    private static KvsServiceException failure(SdkKvsMediaClient client, StreamId stream) {
        CompletionException thrown =
                catchThrowableOfType(
                        CompletionException.class, () -> client.mediaEndpoint(stream).join());
        return (KvsServiceException) thrown.getCause();
    }
}
