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

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a folder for one emulator; the system takes the lock back when the process dies. */
final class FolderLock implements AutoCloseable {
    static final String NAME = "kvs-media-emulator.lock";

    /** Looked at first: closing a file gives up the locks that the whole process has on it. */
    private static final Set<Path> HELD_BY_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks an existing folder.
     *
     * @throws IllegalStateException if another emulator has it
     */
    static FolderLock of(Path existing) throws IOException {
        Path folder = existing.toRealPath();
        if (!HELD_BY_PROCESS.add(folder)) {
            throw taken(folder);
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel =
                    FileChannel.open(
                            folder.resolve(NAME),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
        } finally {
            if (!locked) {
                HELD_BY_PROCESS.remove(folder);
                if (channel != null) {
                    channel.close();
                }
            }
        }
        if (!locked) {
            throw taken(folder);
        }
        return new FolderLock(folder, channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_BY_PROCESS.remove(folder);
    }

    private static IllegalStateException taken(Path folder) {
        return new IllegalStateException(
                "Another emulator uses the folder "
                        + folder
                        + ": stop that one, or give this one a folder of its own");
    }
}
