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

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/**
 * The fragments of one stream in order of arrival, each at an ordinal that never changes.
 *
 * <p>Used by every thread; the lock guards {@code entries}, {@code ordinals}, {@code end}, {@code
 * bytes}, {@code closed}, {@code earliestArrival} and {@code numbers}. Listeners are called without
 * the lock, on the thread that appended; whole fragments are stored without it, on the same.
 */
public final class FragmentLog {
    private final FragmentStorage storage;
    private final ByteCap cap;
    private final Clock clock;
    private final FragmentNumbers numbers;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final NavigableMap<Long, LogEntry> entries = new TreeMap<>();
    private final Map<String, Long> ordinals = new HashMap<>();
    private volatile Retention retention;
    private long end;
    private long bytes;
    private boolean closed;
    private Instant earliestArrival = Instant.MAX;

    FragmentLog(
            FragmentStorage storage,
            ByteCap cap,
            Clock clock,
            RandomGenerator random,
            Retention retention) {
        this.storage = storage;
        this.cap = cap;
        this.clock = clock;
        this.numbers = new FragmentNumbers(random, storage);
        this.retention = retention;
        cap.join(this);
    }

    /**
     * Begins a fragment under the next number; its producer sends the rest piece by piece.
     *
     * @param ebmlHeader the producer's own
     * @param prelude what goes ahead of the cluster in the segment: Info, Tracks, tags
     */
    public OpenFragment begin(Instant producer, Instant server, byte[] ebmlHeader, byte[] prelude) {
        Instant taken = asTold(producer);
        Instant arrived = asTold(server);
        OpenFragment open;
        synchronized (this) {
            requireOpen();
            String number = next(arrived);
            MemoryChunk chunk =
                    MemoryChunk.of(OpenFragment.front(number, taken, arrived, ebmlHeader, prelude));
            LogEntry entry = add(number, chunk, clock.instant());
            open = new OpenFragment(this, entry, chunk, taken, arrived);
        }
        listeners.forEach(Runnable::run);
        return open;
    }

    /** Appends media under the next number. */
    public StoredFragment append(Instant producer, Instant server, FragmentMedia media) {
        Instant taken = asTold(producer);
        Instant arrived = asTold(server);
        LogEntry entry;
        StoredFragment fragment;
        synchronized (this) {
            requireOpen();
            String number = next(arrived);
            fragment =
                    StoredFragment.of(number, taken, arrived, media.chunk(number, taken, arrived));
            entry = add(number, fragment.bytes(), clock.instant());
        }
        return complete(entry, fragment);
    }

    /** Appends a captured fragment, which brings its own number. */
    public void append(StoredFragment captured) {
        complete(addNumbered(captured, clock.instant()), captured);
    }

    /** Puts back a fragment that the storage has kept, without storing it again. */
    void restore(StoredFragment kept, Instant storedAt) {
        addNumbered(kept, storedAt).becomeWhole(kept);
    }

    /** Appends bytes that sessions pass through but that are no fragment: a chunk cut short. */
    public void appendCut(byte[] cutChunk) {
        synchronized (this) {
            requireOpen();
            add(null, MemoryChunk.of(List.of(cutChunk)), clock.instant()).becomeCut();
        }
        settle();
    }

    void grew(int more) {
        synchronized (this) {
            bytes += more;
            cap.changed(this, more);
        }
        listeners.forEach(Runnable::run);
    }

    StoredFragment complete(LogEntry entry, StoredFragment fragment) {
        StoredFragment kept;
        try {
            ChunkBytes place = storage.store(fragment, entry.storedAt(), retention.persists());
            kept = fragment.at(place);
        } catch (RuntimeException e) {
            abandon(entry);
            throw e;
        }
        synchronized (this) {
            entry.becomeWhole(kept);
        }
        settle();
        return kept;
    }

    void abandon(LogEntry entry) {
        synchronized (this) {
            entry.breakOff();
            remove(entry);
        }
        listeners.forEach(Runnable::run);
    }

    public synchronized void beginProducerSession() {
        requireOpen();
        numbers.beginProducerSession();
    }

    /** Changes what is kept; what is too old from now on is forgotten at once. */
    void retain(Retention newRetention) {
        retention = newRetention;
        settle();
    }

    /** Forgets what arrived before an instant, as the service does when retention runs out. */
    public synchronized void forgetBefore(Instant serverTimestamp) {
        while (!entries.isEmpty() && first().arrivedBefore(serverTimestamp)) {
            remove(first());
        }
    }

    /** Forgets one fragment, whichever it is; returns whether it was there. */
    public synchronized boolean forget(String number) {
        LogEntry entry = entries.get(ordinals.getOrDefault(number, -1L));
        boolean there = entry != null && entry.state() == LogEntry.State.WHOLE;
        if (there) {
            remove(entry);
        }
        return there;
    }

    /** The whole fragments that are kept, in order of number. */
    public synchronized List<StoredFragment> fragments() {
        expire();
        return entries.values().stream().map(LogEntry::fragment).flatMap(Optional::stream).toList();
    }

    /** What is kept, in short. */
    public synchronized KeptFragments kept() {
        expire();
        return new KeptFragments(
                ordinals.size(),
                bytes,
                firstWhole(entries.values()),
                firstWhole(entries.descendingMap().values()));
    }

    private static Optional<StoredFragment> firstWhole(Collection<LogEntry> inOrder) {
        return inOrder.stream().map(LogEntry::fragment).flatMap(Optional::stream).findFirst();
    }

