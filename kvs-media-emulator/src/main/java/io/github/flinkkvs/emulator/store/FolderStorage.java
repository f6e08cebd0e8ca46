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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps streams in a folder of the file system, each in a directory of its own. What is in there
 * and none of its own it leaves alone.
 *
 * <p>Thread-safe. Needs {@link #close()}, which gives the folder free for another emulator.
 */
final class FolderStorage implements AccountStorage {
    private static final Logger LOG = LoggerFactory.getLogger(FolderStorage.class);

    private final Path root;
    private final FolderLock lock;
    private final FolderSweeper sweeper = new FolderSweeper();
    private final Map<String, StreamFolder> foldersByArn = new ConcurrentHashMap<>();

    private FolderStorage(Path root, FolderLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Takes a folder, which it makes if there is none.
     *
     * @throws IllegalStateException if another emulator has it
     * @throws UncheckedIOException if it cannot be made or read
     */
    static FolderStorage in(Path folder) {
        try {
            Path root = Files.createDirectories(folder.toAbsolutePath().normalize());
            FolderStorage storage = new FolderStorage(root, FolderLock.of(root));
            storage.open();
            return storage;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep streams in " + folder + ": " + e, e);
        }
    }

    @Override
    public List<StreamSettings> streams() {
        return foldersByArn.values().stream().map(StreamFolder::settings).toList();
    }

    @Override
    public void create(StreamSettings settings) {
        try {
            foldersByArn.put(settings.arn(), StreamFolder.create(root, settings, sweeper));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make stream '" + settings.name() + "' in " + root + ": " + e, e);
        }
    }

    @Override
    public void save(StreamSettings settings) {
        StreamFolder folder = foldersByArn.get(settings.arn());
        if (folder != null) {
            folder.save(settings);
        }
    }

    @Override
    public void delete(StreamSettings settings) {
        foldersByArn.get(settings.arn()).delete();
        foldersByArn.remove(settings.arn());
    }

    @Override
    public FragmentStorage fragmentsOf(StreamSettings settings) {
        return foldersByArn.get(settings.arn());
    }

    @Override
    public void restore(StreamSettings settings, KeptFragments into) {
        foldersByArn.get(settings.arn()).restore(into);
    }

    @Override
    public void close() {
        foldersByArn.values().forEach(StreamFolder::close);
        sweeper.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unlock " + root + ": " + e, e);
        }
    }

    private void open() throws IOException {
        List<Path> directories = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root, Files::isDirectory)) {
            all.forEach(directories::add);
        } catch (IOException e) {
            close();
            throw e;
        }
        Set<String> names = new HashSet<>();
        for (Path directory : directories) {
            if (FolderNames.isLeftover(directory)) {
                sweeper.stream(directory);
            } else {
                open(directory, names);
            }
        }
    }

    private void open(Path directory, Set<String> names) {
        try {
            StreamFolder folder = StreamFolder.open(directory, sweeper);
            StreamSettings settings = folder.settings();
            if (!names.add(settings.name())) {
                throw new IOException("there are two streams '" + settings.name() + "'");
            }
            foldersByArn.put(settings.arn(), folder);
        } catch (IOException e) {
            LOG.warn("folder={} is left out: {}", directory, e.toString());
        }
    }
}
