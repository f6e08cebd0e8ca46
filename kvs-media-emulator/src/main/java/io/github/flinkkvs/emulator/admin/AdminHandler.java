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

package io.github.flinkkvs.emulator.admin;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;

import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Answers the requests of one connection, one after the other, away from the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody is left to tell of an answer that fails
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Function<AdminRequest, Answer> answers;
    private final Function<AdminRequest, Executor> threads;

    AdminHandler(Function<AdminRequest, Answer> answers, Function<AdminRequest, Executor> threads) {
        this.answers = answers;
        this.threads = threads;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        try {
            Guard.check(request, (InetSocketAddress) ctx.channel().parent().localAddress());
        } catch (AdminException e) {
            respond(ctx, Answer.error(e.status(), e.getMessage()), false);
            return;
        }
        AdminRequest copy = AdminRequest.of(request);
        // The next request stays outside until this one is answered, to keep the order.
        ctx.channel().config().setAutoRead(false);
        try {
            threads.apply(copy).execute(() -> respond(ctx, answers.apply(copy), keepAlive));
        } catch (RejectedExecutionException e) {
            respond(ctx, Answer.error(503, "Too much is asked at a time: try again"), keepAlive);
        }
    }

    private static void respond(ChannelHandlerContext ctx, Answer answer, boolean keepAlive) {
        FullHttpResponse response = answer.response();
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = ctx.writeAndFlush(response);
        if (keepAlive) {
            written.addListener(done -> ctx.channel().config().setAutoRead(true));
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
