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

package io.github.flinkkvs.emulator.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chunk in memory. One thread adds parts while others read; the parts are shared, not copied,
 * unless they are large.
 *
 * <p>The object's lock guards {@code parts} and {@code size}.
 */
final class MemoryChunk implements ChunkBytes {
    /**
     * What is larger lies in pieces. The collector gives each array above half a megabyte regions
     * of its own, which would make fragments take up to twice what the account's cap counts.
     */
    private static final int LARGEST_PART = 256 * 1024;

    private final List<byte[]> parts = new ArrayList<>();
    private long size;

    static MemoryChunk of(List<byte[]> parts) {
        MemoryChunk chunk = new MemoryChunk();
        parts.forEach(chunk::add);
        return chunk;
    }

    synchronized void add(byte[] part) {
        size += part.length;
        if (part.length > LARGEST_PART) {
            for (int at = 0; at < part.length; at += LARGEST_PART) {
                int end = Math.min(part.length, at + LARGEST_PART);
                parts.add(Arrays.copyOfRange(part, at, end));
            }
        } else if (part.length > 0) {
            parts.add(part);
        }
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    public ChunkReader reader() {
        return new Reader();
    }

    private synchronized byte[] part(int index) {
        return index < parts.size() ? parts.get(index) : null;
    }

    private final class Reader implements ChunkReader {
        private int index;
        private int offset;

        @Override
        public ByteBuffer next(int max) {
            byte[] part = part(index);
            if (part == null) {
                return null;
            }
            int length = Math.min(max, part.length - offset);
            ByteBuffer slice = ByteBuffer.wrap(part, offset, length).slice();
            offset += length;
            if (offset == part.length) {
                index++;
                offset = 0;
            }
            return slice;
        }

        @Override
        public void close() {
            // Memory needs no closing.
        }
    }
}
