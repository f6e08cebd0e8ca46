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
import java.util.Arrays;

/**
 * Gathers the bytes of one chunk in one array, which goes to the chunk's receiver.
 *
 * <p>What precedes a cluster is small and gathered in an array that stays here, as is a chunk that
 * is small itself. A larger cluster of known size gets the chunk's own array at its exact size at
 * once. A claimed size alone is believed for {@link #AHEAD} bytes or for what the chunk before it
 * really had; beyond that, room follows the bytes that have come. One of unknown size, as the
 * Kinesis SDK writes them, gets room for the longest of the last chunks.
 */
final class ChunkBuffer implements ChunkBytes {

    /**
     * How far room is made ahead of the bytes on the word of an element that claims to be large.
     */
    static final int AHEAD = 4 << 20;

    private static final int PRELUDE_BYTES = 4 << 10;

    /**
     * A chunk up to so long is gathered in the array that stays, and copied out of the processor's
     * cache when it is whole. That costs as much as it does to clear an array of its size, and the
     * record has no unused room, which would count for it.
     */
    private static final int SMALL_BYTES = 32 << 10;

    /**
     * Of how many chunks the longest tells how long the next will be. At a steady bit rate lengths
     * differ by some percent: one that exceeds what is expected is copied, which becomes the rarer
     * the more are looked at, while each of them has the unused room of the longest.
     */
    private static final int REMEMBERED = 8;

    /** By what part an array grows that was to be large enough; the next time by twice as much. */
    private static final int FIRST_GROWTH = 8;

    private static final int GROWTH = 2;

    private final int limit;

    /** Stays here, and grows to the size of small chunks. */
    private byte[] gathering;

    private byte[] array;
    private int length;
    private long expected;
    private int growth = GROWTH;

    /** The lengths of the last chunks, in turn; zeros where there was none. */
    private final int[] lengths = new int[REMEMBERED];

    private int last;

    /** The caller never appends more than {@code limit} bytes to a chunk. */
    ChunkBuffer(int limit) {
        this.limit = limit;
        this.gathering = new byte[Math.min(limit, PRELUDE_BYTES)];
        this.array = gathering;
    }

    @Override
    public byte[] array() {
        return array;
    }

    @Override
    public int length() {
        return length;
    }

    /** All that has come is in the array. */
    @Override
    public int startLeaf(MatroskaElement element) {
        return length;
    }

    @Override
    public long usualLength() {
        int longest = 0;
        for (int before : lengths) {
            longest = Math.max(longest, before);
        }
        return (long) longest + longest / 64;
    }

    /** Told again and again, it makes no more room than doubling would. */
    @Override
    public void expect(long more) {
        if (array == gathering && length + more <= SMALL_BYTES) {
            growGathering((int) Math.min(limit, length + more));
            return;
        }
        expected = Math.min(limit, length + more);
        long believed = Math.min(expected, length + Math.max(AHEAD, 9L * lengths[last] / 8));
        if (array == gathering) {
            growth = FIRST_GROWTH;
        }
        if (array.length < believed) {
            long grown = array == gathering ? 0 : Math.min(limit, array.length * 2L);
            resize(Math.max(believed, grown));
        }
    }

    /** A copy of constant length takes two moves where another one takes a call. */
    @Override
    public void appendHeader(byte[] from, int count) {
        makeRoom(count);
        if (array.length - length >= EbmlHeader.MAX_BYTES) {
            System.arraycopy(from, 0, array, length, EbmlHeader.MAX_BYTES);
        } else {
            System.arraycopy(from, 0, array, length, count);
        }
        length += count;
    }

    @Override
    public void append(ByteBuffer from, int count) {
        makeRoom(count);
        from.get(array, length, count);
        length += count;
    }

    /** A chunk that ends here is no measure of others, and ends the belief in long ones. */
    @Override
    public void clear() {
        if (length > 0) {
            Arrays.fill(lengths, 0);
        }
        startAnew();
    }

    @Override
    public byte[] copy() {
        return Arrays.copyOf(array, length);
    }

    @Override
    public byte[] release() {
        byte[] released = array;
        if (array == gathering || length < array.length / 2) {
            released = Arrays.copyOf(array, length);
        }
        last = (last + 1) % REMEMBERED;
        lengths[last] = length;
        startAnew();
        return released;
    }

    private void startAnew() {
        array = gathering;
        length = 0;
        expected = 0;
        growth = GROWTH;
    }

    private void makeRoom(int count) {
        long needed = (long) length + count;
        if (needed <= array.length) {
            return;
        }
        if (needed <= expected) {
            resize(Math.min(Math.max(needed, array.length * 2L), expected));
        } else {
            long grown = array.length + (long) array.length / growth;
            growth = Math.max(GROWTH, growth / 2);
            resize(Math.min(Math.max(needed, grown), limit));
        }
    }

    private void growGathering(int needed) {
        if (gathering.length < needed) {
            resize(Math.max(needed, Math.min(limit, 2L * gathering.length)));
            gathering = array;
        }
    }

    private void resize(long size) {
        byte[] larger = new byte[(int) size];
        System.arraycopy(array, 0, larger, 0, length);
        array = larger;
    }
}