    /** The fragment of a number, if it is whole and kept. */
    public synchronized Optional<StoredFragment> fragment(String number) {
        expire();
        return Optional.ofNullable(ordinals.get(number))
                .map(entries::get)
                .flatMap(LogEntry::fragment);
    }

    /** Whether a number may be one that this stream gave, even if it is kept no more. */
    public synchronized boolean couldHaveGiven(String number) {
        return ordinals.containsKey(number) || numbers.couldHaveGiven(number);
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean canForget() {
        return oldestToForget().isPresent();
    }

    synchronized boolean forgetOldest() {
        Optional<LogEntry> oldest = oldestToForget();
        oldest.ifPresent(this::remove);
        return oldest.isPresent();
    }

    synchronized long firstOrdinal() {
        return entries.isEmpty() ? end : entries.firstKey();
    }

    /** Of all fragments that ever were in it; {@link Instant#MAX} if there was none. */
    synchronized Instant earliestArrival() {
        return earliestArrival;
    }

    synchronized long endOrdinal() {
        return end;
    }

    /** The ordinal of the latest fragment if that is still coming in, or of the next one. */
    synchronized long openOrdinal() {
        boolean open =
                !entries.isEmpty() && entries.lastEntry().getValue().state() == LogEntry.State.OPEN;
        return open ? entries.lastKey() : end;
    }

    synchronized OptionalLong ordinalOf(String number) {
        Long ordinal = ordinals.get(number);
        return ordinal == null ? OptionalLong.empty() : OptionalLong.of(ordinal);
    }

    /**
     * What stands at an ordinal, or at the first one behind it that is still kept; nothing at the
     * live edge.
     */
    synchronized Optional<LogEntry> entryFrom(long ordinal) {
        expire();
        return Optional.ofNullable(entries.ceilingEntry(ordinal)).map(Map.Entry::getValue);
    }

    synchronized List<LogEntry> wholeEntries() {
        return entries.values().stream().filter(e -> e.fragment().isPresent()).toList();
    }

    /** Lets a selector look at a log that holds still meanwhile. */
    synchronized OptionalLong locate(StartSelector selector) {
        expire();
        return selector.locate(this);
    }

    /**
     * Lets go of everything, since the stream was deleted but sessions and handles hold its log on.
     * A chunk that a session is at can be read to its end; nothing new begins.
     */
    synchronized void close() {
        cap.leave(this);
        closed = true;
        entries.clear();
        ordinals.clear();
        bytes = 0;
    }

    void addListener(Runnable listener) {
        listeners.add(listener);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    private synchronized LogEntry addNumbered(StoredFragment fragment, Instant storedAt) {
        requireOpen();
        requireAscending(fragment);
        numbers.continueAfter(fragment.number());
        noteArrival(fragment.serverTimestamp());
        return add(fragment.number(), fragment.bytes(), storedAt);
    }

    private String next(Instant arrived) {
        noteArrival(arrived);
        return numbers.next(arrived);
    }

    private void noteArrival(Instant arrived) {
        earliestArrival = arrived.isBefore(earliestArrival) ? arrived : earliestArrival;
    }

    private LogEntry add(String numberOrNull, ChunkBytes chunk, Instant storedAt) {
        LogEntry entry = new LogEntry(end++, numberOrNull, storedAt, chunk);
        entries.put(entry.ordinal(), entry);
        if (numberOrNull != null) {
            ordinals.put(numberOrNull, entry.ordinal());
        }
        bytes += entry.size();
        cap.changed(this, entry.size());
        return entry;
    }

    /** Brings the log within its bounds and tells those who wait. */
    private void settle() {
        synchronized (this) {
            expire();
            while (bytes > retention.bytes() && canForget()) {
                forgetOldest();
            }
        }
        cap.relieve();
        listeners.forEach(Runnable::run);
    }

    private void expire() {
        Instant oldest = clock.instant().minus(retention.age());
        Optional<LogEntry> ended = oldestEnded();
        while (ended.isPresent() && ended.get().storedAt().isBefore(oldest)) {
            remove(ended.get());
            ended = oldestEnded();
        }
    }

    /** Passes over what still comes in, or one producer that hangs would have all others kept. */
    private Optional<LogEntry> oldestEnded() {
        return entries.values().stream()
                .filter(entry -> entry.state() != LogEntry.State.OPEN)
                .findFirst();
    }

    private Optional<LogEntry> oldestToForget() {
        return oldestEnded().filter(entry -> entry.ordinal() < entries.lastKey());
    }

    /** To the millisecond, as tags and lists tell times and as clients ask by them. */
    private static Instant asTold(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The stream was deleted: it takes no more media");
        }
    }

    private LogEntry first() {
        return entries.firstEntry().getValue();
    }

    private void remove(LogEntry entry) {
        if (entries.remove(entry.ordinal()) == null) {
            return;
        }
        bytes -= entry.size();
        cap.changed(this, -entry.size());
        entry.number().ifPresent(ordinals::remove);
        entry.fragment().ifPresent(fragment -> fragment.bytes().discard());
    }

    /** Numbers ascend along the log, so the last one tells. */
    private void requireAscending(StoredFragment captured) {
        BigInteger number = new BigInteger(captured.number());
        boolean late =
                entries.descendingMap().values().stream()
                        .flatMap(entry -> entry.number().stream())
                        .findFirst()
                        .filter(last -> new BigInteger(last).compareTo(number) >= 0)
                        .isPresent();
        if (late) {
            throw new IllegalArgumentException(
                    "Fragment "
                            + captured.number()
                            + " is not after those stored: replay it to"
                            + " an empty stream");
        }
    }
}
