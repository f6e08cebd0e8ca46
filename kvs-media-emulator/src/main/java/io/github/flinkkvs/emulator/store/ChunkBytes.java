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

import java.nio.ByteBuffer;

/** The bytes of one chunk, in memory or in a file; those of a live fragment still grow. */
interface ChunkBytes {
    /** Bytes so far. */
    long size();

    /**
     * Reads from the start on; each session has its own.
     *
     * @throws ChunkGoneException if the bytes were discarded
     */
    ChunkReader reader();

    /** Lets go of the bytes; readers that are open still get them all. Does not block. */
    default void discard() {
        // Memory goes with its last reader.
    }

    /** A copy of all bytes so far. */
    default byte[] toByteArray() {
        byte[] all = new byte[Math.toIntExact(size())];
        try (ChunkReader reader = reader()) {
            int filled = 0;
            while (filled < all.length) {
                ByteBuffer next = reader.next(all.length - filled);
                int length = next.remaining();
                next.get(all, filled, length);
                filled += length;
            }
        }
        return all;
    }
}
