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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.EventExecutor;

import java.util.concurrent.TimeUnit;

/**
 * A body at the pace of a meter: it has nothing to give while the meter allows nothing, and wakes
 * its writer once it does.
 *
 * <p>Runs on the channel's event loop.
 */
final class PacedInput implements ChunkedInput<ByteBuf> {
    private final ChunkedInput<ByteBuf> body;
    private final BandwidthMeter pace;
    private final ChunkedWriteHandler writer;
    private final EventExecutor loop;

    PacedInput(
            ChunkedInput<ByteBuf> body,
            BandwidthMeter pace,
            ChunkedWriteHandler writer,
            EventExecutor loop) {
        this.body = body;
        this.pace = pace;
        this.writer = writer;
        this.loop = loop;
    }

    @Override
    public boolean isEndOfInput() throws Exception {
        return body.isEndOfInput();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the loop's end ends the writer too
    public ByteBuf readChunk(ByteBufAllocator allocator) throws Exception {
        if (pace.allowance() == 0) {
            loop.schedule(writer::resumeTransfer, pace.nanosUntilNext(), TimeUnit.NANOSECONDS);
            return null;
        }
        ByteBuf slice = body.readChunk(allocator);
        pace.sent(slice.readableBytes());
        return slice;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Netty's interface wants the old form too
    public ByteBuf readChunk(ChannelHandlerContext ctx) throws Exception {
        return readChunk(ctx.alloc());
    }

    @Override
    public void close() throws Exception {
        body.close();
    }

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public long progress() {
        return body.progress();
    }
}
