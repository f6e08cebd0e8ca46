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

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.UUID;

/** Routes the requests of one connection to the operations and writes their answers. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody is left to tell of an answer that fails
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Endpoint endpoint;
    private final Endpoints endpoints;
    private final Operations operations;
    private final RequestDeadline deadline;

    RequestHandler(
            Endpoint endpoint,
            Endpoints endpoints,
            Operations operations,
            RequestDeadline deadline) {
        this.endpoint = endpoint;
        this.endpoints = endpoints;
        this.operations = operations;
        this.deadline = deadline;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        deadline.met();
        if (ctx.pipeline().get(MediaResponse.class) != null) {
            // The body before it has no end, so an answer could never be told from it.
            ctx.close();
            return;
        }
        String requestId = UUID.randomUUID().toString();
        try {
            answer(ctx, request, requestId);
        } catch (ServiceException e) {
            LOG.debug("request={} answered {} {}", requestId, e.name(), e.getMessage());
            respond(ctx, Responses.error(e, requestId, operations.now()), false);
        } catch (RuntimeException e) {
            LOG.warn("request={} answered InternalFailure", requestId, e);
            ServiceException failure = new ServiceException(500, "InternalFailure", e.toString());
            respond(ctx, Responses.error(failure, requestId, operations.now()), false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("Connection closed", cause);
        ctx.close();
    }

    private void answer(ChannelHandlerContext ctx, FullHttpRequest request, String requestId) {
        if (request.decoderResult().isFailure()) {
            throw new ServiceException(
                    400,
                    "SerializationException",
                    "The request cannot be read: " + request.decoderResult().cause().getMessage());
        }
        if (endpoint == Endpoint.CONTROL && Route.isOfEmulator(request)) {
            ctx.fireChannelRead(request.retain());
            return;
        }
        Operation operation = Route.of(request).orElse(null);
        if (operation == null || !endpoints.serves(endpoint, operation)) {
            boolean keepAlive = HttpUtil.isKeepAlive(request);
            respond(
                    ctx,
                    Misdirected.answer(operation, endpoint, request, requestId, operations.now()),
                    keepAlive);
            return;
        }
        operations.callers().require(request);
        JsonRequest body = JsonRequest.parse(request.content());
        if (Route.answersMedia(operation)) {
            ctx.pipeline().addLast(operations.media(operation, body, requestId));
        } else {
            String reply = operations.reply(operation, body, endpoints.asSeenBy(request));
            FullHttpResponse response = Responses.json(reply, requestId, operations.now());
            respond(ctx, response, HttpUtil.isKeepAlive(request));
        }
    }

    private static void respond(
            ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = ctx.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
