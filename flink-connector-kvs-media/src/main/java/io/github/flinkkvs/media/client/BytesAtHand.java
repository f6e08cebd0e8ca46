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

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

import javax.annotation.Nullable;

/**
 * Offers a session the bytes of its body where the socket's read has put them, before the SDK
 * copies them, which costs as much as all that is done with them afterwards.
 *
 * <p>Which session a response belongs to is known once the SDK has given it some of the body: it
 * does so within the call that brings the bytes here, and the session answers by {@link
 * #offerNextTo}. Where an SDK delivers otherwise nothing is offered, and all goes its own way. What
 * is not used goes that way, too, and until the session has got that, nothing is offered: no byte
 * overtakes another. A body whose length was told is not touched, since the SDK counts it.
 *
 * <p>One for each connection; on its event loop.
 */
final class BytesAtHand extends ChannelInboundHandlerAdapter {

    /** The handler that gives bytes to the SDK on this thread just now. */
    private static final ThreadLocal<BytesAtHand> GIVING = new ThreadLocal<>();

    private boolean mayOffer;
    private long passedOn;
    @Nullable private SdkMediaSession session;

    /** Has the connection whose bytes are given to the SDK just now offer more to a session. */
    static void offerNextTo(SdkMediaSession session) {
        BytesAtHand giving = GIVING.get();
        if (giving != null) {
            giving.session = session;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response) {
            mayOffer = !HttpUtil.isContentLengthSet(response);
            passedOn = 0;
            session = null;
        }
        if (mayOffer && message instanceof HttpContent content) {
            content(context, content);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void content(ChannelHandlerContext context, HttpContent content) {
        ByteBuf bytes = content.content();
        if (session != null && bytes.isReadable() && bytes.nioBufferCount() == 1) {
            bytes.skipBytes(session.offer(bytes.nioBuffer(), passedOn));
            if (!bytes.isReadable() && !(content instanceof LastHttpContent)) {
                content.release();
                return;
            }
        }
        passedOn += bytes.readableBytes();
        passOn(context, content);
    }

    private void passOn(ChannelHandlerContext context, HttpContent content) {
        if (session != null) {
            context.fireChannelRead(content);
            return;
        }
        GIVING.set(this);
        try {
            context.fireChannelRead(content);
        } finally {
            GIVING.remove();
        }
    }
}
