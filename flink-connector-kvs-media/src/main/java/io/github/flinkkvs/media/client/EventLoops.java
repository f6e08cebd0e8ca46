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

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import software.amazon.awssdk.utils.ThreadFactoryBuilder;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of an HTTP client, on which no connection fails before its pool has looked.
 *
 * <p>The SDK's pool (2.40.2, {@code HttpOrHttp2ChannelPool}) asks for its first connection and
 * listens for the outcome after that; one that fails in between, such as one to a host that does
 * not exist, is never told, and the call hangs until its time-out. A channel is therefore
 * registered behind all that the asking event loop has at hand.
 *
 * <p>Flink may close the class loader of a job while these threads are ending, and what they do
 * last of all, such as giving their buffers back, needs classes of its own. One loop that is over
 * as soon as the first client opens has loaded them. Thread-safe.
 */
final class EventLoops extends NioEventLoopGroup implements IoThreads {

    static {
        EventLoops first = new EventLoops(1);
        first.execute(() -> PooledByteBufAllocator.DEFAULT.directBuffer(1).release());
        first.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }

    EventLoops(int threads) {
        super(
                threads,
                new ThreadFactoryBuilder().threadNamePrefix("kvs-io").daemonThreads(true).build());
    }

    /**
     * Runs a task once the event loop that this is called on has read what its connections have at
     * hand; at once if called on another thread.
     */
    @Override
    public void behindReads(Runnable task) {
        for (EventExecutor loop : this) {
            if (loop.inEventLoop()) {
                loop.execute(task);
                return;
            }
        }
        task.run();
    }

    @Override
    public void offerNextTo(SdkMediaSession session) {
        BytesAtHand.offerNextTo(session);
    }

    @Override
    public ChannelFuture register(Channel channel) {
        EventLoop loop = next();
        ChannelPromise registered = new DefaultChannelPromise(channel, loop);
        try {
            asking(loop).execute(() -> loop.register(registered));
        } catch (RejectedExecutionException closed) {
            channel.unsafe().closeForcibly();
            registered.setFailure(closed);
        }
        return registered;
    }

    /** The loop whose thread this is, or else {@code other}. */
    private Executor asking(EventLoop other) {
        for (EventExecutor loop : this) {
            if (loop.inEventLoop()) {
                return loop;
            }
        }
        return other;
    }
}
