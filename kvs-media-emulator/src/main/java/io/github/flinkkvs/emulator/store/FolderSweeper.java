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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Deletes files that nobody needs any more on a thread of its own, since those who let go of them
 * hold locks and serve others. What it has not deleted when the process ends, the next start finds.
 */
final class FolderSweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSweeper.class);
    private static final int PATIENCE_SECONDS = 10;

    /** Takes nothing more once it is closed, and says nothing of it: the next start sees to it. */
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    FolderSweeper::newThread,
                    new ThreadPoolExecutor.DiscardPolicy());

    /** Deletes a file, if it is there. */
    void file(Path file) {
        thread.execute(() -> delete(file));
    }

    /** Deletes the directory of a stream, but no file in it that is none of the emulator's. */
    void stream(Path directory) {
        thread.execute(() -> deleteStream(directory));
    }

    /** Waits for what is under way, within reason. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void deleteStream(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                if (FolderNames.isOwn(file)) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("folder={} cannot be read, so it stays", directory, e);
            return;
        }
        delete(directory);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("file={} cannot be deleted, so it stays: {}", file, e.toString());
        }
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "kvs-emulator-sweeper");
        thread.setDaemon(true);
        return thread;
    }
}
