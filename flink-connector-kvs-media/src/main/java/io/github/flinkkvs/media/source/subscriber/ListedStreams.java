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

package io.github.flinkkvs.media.source.subscriber;

import io.github.flinkkvs.media.client.KvsMediaClient;
import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.client.StreamPage;

import org.apache.flink.annotation.Internal;

import javax.annotation.Nullable;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Searches with ListStreams, page by page to the end, and asks for tags where they matter.
 *
 * <p>The client is made on the worker thread at the first search, since to find region and
 * credentials may block.
 */
@Internal
public final class ListedStreams implements StreamSearch {

    /** Streams in other states cannot be read: they come with a later search, or go. */
    private static final Set<String> READABLE = Set.of("ACTIVE", "UPDATING");

    /** Ten times the streams of a large account, one a page. */
    static final int MOST_PAGES = 100_000;

    private final StreamSubscription subscription;
    private final Supplier<KvsMediaClient> clients;
    private final Patience patience = new Patience();
    private final TagLookup tags;

    private final Object lock = new Object();
    @Nullable private KvsMediaClient client;
    private boolean closed;

    /**
     * @param clients makes the client; called once at most
     * @param maxTagAge for how long the tags of a stream are not asked for again
     */
    public ListedStreams(
            StreamSubscription subscription,
            Supplier<KvsMediaClient> clients,
            Duration maxTagAge,
            Clock clock) {
        this.subscription = subscription;
        this.clients = clients;
        this.tags = new TagLookup(patience, maxTagAge, clock);
    }

    @Override
    public List<StreamDescription> searchAfter(long delayMillis) throws Exception {
        patience.await(delayMillis);
        KvsMediaClient open = openClient();
        Collection<StreamDescription> listed = list(open);
        tags.retain(listed);
        List<StreamDescription> found = new ArrayList<>();
        for (StreamDescription stream : listed) {
            if (!subscription.needsTags()
                    || tags.of(stream, open).filter(subscription::matchesTags).isPresent()) {
                found.add(stream);
            }
        }
        return found;
    }

    /** Page sizes are the service's affair; only a missing token is the end. */
    private Collection<StreamDescription> list(KvsMediaClient open)
            throws IOException, InterruptedException {
        Map<String, StreamDescription> byName = new LinkedHashMap<>();
        Set<String> tokens = new HashSet<>();
        Optional<String> token = Optional.empty();
        do {
            StreamPage page = patience.await(open.listStreams(subscription.prefix(), token));
            for (StreamDescription stream : page.streams()) {
                if (READABLE.contains(stream.status()) && subscription.matchesName(stream.name())) {
                    byName.put(stream.name(), stream);
                }
            }
            token = page.nextToken();
            if (token.isPresent() && !tokens.add(token.get())) {
                throw new IOException("ListStreams goes in a circle: it gave a NextToken twice.");
            }
            if (tokens.size() == MOST_PAGES) {
                throw new IOException(
                        "ListStreams does not end: more than " + MOST_PAGES + " pages came.");
            }
        } while (token.isPresent());
        return byName.values();
    }

    /** Worker thread, the only one that makes a client; no lock is held meanwhile. */
    private KvsMediaClient openClient() {
        synchronized (lock) {
            if (closed) {
                throw new CancellationException("The source is being closed.");
            }
            if (client != null) {
                return client;
            }
        }
        KvsMediaClient made = clients.get();
        synchronized (lock) {
            if (closed) {
                made.close();
                throw new CancellationException("The source is being closed.");
            }
            client = made;
            return made;
        }
    }

    @Override
    public void close() {
        patience.close();
        synchronized (lock) {
            closed = true;
            if (client != null) {
                client.close();
            }
        }
    }
}
