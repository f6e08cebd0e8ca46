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

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.nio.NioSocketChannel;

import java.net.ConnectException;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The channels of an HTTP client, which does not give up by itself those that are connecting when
 * it is closed, but waits for them, for up to 5 s (SDK 2.40.2). Thread-safe.
 */
final class Channels implements ChannelFactory<Channel> {

    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Override
    public Channel newChannel() {
        Channel channel = new ConnectingChannel();
        channel.pipeline().addLast(new LargerPieces());
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        return channel;
    }

    /** Gives up what is connecting, and lets nothing connect any more. */
    void stopConnecting() {
        stopped = true;
        open.stream()
                .filter(Channel::isRegistered)
                .filter(channel -> !channel.isActive())
                .forEach(Channel::close);
    }

    /** Those that are not registered yet connect later, and find that it is too late. */
    private final class ConnectingChannel extends NioSocketChannel {

        @Override
        protected boolean doConnect(SocketAddress remote, SocketAddress local) throws Exception {
            if (stopped) {
                throw new ConnectException("The client is closed.");
            }
            return super.doConnect(remote, local);
        }
    }
}
