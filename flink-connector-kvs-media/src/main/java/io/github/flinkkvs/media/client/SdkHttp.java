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

import software.amazon.awssdk.core.client.config.ClientAsyncConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** The HTTP client that all calls of one reader share, set for responses that flow for an hour. */
interface SdkHttp extends AutoCloseable {

    /** Sessions are bounded by the splits assigned; the pool must never be what limits them. */
    int MAX_CONNECTIONS = 100_000;

    /**
     * Makes the client that the options name.
     *
     * @throws IllegalArgumentException if its library is not on the class path
     */
    static SdkHttp of(AwsOptions options) {
        HttpSettings settings = HttpSettings.of(options);
        if (!settings.isCrt()) {
            return new NettyHttp(settings);
        }
        try {
            return new CrtHttp(settings);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    AwsOptions.HTTP_CLIENT
                            + " is 'crt', but the AWS SDK's aws-crt-client is not on the class"
                            + " path: add it, or leave the option out. The jar for the SQL Client"
                            + " has Netty only.",
                    e);
        }
    }

    /**
     * Lets a call be completed by the thread that has read its answer: what follows never blocks.
     * The SDK's own threads for it come and go with the load, and at times outlive its client.
     */
    static void completeOnEventLoop(ClientAsyncConfiguration.Builder async) {
        async.advancedOption(
                SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run);
    }

    SdkAsyncHttpClient client();

    /** Returns what sessions ask of its threads. */
    IoThreads ioThreads();

    /** Gives up all connections at once. */
    @Override
    void close();
}
