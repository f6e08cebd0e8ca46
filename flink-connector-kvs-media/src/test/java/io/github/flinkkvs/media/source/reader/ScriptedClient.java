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

import io.github.flinkkvs.media.client.CallLimits;
import io.github.flinkkvs.media.client.FailurePhase;
import io.github.flinkkvs.media.client.KvsMediaClient;
import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.MediaSession;
import io.github.flinkkvs.media.client.MediaSessionListener;
import io.github.flinkkvs.media.client.ServiceCall;
import io.github.flinkkvs.media.client.SessionEnd;
import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.client.StreamPage;
import io.github.flinkkvs.media.model.StreamId;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A service whose sessions say what the test makes them say. */
final class ScriptedClient implements KvsMediaClient {

    final List<Session> sessions = new ArrayList<>();
    private final Set<StreamId> located = new HashSet<>();
    private final Set<StreamId> asked = new HashSet<>();
    private final CallLimits limits;

    /** How often the endpoint of a stream was asked for. */
    int lookups;

    /** What the service says of any stream; nothing before the test completes it. */
    final CompletableFuture<StreamDescription> description = new CompletableFuture<>();

    ScriptedClient(CallLimits limits) {
        this.limits = limits;
    }

    @Override
    public long reserveSession(StreamId stream) {
        long wait = limits.reserve(CallLimits.Operation.GET_MEDIA, "test", stream.name());
        if (!located.add(stream)) {
            return wait;
        }
        return Math.max(
                wait,
                limits.reserve(CallLimits.Operation.GET_DATA_ENDPOINT, "test", stream.name()));
    }

    @Override
    public MediaSession openSession(
            StreamId stream, SessionStart start, MediaSessionListener listener) {
        if (asked.add(stream)) {
            lookups++;
        }
        Session session = new Session(start, listener);
        sessions.add(session);
        return session;
    }

    Session last() {
        return sessions.get(sessions.size() - 1);
    }

    @Override
    public CompletableFuture<StreamPage> listStreams(
            Optional<String> namePrefix, Optional<String> nextToken) {
        throw new UnsupportedOperationException("not scripted");
    }

    @Override
    public CompletableFuture<StreamDescription> describeStream(StreamId stream) {
        return description;
    }

    @Override
    public CompletableFuture<Map<String, String>> listTags(StreamId stream) {
        throw new UnsupportedOperationException("not scripted");
    }

    @Override
    public CompletableFuture<URI> mediaEndpoint(StreamId stream) {
        throw new UnsupportedOperationException("not scripted");
    }

    @Override
    public void close() {}

    /** One session, told by the test. */
    static final class Session implements MediaSession {

        final SessionStart start;
        final MediaSessionListener listener;
        int requested;
        boolean aborted;

        /** How many bytes the reader has used where they lay. */
        int usedAtHand;

        private FailurePhase phase = FailurePhase.GET_MEDIA;

        Session(SessionStart start, MediaSessionListener listener) {
            this.start = start;
            this.listener = listener;
        }

        Session opensAt(Instant serviceTime) {
            phase = FailurePhase.BODY;
            listener.onOpened(Optional.of(serviceTime), "request-1");
            return this;
        }

        /** Offers each piece first where it lies, and brings what was not used. */
        Session sends(byte[]... bytes) {
            for (byte[] piece : bytes) {
                ByteBuffer atHand = ByteBuffer.wrap(piece);
                listener.onBytesAtHand(atHand);
                usedAtHand += atHand.position();
                if (atHand.hasRemaining()) {
                    listener.onBytes(List.of(atHand));
                }
            }
            return this;
        }

        private ServiceCall call() {
            return new ServiceCall(phase, "GetMedia of cam");
        }

        void ends() {
            listener.onEnded(new SessionEnd.Finished());
        }

        void breaks() {
            listener.onEnded(
                    new SessionEnd.Failed(
                            KvsServiceException.broken(call(), new IOException("reset"))));
        }

        void isRefused(String errorName, int status) {
            listener.onEnded(
                    new SessionEnd.Failed(
                            KvsServiceException.refused(
                                    call(), errorName, status, "no", "r-1", null)));
        }

        @Override
        public void request(int buffers) {
            requested += buffers;
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }
}
