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

package io.github.flinkkvs.emulator.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;

/** All streams of the emulated account in order of name. Thread-safe. */
public final class StreamStore {
    private static final String NAME_PATTERN = "[a-zA-Z0-9_.-]{1,256}";

    private final ConcurrentNavigableMap<String, StoredStream> streams =
            new ConcurrentSkipListMap<>();
    private final String arnPrefix;
    private final Clock clock;
    private final RandomGenerator random;
    private final long maxBytesPerStream;

    /**
     * An empty account.
     *
     * @param arnPrefix what stands ahead of a stream's name in its ARN
     * @param maxBytesPerStream what a stream keeps before it forgets its oldest fragments
     */
    public StreamStore(
            String arnPrefix, Clock clock, RandomGenerator random, long maxBytesPerStream) {
        this.arnPrefix = arnPrefix;
        this.clock = clock;
        this.random = random;
        this.maxBytesPerStream = maxBytesPerStream;
    }

    /** Creates a stream under a name that is free and legal. */
    public StoredStream create(String name, Map<String, String> tags) {
        if (!name.matches(NAME_PATTERN)) {
            throw new IllegalArgumentException(
                    "Cannot create stream '" + name + "': a name matches " + NAME_PATTERN);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        FragmentLog log = new FragmentLog(maxBytesPerStream, random);
        String arn = arnPrefix + name + "/" + now.toEpochMilli();
        StoredStream stream = new StoredStream(name, arn, now, Map.copyOf(tags), log);
        if (streams.putIfAbsent(name, stream) != null) {
            throw new IllegalArgumentException("Stream '" + name + "' exists already");
        }
        return stream;
    }

    public Optional<StoredStream> delete(String name) {
        return Optional.ofNullable(streams.remove(name));
    }

    public Optional<StoredStream> byName(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    public Optional<StoredStream> byArn(String arn) {
        return streams.values().stream().filter(stream -> stream.arn().equals(arn)).findFirst();
    }

    public Collection<StoredStream> all() {
        return List.copyOf(streams.values());
    }

    /** Streams whose name begins with the prefix and stands after another name, in order. */
    public List<StoredStream> page(String prefix, String afterName, int max) {
        return streams.tailMap(afterName, false).values().stream()
                .filter(stream -> stream.name().startsWith(prefix))
                .limit(max)
                .toList();
    }
}
