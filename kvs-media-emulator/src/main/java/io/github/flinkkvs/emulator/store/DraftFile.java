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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A file that is being written under another name, so that under its own it is there as a whole or
 * not at all, whatever ends the process. Closed without having been published it goes.
 *
 * <p>Not thread-safe.
 */
final class DraftFile implements AutoCloseable {
    /** Ends the name of whatever is not (any more) to be looked at. */
    static final String SUFFIX = ".tmp";

    private final Path file;
    private final Path draft;
    private final FileChannel channel;
    private boolean published;

    DraftFile(Path file) throws IOException {
        this.file = file;
        this.draft = file.resolveSibling(file.getFileName() + SUFFIX);
        this.channel =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
    }

    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Sets the time of modification; what is written later changes it again. */
    void date(Instant modified) throws IOException {
        Files.setLastModifiedTime(draft, FileTime.from(modified));
    }

    /**
     * Gives the file its name, in place of one that had it.
     *
     * @param durably whether it must survive a loss of power from the return of this on
     */
    void publish(boolean durably) throws IOException {
        if (durably) {
            channel.force(true);
        }
        channel.close();
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        if (durably) {
            forceDirectory(file.getParent());
        }
    }

    /** Makes the names in a directory survive a loss of power. */
    static void forceDirectory(Path directory) throws IOException {
        // Elsewhere a directory cannot be opened, and the file system sees to its own names.
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!published) {
            Files.deleteIfExists(draft);
        }
    }
}
