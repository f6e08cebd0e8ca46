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

import io.github.flinkkvs.media.client.FragmentArchive;
import io.github.flinkkvs.media.client.FragmentPage;
import io.github.flinkkvs.media.client.FragmentPage.Stored;
import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.ServiceCall;
import io.github.flinkkvs.media.client.StreamArchive;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;

import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** An archive that the test fills: pages are short, in no order, and sometimes empty. */
final class TestingArchive implements FragmentArchive {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    /** What "now" is taken for: the service tells its time in whole seconds, rounded down. */
    static final Instant END = NOW.plusSeconds(1);

    private static final int PAGE_SIZE = 10;

    private final Map<String, List<Stored>> streams = new HashMap<>();
    private final Random random = new Random(5);

    /** What the next calls fail with. */
    final Deque<KvsServiceException> failures = new ArrayDeque<>();

    int lookups;
    int pages;
    boolean closed;

    /** A lookup for jobs that do not end "now". */
    static StopLookup notAsked() {
        return new StopLookup(
                () -> {
                    throw new AssertionError("Nobody should ask for what is stored.");
                },
                StreamNotFoundPolicy.FAIL,
                Clock.systemUTC());
    }

    StopLookup lookup(StreamNotFoundPolicy streamNotFound) {
        return new StopLookup(
                () -> this,
                streamNotFound,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new StopLookup.Waits(Duration.ZERO, Duration.ofMillis(1)));
    }

    void create(String stream) {
        streams.put(stream, new ArrayList<>());
    }

    /** Stores fragments of a stream; their numbers count the seconds since some year. */
    FragmentNumber store(String stream, Instant arrival) {
        Stored fragment = new Stored(number(arrival), arrival);
        streams.computeIfAbsent(stream, s -> new ArrayList<>()).add(fragment);
        return fragment.number();
    }

    static FragmentNumber number(Instant arrival) {
        return FragmentNumber.of(
                BigInteger.TEN.pow(46).add(BigInteger.valueOf(arrival.toEpochMilli())).toString());
    }

    static KvsServiceException refused(ServiceCall call, String name, int status) {
        return KvsServiceException.refused(call, name, status, "no", "r-1", null);
    }

    @Override
    public CompletableFuture<StreamArchive> locate(StreamId stream) {
        lookups++;
        ServiceCall call = ServiceCall.control("GetDataEndpoint of " + stream);
        return streams.containsKey(stream.name())
                ? CompletableFuture.completedFuture(
                        new StreamArchive(stream, URI.create("http://archive"), NOW))
                : CompletableFuture.failedFuture(refused(call, "ResourceNotFoundException", 404));
    }

    /** The token tells how many fragments of a fixed disorder were given already. */
    @Override
    public CompletableFuture<FragmentPage> listFragments(
            StreamArchive archive, Instant from, Instant to, Optional<String> nextToken) {
        pages++;
        if (!failures.isEmpty()) {
            return CompletableFuture.failedFuture(failures.remove());
        }
        List<Stored> all =
                new ArrayList<>(
                        streams.get(archive.stream().name()).stream()
                                .filter(f -> !f.serverTimestamp().isBefore(from))
                                .filter(f -> !f.serverTimestamp().isAfter(to))
                                .toList());
        Collections.shuffle(all, new Random(all.size()));
        int begin = nextToken.map(Integer::parseInt).orElse(0);
        int size = random.nextInt(3) == 0 ? 0 : PAGE_SIZE;
        int end = Math.min(all.size(), begin + size);
        Optional<String> token =
                end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty();
        return CompletableFuture.completedFuture(
                new FragmentPage(List.copyOf(all.subList(begin, end)), token));
    }

    @Override
    public void close() {
        closed = true;
    }
}
