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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Keeps what a session said, for a test thread that waits for it. */
final class RecordingSessionListener implements MediaSessionListener {

    /** What a session says when it opens. */
    record Opened(Optional<Instant> serviceTime, String requestId) {}

    private final CompletableFuture<Opened> opened = new CompletableFuture<>();
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Semaphore buffers = new Semaphore(0);
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger largestBuffer = new AtomicInteger();

    @Override
    public void onOpened(Optional<Instant> serviceTime, String requestId) {
        opened.complete(new Opened(serviceTime, requestId));
    }

    @Override
    public void onBytes(List<ByteBuffer> arrived) {
        for (ByteBuffer buffer : arrived) {
            byte[] read = new byte[buffer.remaining()];
            largestBuffer.accumulateAndGet(read.length, Math::max);
            buffer.get(read);
            synchronized (bytes) {
                bytes.writeBytes(read);
            }
        }
        buffers.release(arrived.size());
    }

    @Override
    public void onEnded(SessionEnd end) {
        ends.incrementAndGet();
        ended.complete(end);
    }

    CompletableFuture<Opened> opened() {
        return opened;
    }

    CompletableFuture<SessionEnd> ended() {
        return ended;
    }

    int ends() {
        return ends.get();
    }

    /** Waits for as many more buffers, and says whether they came. */
    boolean tookBuffers(int count, long millis) throws InterruptedException {
        return buffers.tryAcquire(count, millis, TimeUnit.MILLISECONDS);
    }

    int largestBuffer() {
        return largestBuffer.get();
    }

    byte[] bytes() {
        synchronized (bytes) {
            return bytes.toByteArray();
        }
    }

    String text() {
        synchronized (bytes) {
            return bytes.toString(UTF_8);
        }
    }
}
