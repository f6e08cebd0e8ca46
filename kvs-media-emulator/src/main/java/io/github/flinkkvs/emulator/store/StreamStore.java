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

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** All streams of the emulated account in order of name. Thread-safe. */
public final class StreamStore implements AutoCloseable {
    private static final String NAME_PATTERN = "[a-zA-Z0-9_.-]{1,256}";

    private final ConcurrentNavigableMap<String, StoredStream> streams =
            new ConcurrentSkipListMap<>();
    private final String arnPrefix;
    private final Clock clock;
    private final RandomGenerator random;
    private final ByteCap cap;
    private final AccountStorage storage;
    private final List<Consumer<StoredStream>> deletionListeners = new CopyOnWriteArrayList<>();
    private Instant lastCreation = Instant.MIN;

    private StreamStore(
            String arnPrefix,
            Clock clock,
            RandomGenerator random,
            long maxBytes,
            AccountStorage storage) {
        this.arnPrefix = arnPrefix;
        this.clock = clock;
        this.random = random;
        this.cap = new ByteCap(maxBytes);
        this.storage = storage;
        storage.streams().forEach(this::restore);
    }

    /**
     * An empty account in memory.
     *
     * @param arnPrefix what stands ahead of a stream's name in its ARN
     * @param maxBytes what all streams keep together before the fullest forgets its oldest fragment
     */
    public static StreamStore inMemory(
            String arnPrefix, Clock clock, RandomGenerator random, long maxBytes) {
        return new StreamStore(arnPrefix, clock, random, maxBytes, AccountStorage.MEMORY);
    }

    /**
     * The account that a folder keeps; an empty one if it keeps none yet.
     *
     * @param maxBytes as in memory, but what bounds here is the disk's share: of a fragment that is
     *     whole, no bytes stay in memory
     * @throws IllegalStateException if another emulator has the folder
     * @throws java.io.UncheckedIOException if the folder cannot be made or read
     */
    public static StreamStore inFolder(
            Path folder, String arnPrefix, Clock clock, RandomGenerator random, long maxBytes) {
        return new StreamStore(arnPrefix, clock, random, maxBytes, FolderStorage.in(folder));
    }

    /**
     * Creates a stream.
     *
     * @throws IllegalArgumentException if the name is not legal or not free
     */
    public StoredStream create(NewStream wish) {
        return createIfAbsent(wish)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Stream '" + wish.name() + "' exists already"));
    }

    /**
     * Creates a stream unless there is one of its name.
     *
     * @throws IllegalArgumentException if the name is not legal
     */
    public synchronized Optional<StoredStream> createIfAbsent(NewStream wish) {
        if (!wish.name().matches(NAME_PATTERN)) {
            throw new IllegalArgumentException(
                    "Cannot create stream '" + wish.name() + "': a name matches " + NAME_PATTERN);
        }
        if (streams.containsKey(wish.name())) {
            return Optional.empty();
        }
        StreamSettings settings = settingsOf(wish);
        storage.create(settings);
        StoredStream stream = streamOf(settings);
        streams.put(wish.name(), stream);
        return Optional.of(stream);
    }

    /**
     * Deletes a stream and creates one of the same name and settings, with another ARN and without
     * media; nothing if there is no such stream.
     */
    public synchronized Optional<StoredStream> recreate(String name) {
        return delete(name).flatMap(former -> createIfAbsent(NewStream.like(former.settings())));
    }

    /** Forgets a stream and its media; who still holds it finds it deleted. */
    public synchronized Optional<StoredStream> delete(String name) {
        Optional<StoredStream> gone = byName(name);
        gone.ifPresent(
                stream -> {
                    storage.delete(stream.settings());
                    streams.remove(name);
                    stream.delete();
                    deletionListeners.forEach(listener -> listener.accept(stream));
                });
        return gone;
    }

    /**
     * Has a listener hear of each stream that is deleted, however it is, and before there can be
     * another one of its name. Must not block.
     */
    public void onDelete(Consumer<StoredStream> listener) {
        deletionListeners.add(listener);
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

    /** Gives the folder free, if there is one; what was not stored by then never will be. */
    @Override
    public void close() {
        storage.close();
    }

    private StreamSettings settingsOf(NewStream wish) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // A stream that is deleted and created again within a millisecond has another ARN too.
        now = now.isAfter(lastCreation) ? now : lastCreation.plusMillis(1);
        lastCreation = now;
        return new StreamSettings(
                wish.name(),
                arnPrefix + wish.name() + "/" + now.toEpochMilli(),
                now,
                StreamVersions.first(),
                wish.retention(),
                wish.deviceName(),
                wish.mediaType(),
                wish.kmsKeyId(),
                wish.tags());
    }

    private void restore(StreamSettings settings) {
        StoredStream stream = streamOf(settings);
        streams.put(settings.name(), stream);
        if (settings.creationTime().isAfter(lastCreation)) {
            lastCreation = settings.creationTime();
        }
        storage.restore(settings, stream.log()::restore);
        stream.log().retain(settings.retention());
    }

    private StoredStream streamOf(StreamSettings settings) {
        FragmentLog log =
                new FragmentLog(
                        storage.fragmentsOf(settings), cap, clock, random, settings.retention());
        return new StoredStream(settings, log, storage::save);
    }
}
