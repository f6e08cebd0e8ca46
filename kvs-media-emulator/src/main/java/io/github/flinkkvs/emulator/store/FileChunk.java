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

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;

/** A chunk in a file, of which nothing lies in memory but what a reader has just read. */
final class FileChunk implements ChunkBytes {
    private final StreamFolder folder;
    private final FragmentFile file;

    FileChunk(StreamFolder folder, FragmentFile file) {
        this.folder = folder;
        this.file = file;
    }

    @Override
    public long size() {
        return file.chunkBytes();
    }

    @Override
    public ChunkReader reader() {
        try {
            return new Reader(FileChannel.open(folder.path(file), StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            throw new ChunkGoneException(file.number(), e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void discard() {
        folder.discard(file);
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("Cannot read " + folder.path(file) + ": " + e, e);
    }

    private final class Reader implements ChunkReader {
        private final FileChannel channel;
        private long position;

        Reader(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public ByteBuffer next(int max) {
            int length = (int) Math.min(max, size() - position);
            if (length == 0) {
                return null;
            }
            ByteBuffer slice = ByteBuffer.allocate(length);
            try {
                while (slice.hasRemaining()) {
                    if (channel.read(slice, position + slice.position()) < 0) {
                        throw new EOFException("the file was cut");
                    }
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
            position += length;
            return slice.flip();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }
}
