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

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.media.model.MediaFragment;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One fragment as a line of a job's output.
 *
 * @param digest SHA-256 of the chunk without its trailer, which says when it was sent and so
 *     differs from session to session
 */
public record IndexLine(String stream, String number, String digest) {

    static IndexLine of(MediaFragment fragment) {
        byte[] trailer =
                ServiceTags.trailer(
                        fragment.millisBehindNow().orElseThrow(), fragment.continuationToken());
        ByteBuffer chunk = fragment.chunk();
        int media = chunk.limit() - trailer.length;
        if (!chunk.slice(media, trailer.length).equals(ByteBuffer.wrap(trailer))) {
            throw new IllegalStateException(
                    "Fragment does not end in its own trailer: " + fragment);
        }
        MessageDigest digest = sha256();
        digest.update(chunk.slice(0, media));
        return new IndexLine(
                fragment.streamName(), fragment.fragmentNumber().toString(), hex(digest));
    }

    static IndexLine of(String stream, StoredFragment fragment) {
        MessageDigest digest = sha256();
        digest.update(fragment.toByteArray());
        return new IndexLine(stream, fragment.number(), hex(digest));
    }

    /** All that a stream keeps, in order. */
    public static List<IndexLine> of(EmulatedStream stream) {
        return stream.fragments().stream().map(f -> of(stream.name(), f)).toList();
    }

    static IndexLine parse(String line) {
        String[] fields = line.split(" ", -1);
        return new IndexLine(fields[0], fields[1], fields[2]);
    }

    @Override
    public String toString() {
        return stream + " " + number + " " + digest;
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
