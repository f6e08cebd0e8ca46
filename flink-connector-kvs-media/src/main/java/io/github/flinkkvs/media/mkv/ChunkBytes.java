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

package io.github.flinkkvs.media.mkv;

import java.nio.ByteBuffer;

/** Takes the bytes of one chunk after the other, and has those at hand that are being read. */
interface ChunkBytes {

    /** Where the leaf's bytes are that is being read. */
    byte[] array();

    /** How many bytes of the chunk have come. */
    int length();

    /** How long a chunk is likely to be, by those before it; 0 where that is of no use. */
    long usualLength();

    /**
     * Tells that so many bytes more are likely to come; none if negative. A chunk may be of
     * thousands of small clusters, each of which tells this.
     */
    void expect(long more);

    /**
     * Takes a header.
     *
     * @param from may be copied beyond the header: what comes next is written over it
     */
    void appendHeader(byte[] from, int count);

    /**
     * Tells that what comes next is the payload of a leaf.
     *
     * @param element null where nobody reads it
     * @return where it will begin in the array
     */
    int startLeaf(MatroskaElement element);

    /** Takes a part of a leaf's payload. The caller never exceeds the limit of a chunk's bytes. */
    void append(ByteBuffer from, int count);

    /** Forgets the chunk. */
    void clear();

    /** Returns a copy of the chunk's bytes, empty if they are not kept. */
    byte[] copy();

    /**
     * Gives the chunk's bytes away and is empty again. At most half of the array is unused; it is
     * empty if the bytes are not kept.
     */
    byte[] release();
}
