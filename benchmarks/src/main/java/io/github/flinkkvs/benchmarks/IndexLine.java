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

package io.github.flinkkvs.benchmarks;

import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.media.model.MediaFragment;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One fragment as a line of text.
 *
 * @param digest SHA-256 of the chunk without its trailer, which says when it was sent and so
 *     differs from session to session
 */
record IndexLine(String stream, String number, String digest) {

    static IndexLine of(MediaFragment fragment) {
        int trailer =
                ServiceTags.trailer(
                                fragment.millisBehindNow().orElseThrow(),
                                fragment.continuationToken())
                        .length;
        ByteBuffer chunk = fragment.chunk();
        return new IndexLine(
                fragment.streamName(),
                fragment.fragmentNumber().toString(),
                sha256(chunk.slice(0, chunk.limit() - trailer)));
    }

    static IndexLine of(String stream, StoredFragment fragment) {
        return new IndexLine(
                stream, fragment.number(), sha256(ByteBuffer.wrap(fragment.toByteArray())));
    }

    static IndexLine parse(String line) {
        String[] fields = line.split(" ", -1);
        return new IndexLine(fields[0], fields[1], fields[2]);
    }

    @Override
    public String toString() {
        return stream + " " + number + " " + digest;
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
