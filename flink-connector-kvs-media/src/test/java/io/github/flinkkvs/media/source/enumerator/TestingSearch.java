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

package io.github.flinkkvs.media.source.enumerator;

import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.source.config.SourceConfig.DiscoveryConfig;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.subscriber.StreamSearch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A search that finds what the test puts there, or fails. */
final class TestingSearch implements StreamSearch {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final Duration INTERVAL = Duration.ofMinutes(2);
    static final int TOLERATED = 2;
    static final Duration RELEASE_AFTER = Duration.ofHours(1);

    final Map<String, StreamDescription> streams = new TreeMap<>();
    final List<Long> delays = new ArrayList<>();
    final ManualClock clock = new ManualClock(START);
    boolean fails;
    boolean closed;

    static KvsMediaSourceEnumerator enumerator(
            TestingSplitEnumeratorContext context,
            StreamSelection selection,
            TestingSearch search,
            KvsMediaEnumeratorState restored) {
        return enumerator(context, selection, search, TestingArchive.notAsked(), restored);
    }

    static KvsMediaSourceEnumerator enumerator(
            TestingSplitEnumeratorContext context,
            StreamSelection selection,
            TestingSearch search,
            StopLookup stopLookup,
            KvsMediaEnumeratorState restored) {
        return new KvsMediaSourceEnumerator(
                context,
                selection,
                KvsMediaSplitAssigner.leastLoaded(),
                search,
                stopLookup,
                new DiscoveryConfig(INTERVAL, TOLERATED, Duration.ZERO, RELEASE_AFTER),
                search.clock,
                restored);
    }

    void add(String name, Instant created) {
        streams.put(name, stream(name, created));
    }

    static StreamDescription stream(String name, Instant created) {
        return new StreamDescription(
                name, "arn-of-" + name, "ACTIVE", Duration.ofHours(1), created);
    }

    @Override
    public List<StreamDescription> searchAfter(long delayMillis) throws IOException {
        delays.add(delayMillis);
        if (fails) {
            throw new IOException("the service is away");
        }
        return List.copyOf(streams.values());
    }

    @Override
    public void close() {
        closed = true;
    }
}
