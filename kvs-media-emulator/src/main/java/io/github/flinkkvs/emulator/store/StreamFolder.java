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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The directory of one stream: its settings and a file for each fragment, which holds the chunk as
 * sessions get it.
 *
 * <p>Used by every thread. Fragments are stored side by side under the lock's read half; the write
 * half guards {@code settings}, {@code reserved} and {@code state}.
 */
final class StreamFolder implements FragmentStorage {
    private static final Logger LOG = LoggerFactory.getLogger(StreamFolder.class);

    private static final int SLICE = 128 * 1024;

    private enum State {
        OPEN,
        DELETED,
        CLOSED
    }

    private final Path directory;
    private final FolderSweeper sweeper;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private StreamSettings settings;
    private long reserved;
    private State state = State.OPEN;

    private StreamFolder(Path directory, SettingsFile content, FolderSweeper sweeper) {
        this.directory = directory;
        this.settings = content.settings();
        this.reserved = content.reserved();
        this.sweeper = sweeper;
    }

    /** Makes the directory of a new stream, all of it or nothing. */
    static StreamFolder create(Path root, StreamSettings settings, FolderSweeper sweeper)
            throws IOException {
        Path directory = root.resolve(FolderNames.of(settings));
        Path draft = FolderNames.draftOf(directory);
        SettingsFile content = new SettingsFile(settings, 0);
        try {
            Files.createDirectory(draft);
            content.writeTo(draft);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
            DraftFile.forceDirectory(root);
        } catch (IOException e) {
            sweeper.stream(draft);
            throw e;
        }
        return new StreamFolder(directory, content, sweeper);
    }

    /** Opens the directory of a stream that was kept. */
    static StreamFolder open(Path directory, FolderSweeper sweeper) throws IOException {
        SettingsFile content = SettingsFile.in(directory);
        String name = FolderNames.of(content.settings());
        if (!directory.endsWith(name)) {
            throw new IOException("it is a copy of " + name);
        }
        return new StreamFolder(directory, content, sweeper);
    }

    StreamSettings settings() {
        lock.readLock().lock();
        try {
            return settings;
        } finally {
            lock.readLock().unlock();
        }
    }

    Path path(FragmentFile file) {
        return directory.resolve(file.name());
    }

    void save(StreamSettings changed) {
        write(
                () -> {
                    new SettingsFile(changed, reserved).writeTo(directory);
                    settings = changed;
                });
    }

    @Override
    public long reserved() {
        lock.readLock().lock();
        try {
            return reserved;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void reserve(long sequence) {
        write(
                () -> {
                    new SettingsFile(settings, sequence).writeTo(directory);
                    reserved = sequence;
                });
    }

    @Override
    public ChunkBytes store(StoredFragment fragment, Instant storedAt, boolean durably) {
        FragmentFile file = FragmentFile.of(fragment);
        Lock shared = lock.readLock();
        shared.lock();
        try {
            if (isDeleted()) {
                return fragment.bytes();
            }
            try (DraftFile draft = new DraftFile(path(file));
                    ChunkReader chunk = fragment.reader()) {
                for (ByteBuffer next = chunk.next(SLICE); next != null; next = chunk.next(SLICE)) {
                    draft.write(next);
                }
                draft.write(ByteBuffer.wrap(fragment.ownTrailer()));
                draft.date(storedAt);
                draft.publish(durably);
            }
            return new FileChunk(this, file);
        } catch (IOException e) {
            discard(file);
            throw new UncheckedIOException(
                    "Cannot store fragment " + file.number() + " in " + directory + ": " + e, e);
        } finally {
            shared.unlock();
        }
    }

    /** Hands over what is kept, in order of number. */
    void restore(AccountStorage.KeptFragments into) {
        for (KeptFile kept : KeptFile.allIn(directory, sweeper)) {
            try {
                into.accept(kept.fragment(this), kept.storedAt());
            } catch (IOException | RuntimeException e) {
                LOG.warn("file={} is left out: {}", path(kept.file()), e.toString());
            }
        }
    }

    void discard(FragmentFile file) {
        sweeper.file(path(file));
    }

    /** Lets go of the stream. From then on fragments stay in memory, with those who hold them. */
    void delete() {
        write(
                () -> {
                    Path draft = FolderNames.draftOf(directory);
                    Files.move(directory, draft, StandardCopyOption.ATOMIC_MOVE);
                    state = State.DELETED;
                    DraftFile.forceDirectory(directory.getParent());
                    sweeper.stream(draft);
                });
    }

    /** Writes no more, since the folder may be another process's from now on. */
    void close() {
        lock.writeLock().lock();
        try {
            state = State.CLOSED;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void write(Change change) {
        lock.writeLock().lock();
        try {
            if (!isDeleted()) {
                change.apply();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot change " + directory + ": " + e, e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private boolean isDeleted() {
        if (state == State.CLOSED) {
            throw new IllegalStateException("The emulator that kept " + directory + " is closed");
        }
        return state == State.DELETED;
    }

    /** Work on the directory. */
    private interface Change {
        void apply() throws IOException;
    }
}
