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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.client.MediaSessionListener;
import io.github.flinkkvs.media.client.SessionEnd;

import javax.annotation.Nullable;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What one session's network thread leaves for the fetcher thread. Bounded by the session's demand.
 *
 * <p>Every session has a mailbox of its own, so what an abandoned session still says is heard by
 * nobody.
 */
final class SessionMailbox implements MediaSessionListener {

    private final Runnable news;
    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();
    private volatile boolean opened;
    private volatile String requestId = "unknown";
    @Nullable private volatile Instant serviceTime;

    /** Written after the last buffer, hence read before the queue is asked. */
    @Nullable private volatile SessionEnd end;

    /**
     * @param news called on the network thread whenever there is something new
     */
    SessionMailbox(Runnable news) {
        this.news = news;
    }

    @Override
    public void onOpened(Optional<Instant> serviceTime, String requestId) {
        this.serviceTime = serviceTime.orElse(null);
        this.requestId = requestId;
        opened = true;
        news.run();
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        buffers.add(bytes);
        news.run();
    }

    @Override
    public void onEnded(SessionEnd end) {
        this.end = end;
        news.run();
    }

    boolean isOpened() {
        return opened;
    }

    String requestId() {
        return requestId;
    }

    Optional<Instant> serviceTime() {
        return Optional.ofNullable(serviceTime);
    }

    @Nullable
    ByteBuffer poll() {
        return buffers.poll();
    }

    boolean hasBytes() {
        return !buffers.isEmpty();
    }

    /** Returns how the session ended, once all its bytes have been taken. */
    Optional<SessionEnd> endAfterBytes() {
        SessionEnd ended = end;
        return buffers.isEmpty() ? Optional.ofNullable(ended) : Optional.empty();
    }
}
