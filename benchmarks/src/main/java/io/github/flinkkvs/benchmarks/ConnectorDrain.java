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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Receives with the connector's client, and drops all at once. */
final class ConnectorDrain implements WireReader {
    private static final int PREFETCH = 32;

    private final List<MediaSession> sessions = new ArrayList<>();
    private KvsMediaClient client;

    static Map<String, String> awsOptions(String endpoint) {
        return Map.of(
                "aws.endpoint", endpoint,
                "aws.region", "us-east-1",
                "aws.trust.all.certificates", "true",
                "aws.credentials.basic.accesskeyid", "test",
                "aws.credentials.basic.secretkey", "test");
    }

    @Override
    public void open(String endpoint, List<String> streams, Tally tally) {
        client = new SdkKvsMediaClient(AwsOptions.of(awsOptions(endpoint)));
        for (String stream : streams) {
            Drain drain = new Drain(tally);
            MediaSession session =
                    client.openSession(StreamId.of(stream), SessionStart.earliest(), drain);
            drain.session.complete(session);
            session.request(PREFETCH);
            sessions.add(session);
        }
    }

    @Override
    public void close() throws Exception {
        sessions.forEach(MediaSession::abort);
        if (client != null) {
            client.close();
        }
    }

    private record Drain(Tally tally, CompletableFuture<MediaSession> session)
            implements MediaSessionListener {

        Drain(Tally tally) {
            this(tally, new CompletableFuture<>());
        }

        @Override
        public void onOpened(Optional<Instant> serviceTime, String requestId) {}

        @Override
        public void onBytes(List<ByteBuffer> buffers) {
            buffers.forEach(buffer -> tally.bytes(buffer.remaining()));
            session.join().request(buffers.size());
        }

        @Override
        public void onEnded(SessionEnd end) {}
    }
}
