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

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which a request has begun and does not become whole, so that clients that
 * send a byte now and then do not hold connections and memory for ever.
 *
 * <p>One for each connection, on its event loop, ahead of what reads requests.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
    static final int SECONDS = 60;

    private Future<?> pending;
    private boolean off;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (pending == null && !off) {
            pending = ctx.executor().schedule(() -> ctx.close(), SECONDS, TimeUnit.SECONDS);
        }
        ctx.fireChannelRead(bytes);
    }

    /** The request is whole; the next one has its own time. */
    void met() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }

    /** What comes from here on has no end to wait for. */
    void lift() {
        off = true;
        met();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lift();
        ctx.fireChannelInactive();
    }
}
