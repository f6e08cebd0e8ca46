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

import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;

import java.time.Duration;

/**
 * AWS's C runtime. It reads ahead of a reader that does not ask for more into a window of its own,
 * outside of the heap, which has the size that is set for the receive buffer. What the system's
 * socket buffer holds comes on top of that, as it cannot be set.
 *
 * <p>Of all our classes only this one needs its library.
 */
final class CrtHttp implements SdkHttp {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final SdkAsyncHttpClient client;

    CrtHttp(HttpSettings settings) {
        AwsCrtAsyncHttpClient.Builder builder =
                AwsCrtAsyncHttpClient.builder()
                        .maxConcurrency(MAX_CONNECTIONS)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .connectionAcquisitionTimeout(CONNECT_TIMEOUT);
        settings.receiveBufferBytes()
                .ifPresent(bytes -> builder.readBufferSizeInBytes(bytes.longValue()));
        client = builder.buildWithDefaults(settings.sdkDefaults());
    }

    @Override
    public SdkAsyncHttpClient client() {
        return client;
    }

    /** Its threads cannot be given tasks; what they tell at once is as large as what they read. */
    @Override
    public IoThreads ioThreads() {
        return Runnable::run;
    }

    @Override
    public void close() {
        client.close();
    }
}
