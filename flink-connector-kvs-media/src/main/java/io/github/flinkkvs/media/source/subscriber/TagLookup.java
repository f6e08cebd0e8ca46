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
import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.model.StreamId;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tags of streams, kept from one search to the next: the service has one call a stream for them
 * and no filter. One call at a time, at the pace that the client keeps. Worker thread only.
 */
final class TagLookup {

    private final Patience patience;
    private final Duration maxAge;
    private final Clock clock;

    /** By ARN, since a stream that is created again has other tags. */
    private final Map<String, Known> known = new HashMap<>();

    private record Known(Map<String, String> tags, Instant since) {}

    TagLookup(Patience patience, Duration maxAge, Clock clock) {
        this.patience = patience;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Forgets streams that there are no longer. */
    void retain(Collection<StreamDescription> streams) {
        Set<String> arns = streams.stream().map(StreamDescription::arn).collect(Collectors.toSet());
        known.keySet().retainAll(arns);
    }

    /** Returns the stream's tags; nothing if it has been deleted meanwhile. */
    Optional<Map<String, String>> of(StreamDescription stream, KvsMediaClient client)
            throws KvsServiceException, InterruptedException {
        Known before = known.get(stream.arn());
        if (before != null && clock.instant().isBefore(before.since().plus(maxAge))) {
            return Optional.of(before.tags());
        }
        try {
            Map<String, String> tags = patience.await(client.listTags(StreamId.of(stream.arn())));
            known.put(stream.arn(), new Known(tags, clock.instant()));
            return Optional.of(tags);
        } catch (KvsServiceException e) {
            if (e.errorName().equals("ResourceNotFoundException")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
