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
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A fragment's file that a start has found whole.
 *
 * @param storedAt the file's time of modification
 */
record KeptFile(FragmentFile file, Instant storedAt) {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFile.class);

    /** Lists a stream's directory in order of number, and sweeps what a crash has left in it. */
    static List<KeptFile> allIn(Path directory, FolderSweeper sweeper) {
        List<KeptFile> kept = new ArrayList<>();
        SimpleFileVisitor<Path> visitor =
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                        of(path, attributes, sweeper).ifPresent(kept::add);
                        return FileVisitResult.CONTINUE;
                    }
                };
        try {
            Files.walkFileTree(directory, Set.of(), 1, visitor);
        } catch (IOException e) {
            LOG.warn("folder={} cannot be listed, so fragments are missing", directory, e);
        }
        kept.sort(Comparator.comparing(KeptFile::file, FragmentFile.BY_NUMBER));
        return kept;
    }

    private static Optional<KeptFile> of(
            Path path, BasicFileAttributes attributes, FolderSweeper sweeper) {
        String name = path.getFileName().toString();
        if (FolderNames.isDraft(path)) {
            sweeper.file(path);
            return Optional.empty();
        }
        if (name.equals(SettingsFile.NAME)) {
            return Optional.empty();
        }
        FragmentFile file = FragmentFile.named(name).orElse(null);
        if (file == null || !attributes.isRegularFile()) {
            LOG.warn("file={} is left out: it is no fragment's", path);
            return Optional.empty();
        }
        if (attributes.size() != file.length()) {
            LOG.warn(
                    "file={} is left out: it has {} bytes and should have {}",
                    path,
                    attributes.size(),
                    file.length());
            return Optional.empty();
        }
        return Optional.of(new KeptFile(file, attributes.lastModifiedTime().toInstant()));
    }

    /** The fragment, whose bytes stay in the file but for its trailer. */
    StoredFragment fragment(StreamFolder folder) throws IOException {
        byte[] trailer = new byte[file.trailerBytes()];
        if (trailer.length > 0) {
            try (InputStream in = Files.newInputStream(folder.path(file))) {
                in.skipNBytes(file.chunkBytes());
                in.readNBytes(trailer, 0, trailer.length);
            }
        }
        return StoredFragment.kept(file, new FileChunk(folder, file), trailer);
    }
}
