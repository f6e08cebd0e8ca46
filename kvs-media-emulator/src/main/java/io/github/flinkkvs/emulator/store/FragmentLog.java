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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/**
 * The fragments of one stream in order of arrival, each at an ordinal that never changes.
 *
 * <p>Used by every thread; the lock guards {@code entries}, {@code firstOrdinal}, {@code bytes} and
 * {@code numbers}. Listeners are called without the lock, on the thread that appended.
 */
public final class FragmentLog {
    private final long maxBytes;
    private final FragmentNumbers numbers;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<LogEntry> entries = new ArrayList<>();
    private long firstOrdinal;
    private long bytes;

    FragmentLog(long maxBytes, RandomGenerator random) {
        this.maxBytes = maxBytes;
        this.numbers = new FragmentNumbers(random);
    }

    /** Appends media under the next number. */
    public StoredFragment append(Instant producer, Instant server, FragmentMedia media) {
        StoredFragment fragment;
        synchronized (this) {
            fragment = StoredFragment.of(numbers.next(server), producer, server, media);
            add(new LogEntry(endOrdinal(), fragment, fragment.parts()));
        }
        listeners.forEach(Runnable::run);
        return fragment;
    }

    /** Appends a captured fragment, which brings its own number. */
    public void append(StoredFragment captured) {
        synchronized (this) {
            requireAscending(captured);
            numbers.continueAfter(captured.number());
            add(new LogEntry(endOrdinal(), captured, captured.parts()));
        }
        listeners.forEach(Runnable::run);
    }

    /** Appends bytes that sessions pass through but that are no fragment: a chunk cut short. */
    public void appendCut(byte[] cutChunk) {
        synchronized (this) {
            add(new LogEntry(endOrdinal(), null, List.of(cutChunk)));
        }
        listeners.forEach(Runnable::run);
    }

    public synchronized void beginProducerSession() {
        numbers.beginProducerSession();
    }

    /** Forgets what arrived before an instant, as the service does when retention runs out. */
    public synchronized void forgetBefore(Instant serverTimestamp) {
        while (!entries.isEmpty() && entries.get(0).arrivedBefore(serverTimestamp)) {
            removeFirst();
        }
    }

    public synchronized List<StoredFragment> fragments() {
        return entries.stream().map(LogEntry::fragment).flatMap(Optional::stream).toList();
    }

    synchronized long firstOrdinal() {
        return firstOrdinal;
    }

    synchronized long endOrdinal() {
        return firstOrdinal + entries.size();
    }

    /**
     * What stands at an ordinal, or at the first one that is still kept; nothing at the live edge.
     */
    synchronized Optional<LogEntry> entryFrom(long ordinal) {
        long index = Math.max(0, ordinal - firstOrdinal);
        return index < entries.size() ? Optional.of(entries.get((int) index)) : Optional.empty();
    }

    /** Lets a selector look at a log that holds still meanwhile. */
    synchronized OptionalLong locate(StartSelector selector) {
        return selector.locate(this);
    }

    void addListener(Runnable listener) {
        listeners.add(listener);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    private void add(LogEntry entry) {
        entries.add(entry);
        bytes += entry.size();
        while (bytes > maxBytes && entries.size() > 1) {
            removeFirst();
        }
    }

    private void removeFirst() {
        bytes -= entries.remove(0).size();
        firstOrdinal++;
    }

    private void requireAscending(StoredFragment captured) {
        BigInteger number = new BigInteger(captured.number());
        boolean late =
                entries.stream()
                        .flatMap(entry -> entry.fragment().stream())
                        .anyMatch(f -> new BigInteger(f.number()).compareTo(number) >= 0);
        if (late) {
            throw new IllegalArgumentException(
                    "Fragment "
                            + captured.number()
                            + " is not after those stored: replay it to"
                            + " an empty stream");
        }
    }
}
