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

package io.github.flinkkvs.emulator.http;

import io.github.flinkkvs.emulator.session.FaultBook;
import io.github.flinkkvs.emulator.session.SessionRegistry;
import io.github.flinkkvs.emulator.store.StreamStore;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Listens on loopback and nowhere else. Owns its threads; {@link #close()} ends them and every
 * connection.
 */
public final class HttpServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int LARGEST_REQUEST = 1 << 20;

    private final EventLoopGroup loops =
            new NioEventLoopGroup(THREADS, new DefaultThreadFactory("kvs-emulator-http", true));
    private final ChannelGroup connections =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Channel listener;

    /** Starts listening; a port of 0 takes any free one. */
    public HttpServer(
            int port,
            StreamStore streams,
            FaultBook faults,
            SessionRegistry sessions,
            Clock clock) {
        ControlPlane control = new ControlPlane(streams, () -> endpoint().toString());
        DataPlane data = new DataPlane(streams, faults, sessions, clock);
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        connections.add(channel);
                                        channel.pipeline()
                                                .addLast(new HttpServerCodec())
                                                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                                                .addLast(new RequestHandler(control, data, clock));
                                    }
                                });
        try {
            listener =
                    bootstrap
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                            .syncUninterruptibly()
                            .channel();
        } catch (RuntimeException e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
            throw e;
        }
    }

    public URI endpoint() {
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        String host = NetUtil.toAddressString(address.getAddress());
        String quoted = address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host;
        return URI.create("http://" + quoted + ":" + address.getPort());
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        connections.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
