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

package io.github.flinkkvs.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Three readers of one stream: a fast one, a slow one, and one that does not read. */
final class Readers implements AutoCloseable {
    private static final int SLOW_BYTES = 64 * 1024;
    private static final long SLOW_MILLIS = 100;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong fast = new AtomicLong();
    private final AtomicLong slow = new AtomicLong();
    private final SocketChannel fastChannel;
    private final SocketChannel slowChannel;
    private final SocketChannel stuckChannel;

    Readers(int port) throws IOException {
        fastChannel = GetMediaRequest.send(port, "media", "EARLIEST");
        slowChannel = GetMediaRequest.send(port, "media", "EARLIEST");
        stuckChannel = GetMediaRequest.send(port, "media", "EARLIEST");
        start(fastChannel, fast, 1 << 20, 0);
        start(slowChannel, slow, SLOW_BYTES, SLOW_MILLIS);
    }

    long fast() {
        return fast.get();
    }

    long slow() {
        return slow.get();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        fastChannel.close();
        slowChannel.close();
        stuckChannel.close();
    }

    private void start(SocketChannel channel, AtomicLong count, int most, long pauseMillis) {
        Thread reader =
                new Thread(
                        () -> {
                            try {
                                read(channel, count, ByteBuffer.allocateDirect(most), pauseMillis);
                            } catch (IOException e) {
                                // Closed amid a read, which is how all of them end.
                                closed.countDown();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(SocketChannel channel, AtomicLong count, ByteBuffer buffer, long pauseMillis)
            throws IOException, InterruptedException {
        int some = 0;
        while (some >= 0 && !closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
            some = channel.read(buffer.clear());
            count.addAndGet(some);
        }
    }
}
