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

import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.store.ChunkGoneException;
import io.github.flinkkvs.emulator.store.ChunkReader;
import io.github.flinkkvs.emulator.store.FragmentLog;
import io.github.flinkkvs.emulator.store.StoredFragment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;

/**
 * The chunks of listed fragments in the order asked for, without the trailers that GetMedia adds. A
 * fragment that is gone ends the body with an error chunk, since the status was sent by then.
 *
 * <p>Runs on the channel's event loop.
 */
final class FragmentListBody implements ChunkedInput<ByteBuf> {
    private static final int SLICE = 64 * 1024;
    private static final int NOT_FOUND_ID = 3000;

    private final FragmentLog log;
    private final Queue<String> numbers;
    private ChunkReader reader;
    private long sent;

    /** What is sent next, known ahead since the end has to be; null at the end. */
    private ByteBuffer ahead;

    FragmentListBody(FragmentLog log, Collection<String> numbers) {
        this.log = log;
        this.numbers = new ArrayDeque<>(numbers);
        this.ahead = read();
    }

    @Override
    public boolean isEndOfInput() {
        return ahead == null;
    }

    @Override
    public ByteBuf readChunk(ByteBufAllocator allocator) {
        ByteBuf slice = Unpooled.wrappedBuffer(ahead);
        sent += slice.readableBytes();
        ahead = read();
        return slice;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Netty's interface wants the old form too
    public ByteBuf readChunk(ChannelHandlerContext ctx) {
        return readChunk(ctx.alloc());
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /** Unknown, as the fragments are looked up when it is their turn. */
    @Override
    public long length() {
        return -1;
    }

    @Override
    public long progress() {
        return sent;
    }

    /** Null if the fragment is not there, or goes at this moment. */
    private ChunkReader open(String number) {
        try {
            return log.fragment(number).map(StoredFragment::reader).orElse(null);
        } catch (ChunkGoneException e) {
            return null;
        }
    }

    private ByteBuffer read() {
        while (true) {
            ByteBuffer slice = reader == null ? null : reader.next(SLICE);
            if (slice != null) {
                return slice;
            }
            close();
            String number = numbers.poll();
            if (number == null) {
                return null;
            }
            reader = open(number);
            if (reader == null) {
                numbers.clear();
                return ByteBuffer.wrap(
                        ServiceTags.errorChunk("FRAGMENT_NOT_FOUND", NOT_FOUND_ID, number));
            }
        }
    }
}
