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

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Netty, the default. What lies ahead of a reader that does not ask for more are the system's
 * socket buffers, of which the size of the receiving one is set.
 *
 * <p>The event loops are our own, since the client's own ones take two seconds to close. None of
 * their threads outlives {@link #close}, behind which Flink may close their class loader.
 */
final class NettyHttp implements SdkHttp {

    private static final int IO_THREADS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** The connections of aborted sessions go back to their pool, one loop asking another. */
    private static final Duration CLOSE_QUIET_PERIOD = Duration.ofMillis(50);

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(700);

    /** How many bytes one read of a socket asks for: what streams cost goes by reads. */
    private static final int LEAST_READ = 2 << 10;

    private static final int FIRST_READ = LargerPieces.MAX_BYTES;
    private static final int LARGEST_READ = 4 * LargerPieces.MAX_BYTES;

    private final Channels channels = new Channels();
    private final EventLoops eventLoops = new EventLoops(IO_THREADS);
    private final SdkAsyncHttpClient client;

    NettyHttp(HttpSettings settings) {
        NettyNioAsyncHttpClient.Builder builder =
                NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(SdkEventLoopGroup.create(eventLoops, channels))
                        .maxConcurrency(MAX_CONNECTIONS)
                        .maxPendingConnectionAcquires(MAX_CONNECTIONS)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .tlsNegotiationTimeout(CONNECT_TIMEOUT)
                        .connectionAcquisitionTimeout(CONNECT_TIMEOUT)
                        .putChannelOption(
                                ChannelOption.RCVBUF_ALLOCATOR,
                                new AdaptiveRecvByteBufAllocator(
                                        LEAST_READ, FIRST_READ, LARGEST_READ))
                        // A silent stream is no error; the reader watches for silence itself.
                        .readTimeout(Duration.ZERO);
        settings.receiveBufferBytes()
                .ifPresent(bytes -> builder.putChannelOption(ChannelOption.SO_RCVBUF, bytes));
        client = builder.buildWithDefaults(settings.sdkDefaults());
    }

    @Override
    public SdkAsyncHttpClient client() {
        return client;
    }

    @Override
    public IoThreads ioThreads() {
        return eventLoops;
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
