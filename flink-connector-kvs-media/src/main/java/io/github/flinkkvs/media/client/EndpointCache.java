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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Remembers where each stream's media is served. Asked once a stream and again only after a
 * failure, as the service's limits expect. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/limits.html">Limits</a>
 */
final class EndpointCache {

    private final ConcurrentMap<StreamId, CompletableFuture<URI>> endpoints =
            new ConcurrentHashMap<>();
    private final Function<StreamId, CompletableFuture<URI>> lookup;

    /**
     * @param lookup asks the service
     */
    EndpointCache(Function<StreamId, CompletableFuture<URI>> lookup) {
        this.lookup = lookup;
    }

    /**
     * Returns the known endpoint, or asks; callers that come while one asks share its answer, each
     * in a future of its own.
     */
    CompletableFuture<URI> get(StreamId stream) {
        CompletableFuture<URI> mine = new CompletableFuture<>();
        CompletableFuture<URI> known = endpoints.putIfAbsent(stream, mine);
        if (known != null) {
            return known.copy();
        }
        ask(stream)
                .whenComplete(
                        (endpoint, error) -> {
                            if (error == null) {
                                mine.complete(endpoint);
                            } else {
                                endpoints.remove(stream, mine);
                                mine.completeExceptionally(error);
                            }
                        });
        return mine.copy();
    }

    private CompletableFuture<URI> ask(StreamId stream) {
        try {
            return lookup.apply(stream);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Returns whether {@link #get} would answer without asking. */
    boolean knows(StreamId stream) {
        return endpoints.containsKey(stream);
    }

    /** Forgets the stream's endpoint; the next {@link #get} asks the service. */
    void forget(StreamId stream) {
        endpoints.computeIfPresent(stream, (id, known) -> known.isDone() ? null : known);
    }
}
