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

import io.github.flinkkvs.emulator.limits.Operation;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Takes a connection over once a request on it is a PutMedia, whose body has no end to wait for;
 * whatever else comes goes on to who answers it whole.
 *
 * <p>One for each connection, on its event loop. A connection that has carried a PutMedia carries
 * nothing behind it. What a producer still sends when it has its answer is thrown away for a while,
 * since to close at once could take the answer from it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that fails becomes inactive: handled
final class PutMediaHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(PutMediaHandler.class);
    private static final int LINGER_SECONDS = 5;

    private final Endpoint endpoint;
    private final Endpoints endpoints;
    private final Uploads uploads;
    private final RequestDeadline deadline;
    private PutMediaSession session;
    private boolean taken;

    PutMediaHandler(
            Endpoint endpoint, Endpoints endpoints, Uploads uploads, RequestDeadline deadline) {
        this.endpoint = endpoint;
        this.endpoints = endpoints;
        this.uploads = uploads;
        this.deadline = deadline;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean head = !taken && message instanceof HttpRequest request && isOurs(request);
        if (!taken && !head) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            if (head) {
                taken = true;
                deadline.lift();
                begin(ctx, (HttpRequest) message);
            } else if (message instanceof HttpContent content) {
                take(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private boolean isOurs(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && Route.of(request).filter(o -> o == Operation.PUT_MEDIA).isPresent();
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        String requestId = UUID.randomUUID().toString();
        try {
            if (!endpoints.serves(endpoint, Operation.PUT_MEDIA)) {
                FullHttpResponse elsewhere =
                        Misdirected.answer(
                                Operation.PUT_MEDIA, endpoint, request, requestId, uploads.now());
                answerAndEnd(ctx, elsewhere);
                return;
            }
            session = uploads.open(request, requestId, ctx, () -> linger(ctx));
        } catch (ServiceException e) {
            LOG.debug("request={} answered {} {}", requestId, e.name(), e.getMessage());
            refuse(ctx, e, requestId);
        } catch (RuntimeException e) {
            LOG.warn("request={} answered InternalFailure", requestId, e);
            ServiceException failure = new ServiceException(500, "InternalFailure", e.toString());
            refuse(ctx, failure, requestId);
        }
        if (session != null) {
            session.begin(HttpUtil.is100ContinueExpected(request));
        }
    }

    private void refuse(ChannelHandlerContext ctx, ServiceException error, String requestId) {
        answerAndEnd(ctx, Responses.error(error, requestId, uploads.now()));
    }

    private static void answerAndEnd(ChannelHandlerContext ctx, FullHttpResponse answer) {
        HttpUtil.setKeepAlive(answer, false);
        ctx.writeAndFlush(answer);
        linger(ctx);
    }

    private void take(ChannelHandlerContext ctx, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (session != null) {
            session.take(content, last);
        }
        if (last) {
            // The producer is through and has, or is getting, its whole answer.
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> ctx.close());
        }
    }

    private static void linger(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
        ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (session != null) {
            session.resume();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (session != null) {
            session.disconnected();
        }
        ctx.fireChannelInactive();
    }
}
