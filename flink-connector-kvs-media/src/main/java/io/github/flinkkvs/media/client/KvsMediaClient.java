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

import io.github.flinkkvs.media.model.StreamId;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * All that the connector asks of the service. Thread-safe; nothing blocks.
 *
 * <p>Futures fail with a {@link KvsServiceException}, never with an exception of the SDK.
 */
public interface KvsMediaClient extends AutoCloseable {

    /**
     * Lists streams, one page a call.
     *
     * @param namePrefix what the names begin with; the service has no other filter
     * @param nextToken where the page before ended; empty for the first one
     */
    CompletableFuture<StreamPage> listStreams(
            Optional<String> namePrefix, Optional<String> nextToken);

    /** Describes one stream. */
    CompletableFuture<StreamDescription> describeStream(StreamId stream);

    /** Reads a stream's own tags, which are not the tags of its fragments. */
    CompletableFuture<Map<String, String>> listTags(StreamId stream);

    /** Finds the address that serves GetMedia for the stream, from the cache where it is known. */
    CompletableFuture<URI> mediaEndpoint(StreamId stream);

    /**
     * Books the turn for a session's calls, so that neither the stream's limit of GetMedia nor the
     * account's of GetDataEndpoint is exceeded by this process.
     *
     * @return how many nanoseconds from now {@link #openSession} may be called
     */
    default long reserveSession(StreamId stream) {
        return 0;
    }

    /**
     * Opens a GetMedia session, which the caller has reserved. Its bytes flow only after {@link
     * MediaSession#request}.
     *
     * <p>An endpoint that turns out wrong or dead is forgotten, so that the next session asks anew.
     */
    MediaSession openSession(StreamId stream, SessionStart start, MediaSessionListener listener);

    /** Ends what is still open, at once. */
    @Override
    void close();
}
