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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Tells the emulator's own files and directories from those that happen to lie beside them. */
final class FolderNames {
    private static final int LONGEST = 100;
    private static final int HASH_BYTES = 8;
    private static final Pattern LEFTOVER =
            Pattern.compile("[a-zA-Z0-9_.-]+-[0-9a-f]{16}" + Pattern.quote(DraftFile.SUFFIX));

    private FolderNames() {}

    /** Names can be too long for a file, differ in case only, or be {@code ..}; the hash cannot. */
    static String of(StreamSettings stream) {
        String name = stream.name();
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(stream.arn().getBytes(StandardCharsets.UTF_8));
            return name.substring(0, Math.min(name.length(), LONGEST))
                    + "-"
                    + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Where a stream's directory lies while it is being made or deleted. */
    static Path draftOf(Path directory) {
        return directory.resolveSibling(directory.getFileName() + DraftFile.SUFFIX);
    }

    /** Whether a directory is what the making or the deleting of a stream has left behind. */
    static boolean isLeftover(Path directory) {
        return LEFTOVER.matcher(directory.getFileName().toString()).matches();
    }

    /** Whether a file of a stream's directory is one that was never published. */
    static boolean isDraft(Path file) {
        return file.getFileName().toString().endsWith(DraftFile.SUFFIX) && isOwn(file);
    }

    /** Whether a file of a stream's directory is one that the emulator writes. */
    static boolean isOwn(Path file) {
        String name = file.getFileName().toString();
        String published =
                name.endsWith(DraftFile.SUFFIX)
                        ? name.substring(0, name.length() - DraftFile.SUFFIX.length())
                        : name;
        return published.equals(SettingsFile.NAME) || FragmentFile.named(published).isPresent();
    }
}
