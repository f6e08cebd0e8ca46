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

import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.client.KvsMediaClient;
import io.github.flinkkvs.media.client.MediaSession;
import io.github.flinkkvs.media.client.MediaSessionListener;
import io.github.flinkkvs.media.client.SdkKvsMediaClient;
import io.github.flinkkvs.media.client.SessionEnd;
import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.model.StreamId;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Receives a session's bytes and drops them: what any reader of the stream pays at least. */
final class MediaDrain implements MediaSessionListener {
    private static final int PREFETCH = 16;

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final CompletableFuture<MediaSession> session = new CompletableFuture<>();
    private final long bytesToRead;
    private long bytesRead;

    private MediaDrain(long bytesToRead) {
        this.bytesToRead = bytesToRead;
    }

    /** Reads so many bytes from the oldest fragment on. */
    static void drain(Map<String, String> awsOptions, String stream, long bytes) throws Exception {
        MediaDrain drain = new MediaDrain(bytes);
        try (KvsMediaClient client = new SdkKvsMediaClient(AwsOptions.of(awsOptions))) {
            StreamId id = StreamId.of(stream);
            TimeUnit.NANOSECONDS.sleep(client.reserveSession(id));
            drain.session.complete(client.openSession(id, SessionStart.earliest(), drain));
            drain.session.join().request(PREFETCH);
            drain.done.get(5, TimeUnit.MINUTES);
            drain.session.join().abort();
        }
    }

    @Override
    public void onOpened(Optional<Instant> serviceTime, String requestId) {}

    @Override
    public void onBytes(List<ByteBuffer> buffers) {
        buffers.forEach(buffer -> bytesRead += buffer.remaining());
        if (bytesRead >= bytesToRead) {
            done.complete(null);
        } else {
            session.join().request(buffers.size());
        }
    }

    @Override
    public void onEnded(SessionEnd end) {
        done.completeExceptionally(new IllegalStateException("The session ended early: " + end));
    }
}
