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

import io.github.flinkkvs.emulator.limits.BandwidthMeter;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.stream.ChunkedWriteHandler;

/**
 * One GetMediaForFragmentList response. A client that does not read holds up its own answer alone.
 *
 * <p>Runs on the channel's event loop.
 */
final class FragmentListResponse extends ChannelInboundHandlerAdapter implements MediaResponse {
    private final FragmentListBody body;
    private final BandwidthMeter pace;
    private final CountedConnection connection;
    private final HttpResponse head;

    FragmentListResponse(
            FragmentListBody body,
            BandwidthMeter pace,
            CountedConnection connection,
            HttpResponse head) {
        this.body = body;
        this.pace = pace;
        this.connection = connection;
        this.head = head;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ChunkedWriteHandler slices = new ChunkedWriteHandler();
        ctx.pipeline().addBefore(ctx.name(), null, slices);
        ctx.write(head);
        ctx.writeAndFlush(new HttpChunkedInput(new PacedInput(body, pace, slices, ctx.executor())))
                .addListener(written -> connection.close())
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
