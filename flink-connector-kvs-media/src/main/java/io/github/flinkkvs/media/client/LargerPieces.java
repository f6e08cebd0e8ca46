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

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpClientCodec;

/**
 * Lets a new connection hand on what one read of its socket has brought in one piece.
 *
 * <p>The SDK leaves Netty's HTTP codec as it is, which cuts bodies into pieces of 8 KB. Each piece
 * costs a call through the pipeline, an array and a place in a queue, which is as much as what else
 * is done with so few bytes. The codec is exchanged as soon as the connection is made, before it
 * has seen a byte. Where a later SDK has another codec, that stays, and only costs more.
 */
final class LargerPieces extends ChannelInboundHandlerAdapter {

    /** The most that a piece has. */
    static final int MAX_BYTES = 64 << 10;

    /** Both as in the SDK's own codec: Netty's defaults. */
    private static final int MAX_LINE_BYTES = 4 << 10;

    private static final int MAX_HEAD_BYTES = 8 << 10;

    private static final String LARGER = "larger-pieces";

    @Override
    public void channelActive(ChannelHandlerContext context) {
        HttpClientCodec codec = context.pipeline().get(HttpClientCodec.class);
        if (codec != null) {
            HttpClientCodec larger = new HttpClientCodec(MAX_LINE_BYTES, MAX_HEAD_BYTES, MAX_BYTES);
            context.pipeline().replace(codec, LARGER, larger);
            context.pipeline().addAfter(LARGER, null, new BytesAtHand());
        }
        context.fireChannelActive();
        context.pipeline().remove(this);
    }
}
