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

import io.github.flinkkvs.emulator.limits.Pacer;
import io.github.flinkkvs.emulator.limits.Throttle;
import io.github.flinkkvs.emulator.session.SessionFaults;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultHttpContent;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a body while its channel is writable and faults and limit allow, and counts what goes out.
 *
 * <p>Runs on the channel's event loop but {@link #sent()}.
 */
final class BodyWriter {
    /**
     * What goes to the channel at once. Less costs more than the bytes do where frames are small;
     * several fit into the buffer, so that one system call moves many.
     */
    private static final int SLICE = 128 * 1024;

    /**
     * What waits for a client that does not read; 500 of them take a quarter of the heap's size.
     */
    private static final int MOST_WAITING =
            (int)
                    Math.max(
                            64 * 1024,
                            Math.min(512 * 1024, Runtime.getRuntime().maxMemory() / 2000));

    static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(MOST_WAITING / 2, MOST_WAITING);

    private final BodySource source;
    private final SessionFaults faults;
    private final Throttle limit;
    private final AtomicLong sent = new AtomicLong();

    /** Taken from the source but not yet written to the channel; none outside of a call. */
    private final List<ByteBuffer> gathered = new ArrayList<>();

    private int gatheredBytes;
    private ChannelFuture lastWrite;
    private long queued;

    /**
     * A writer with nothing written.
     *
     * @param head the write of the response's head, which counts as the last one so far
     */
    BodyWriter(BodySource source, SessionFaults faults, Pacer limit, ChannelFuture head) {
        this.source = source;
        this.faults = faults;
        this.limit = new Throttle(limit);
        this.lastWrite = head;
    }

    /** Writes what it can. */
    void pump(ChannelHandlerContext context) {
        ByteBuffer slice;
        do {
            faults.advance();
            faults.ending().ifPresent(source::end);
            slice = context.channel().isWritable() ? nextSlice() : null;
            if (slice != null) {
                gather(slice);
            }
            if (slice == null || gatheredBytes >= SLICE) {
                writeGathered(context);
            }
        } while (slice != null);
        context.flush();
    }

    /** Writes bytes that are not the source's. */
    void write(ChannelHandlerContext context, ByteBuffer bytes) {
        gather(bytes);
        writeGathered(context);
    }

    private void gather(ByteBuffer slice) {
        int length = slice.remaining();
        queued += length;
        faults.sent(length);
        limit.sent(length);
        gathered.add(slice);
        gatheredBytes += length;
    }

    private void writeGathered(ChannelHandlerContext context) {
        if (gathered.isEmpty()) {
            return;
        }
        int length = gatheredBytes;
        lastWrite = context.write(new DefaultHttpContent(takeGathered(context.alloc())));
        lastWrite.addListener(written -> sent.addAndGet(written.isSuccess() ? length : 0));
    }

    private ByteBuf takeGathered(ByteBufAllocator allocator) {
        ByteBuf all;
        if (gathered.size() == 1) {
            all = Unpooled.wrappedBuffer(gathered.get(0));
        } else {
            // The copy that the channel would else make itself, one for each slice.
            all = allocator.directBuffer(gatheredBytes);
            gathered.forEach(all::writeBytes);
        }
        gathered.clear();
        gatheredBytes = 0;
        return all;
    }

    /** When it is worth while to pump again even if nothing happens; at most for ever. */
    long nanosUntilNext() {
        return Math.min(limit.nanosUntilNext(), faults.nanosUntilNext());
    }

    /** The write after which everything so far is with the operating system. */
    ChannelFuture lastWrite() {
        return lastWrite;
    }

    /** Bytes handed to the operating system. */
    long sent() {
        return sent.get();
    }

    /** Bytes written, which will all be sent unless the connection breaks. */
    long queued() {
        return queued;
    }

    private ByteBuffer nextSlice() {
        long most =
                Math.min(SLICE - gatheredBytes, Math.min(limit.allowance(), faults.allowance()));
        return most > 0 ? source.next((int) most) : null;
    }
}
