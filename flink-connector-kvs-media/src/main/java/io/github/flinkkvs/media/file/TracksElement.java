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

package io.github.flinkkvs.media.file;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds the Tracks of a chunk, to be copied with all that they say. */
final class TracksElement {

    private static final int SEGMENT = 0x18538067;
    private static final int TRACKS = 0x1654AE6B;
    private static final int CLUSTER = 0x1F43B675;

    private static final int MAX_ID_BYTES = 4;
    private static final int MAX_SIZE_BYTES = 8;

    private TracksElement() {}

    /**
     * A view of the whole element, its header included; empty if none stands ahead of the first
     * cluster.
     */
    static Optional<ByteBuffer> in(ByteBuffer chunk) {
        ByteBuffer bytes = chunk.slice();
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            long id = varInt(bytes, MAX_ID_BYTES, false);
            long size = varInt(bytes, MAX_SIZE_BYTES, true);
            if (id == CLUSTER || size < 0) {
                return Optional.empty();
            }
            if (id == SEGMENT) {
                continue;
            }
            if (size > bytes.remaining()) {
                return Optional.empty();
            }
            bytes.position(bytes.position() + (int) size);
            if (id == TRACKS) {
                return Optional.of(bytes.slice(start, bytes.position() - start));
            }
        }
        return Optional.empty();
    }

    /** A number that tells its own length, with or without the bit that tells it; -1 if none. */
    private static long varInt(ByteBuffer bytes, int most, boolean withoutMarker) {
        int first = bytes.hasRemaining() ? bytes.get() & 0xFF : 0;
        int more = Integer.numberOfLeadingZeros(first) - 24;
        if (more >= most || more > bytes.remaining()) {
            return -1;
        }
        long value = withoutMarker ? first & (0x7F >> more) : first;
        for (int i = 0; i < more; i++) {
            value = value << Byte.SIZE | (bytes.get() & 0xFF);
        }
        return value;
    }
}
