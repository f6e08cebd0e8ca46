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
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
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
    private final Queue<List<ByteBuffer>> buffers = new ConcurrentLinkedQueue<>();
    private volatile boolean opened;
    private volatile String requestId = "unknown";
    @Nullable private volatile Instant serviceTime;

    /** Written after the last buffer, hence read before the queue is asked. */
    @Nullable private volatile SessionEnd end;

    /** What was taken of the queue last; the fetcher thread's own. */
    private Iterator<ByteBuffer> taken = Collections.emptyIterator();

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
    public void onBytes(List<ByteBuffer> arrived) {
        buffers.add(arrived);
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
        if (!taken.hasNext()) {
            List<ByteBuffer> next = buffers.poll();
            if (next == null) {
                return null;
            }
            taken = next.iterator();
        }
        return taken.next();
    }

    boolean hasBytes() {
        return taken.hasNext() || !buffers.isEmpty();
    }

    /** Returns how the session ended, once all its bytes have been taken. */
    Optional<SessionEnd> endAfterBytes() {
        SessionEnd ended = end;
        return hasBytes() ? Optional.empty() : Optional.ofNullable(ended);
    }
}
