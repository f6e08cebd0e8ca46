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

import io.github.flinkkvs.media.client.MediaSession;
import io.github.flinkkvs.media.client.MediaSessionListener;
import io.github.flinkkvs.media.client.SessionEnd;

import javax.annotation.Nullable;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the network thread hears of one session, for the fetcher thread, which is woken up only for
 * what it has to see.
 *
 * <p>Every session has a mailbox of its own, so what an abandoned session still says is heard by
 * nobody.
 */
final class SessionMailbox implements MediaSessionListener {

    /** Buffers (of 64 KB at most) that may lie unread. */
    private static final int PREFETCH = 8;

    private static final int REQUEST_BATCH = PREFETCH / 2;

    private final SessionChunks chunks;
    private final Runnable news;
    private volatile boolean opened;
    private volatile String requestId = "unknown";
    @Nullable private volatile Instant serviceTime;

    /** Written before the first byte is asked for. */
    @Nullable private volatile MediaSession session;

    /** Written after the last byte, hence read before these are asked for. */
    @Nullable private volatile SessionEnd end;

    /**
     * @param chunks what becomes of the bytes
     * @param news called on the network thread whenever there is something to see
     */
    SessionMailbox(SessionChunks chunks, Runnable news) {
        this.chunks = chunks;
        this.news = news;
    }

    /** Asks for the first bytes. */
    void begin(MediaSession opened) {
        session = opened;
        opened.request(PREFETCH);
    }

    /** Asks for more where bytes have been used up. Either thread. */
    void askForMore() {
        int buffers = chunks.takeUsedUp(REQUEST_BATCH);
        if (buffers > 0) {
            session.request(buffers);
        }
    }

    @Override
    public void onOpened(Optional<Instant> serviceTime, String requestId) {
        this.serviceTime = serviceTime.orElse(null);
        this.requestId = requestId;
        opened = true;
        news.run();
    }

    @Override
    public void onBytesAtHand(ByteBuffer bytes) {
        if (chunks.readInPlace(bytes)) {
            news.run();
        }
    }

    @Override
    public void onBytes(List<ByteBuffer> buffers) {
        if (chunks.arrived(buffers)) {
            news.run();
        }
        askForMore();
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

    /** Returns how the session ended, once all that it brought has been read and taken. */
    Optional<SessionEnd> endAfterBytes() {
        SessionEnd ended = end;
        return chunks.hasUnseen() ? Optional.empty() : Optional.ofNullable(ended);
    }
}
