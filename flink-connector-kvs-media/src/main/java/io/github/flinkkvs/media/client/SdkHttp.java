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
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.utils.AttributeMap;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP client that all calls of one reader share, set for responses that flow for an hour.
 *
 * <p>The event loops are our own, since the client's own ones take two seconds to close. None of
 * their threads outlives {@link #close}, behind which Flink may close their class loader.
 */
final class SdkHttp implements AutoCloseable {

    private static final int IO_THREADS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** The connections of aborted sessions go back to their pool, one loop asking another. */
    private static final Duration CLOSE_QUIET_PERIOD = Duration.ofMillis(50);

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(700);

    /** Sessions are bounded by the splits assigned; the pool must never be what limits them. */
    private static final int MAX_CONNECTIONS = 100_000;

    private final Channels channels = new Channels();
    private final EventLoops eventLoops = new EventLoops(IO_THREADS);
    private final SdkAsyncHttpClient client;

    SdkHttp(boolean trustAllCertificates) {
        client =
                NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(SdkEventLoopGroup.create(eventLoops, channels))
                        .maxConcurrency(MAX_CONNECTIONS)
                        .maxPendingConnectionAcquires(MAX_CONNECTIONS)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .tlsNegotiationTimeout(CONNECT_TIMEOUT)
                        .connectionAcquisitionTimeout(CONNECT_TIMEOUT)
                        // A silent stream is no error; the reader watches for silence itself.
                        .readTimeout(Duration.ZERO)
                        .buildWithDefaults(
                                AttributeMap.builder()
                                        .put(
                                                SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES,
                                                trustAllCertificates)
                                        .build());
    }

    /**
     * Lets a call be completed by the thread that has read its answer: what follows never blocks.
     * The SDK's own threads for it come and go with the load, and at times outlive its client.
     */
    static void completeOnEventLoop(ClientAsyncConfiguration.Builder async) {
        async.advancedOption(
                SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run);
    }

    SdkAsyncHttpClient client() {
        return client;
    }

    /** Runs what an I/O thread gives it behind all that this thread can read now. */
    Executor behindReads() {
        return eventLoops::behindReads;
    }

    @Override
    public void close() {
        channels.stopConnecting();
        client.close();
        eventLoops
                .shutdownGracefully(
                        CLOSE_QUIET_PERIOD.toMillis(),
                        CLOSE_TIMEOUT.toMillis(),
                        TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_TIMEOUT.toMillis());
    }
}
