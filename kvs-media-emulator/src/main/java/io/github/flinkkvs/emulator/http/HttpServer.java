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

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

import javax.net.ssl.SSLContext;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Listens for every endpoint of the service, each on a port of its own unless told to have one.
 * Owns its threads; {@link #close()} ends them and every connection.
 */
public final class HttpServer implements AutoCloseable {
    private static final int THREADS = 2;

    private final EventLoopGroup loops =
            new NioEventLoopGroup(THREADS, new DefaultThreadFactory("kvs-emulator-http", true));

    /** The listeners too. */
    private final ChannelGroup channels =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    private final Endpoints endpoints;
    private final Supplier<ChannelHandler> pages;
    private final SSLContext tls;

    /**
     * Starts listening.
     *
     * @param control where the control plane listens; the data endpoints take the ports that
     *     follow, or free ones if its port is 0
     * @param singleEndpoint whether that one port serves everything
     * @param tls with what certificate; null for in the clear
     * @param pages makes, for each connection to the control plane, a handler of the whole requests
     *     for what is the emulator's own rather than the service's: {@code /emulator/} and what is
     *     below. While it stops a channel from reading, the channel's next request waits.
     */
    public HttpServer(
            InetSocketAddress control,
            boolean singleEndpoint,
            SSLContext tls,
            Service service,
            Supplier<ChannelHandler> pages) {
        this.pages = pages;
        this.tls = tls;
        endpoints = new Endpoints(singleEndpoint, tls == null ? "http" : "https");
        Operations operations = new Operations(service);
        boolean listening = false;
        try {
            listen(Endpoint.CONTROL, control, operations);
            if (!singleEndpoint) {
                listenToData(control, operations);
            }
            listening = true;
        } finally {
            // Not a catch: a port that is taken shows as a checked exception that none declares.
            if (!listening) {
                close();
            }
        }
    }

    /** The endpoint of the control plane. */
    public URI endpoint() {
        return endpoints.local(Endpoint.CONTROL);
    }

    /** The endpoint of a data API by the name that GetDataEndpoint knows it by. */
    public URI dataEndpoint(String apiName) {
        return endpoints.local(Endpoint.valueOf(apiName));
    }

    @Override
    public void close() {
        channels.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void listenToData(InetSocketAddress control, Operations operations) {
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint != Endpoint.CONTROL) {
                int port = control.getPort() == 0 ? 0 : control.getPort() + endpoint.portOffset();
                listen(endpoint, new InetSocketAddress(control.getAddress(), port), operations);
            }
        }
    }

    private void listen(Endpoint endpoint, InetSocketAddress address, Operations operations) {
        ConnectionSetup setup =
                new ConnectionSetup(endpoint, endpoints, operations, channels, pages, tls);
        Channel listener =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(setup)
                        .bind(address)
                        .syncUninterruptibly()
                        .channel();
        channels.add(listener);
        endpoints.listening(endpoint, (InetSocketAddress) listener.localAddress());
    }
}
