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

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;

import java.time.Instant;

/**
 * One GetMediaForFragmentList response. A client that does not read holds up its own answer alone.
 *
 * <p>Runs on the channel's event loop.
 */
final class FragmentListResponse extends ChannelInboundHandlerAdapter implements MediaResponse {
    private final FragmentListBody body;
    private final String requestId;
    private final Instant now;

    FragmentListResponse(FragmentListBody body, String requestId, Instant now) {
        this.body = body;
        this.requestId = requestId;
        this.now = now;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ChunkedWriteHandler slices = new ChunkedWriteHandler();
        ctx.pipeline().addBefore(ctx.name(), null, slices);
        ctx.write(Responses.mediaHead(requestId, now));
        ctx.writeAndFlush(new HttpChunkedInput(body))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE)
                .addListener(
                        written -> {
                            if (written.isSuccess()) {
                                ctx.pipeline().remove(slices);
                                ctx.pipeline().remove(this);
                            }
                        });
    }
}
