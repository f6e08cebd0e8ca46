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

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslHandler;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import java.util.function.Supplier;

/** Puts the handlers into each new connection of one endpoint. */
final class ConnectionSetup extends ChannelInitializer<SocketChannel> {
    private static final int LARGEST_REQUEST = 1 << 20;

    private final Endpoint endpoint;
    private final Endpoints endpoints;
    private final Operations operations;
    private final ChannelGroup connections;
    private final Supplier<ChannelHandler> pages;
    private final SSLContext tls;

    ConnectionSetup(
            Endpoint endpoint,
            Endpoints endpoints,
            Operations operations,
            ChannelGroup connections,
            Supplier<ChannelHandler> pages,
            SSLContext tls) {
        this.endpoint = endpoint;
        this.endpoints = endpoints;
        this.operations = operations;
        this.connections = connections;
        this.pages = pages;
        this.tls = tls;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        connections.add(channel);
        if (tls != null) {
            channel.pipeline().addLast(new SslHandler(serverSide()));
        }
        RequestDeadline deadline = new RequestDeadline();
        channel.pipeline()
                .addLast(deadline)
                .addLast(new HttpServerCodec())
                .addLast(new PutMediaHandler(endpoint, endpoints, operations.uploads(), deadline))
                // Ends media, too, to a client that asked to have its connection closed; behind
                // uploads, whose connections end in their own way.
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                .addLast(new FlowControlHandler())
                .addLast(new RequestHandler(endpoint, endpoints, operations, deadline));
        if (endpoint == Endpoint.CONTROL) {
            channel.pipeline().addLast(pages.get());
        }
    }

    private SSLEngine serverSide() {
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }
}
