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

import io.github.flinkkvs.emulator.session.SessionPlan;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a body while its channel is writable and its plan allows, and counts what goes out.
 *
 * <p>Runs on the channel's event loop but {@link #sent()}.
 */
final class BodyWriter {
    private static final int SLICE = 32 * 1024;

    private final BodySource source;
    private final SessionPlan plan;
    private final AtomicLong sent = new AtomicLong();
    private ChannelFuture lastWrite;
    private long queued;

    /**
     * A writer with nothing written.
     *
     * @param head the write of the response's head, which counts as the last one so far
     */
    BodyWriter(BodySource source, SessionPlan plan, ChannelFuture head) {
        this.source = source;
        this.plan = plan;
        this.lastWrite = head;
    }

    /** Writes what it can; returns false once the plan allows no more. */
    boolean pump(ChannelHandlerContext context) {
        int most = 1;
        while (context.channel().isWritable()) {
            most = (int) Math.min(SLICE, plan.allowance(queued));
            ByteBuf slice = most == 0 ? null : source.next(most);
            if (slice == null) {
                break;
            }
            write(context, slice);
        }
        context.flush();
        return most > 0;
    }

    void write(ChannelHandlerContext context, ByteBuf slice) {
        int length = slice.readableBytes();
        queued += length;
        lastWrite = context.write(new DefaultHttpContent(slice));
        lastWrite.addListener(written -> sent.addAndGet(written.isSuccess() ? length : 0));
    }

    /** The write after which everything so far is with the operating system. */
    ChannelFuture lastWrite() {
        return lastWrite;
    }

    boolean atCut() {
        return plan.cutAt(queued);
    }

    /** Bytes handed to the operating system. */
    long sent() {
        return sent.get();
    }

    /** Bytes written, which will all be sent unless the connection breaks. */
    long queued() {
        return queued;
    }
}
