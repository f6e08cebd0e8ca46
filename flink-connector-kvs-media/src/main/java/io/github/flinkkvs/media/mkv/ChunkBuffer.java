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
 * <p>What precedes a cluster is small and gathered in an array that stays here. A cluster of known
 * size then gets the chunk's own array at its exact size at once. A claimed size alone is believed
 * for {@link #AHEAD} bytes or for what the chunk before it really had; beyond that, room follows
 * the bytes that have come.
 */
final class ChunkBuffer implements ChunkBytes {

    /**
     * How far room is made ahead of the bytes on the word of an element that claims to be large.
     */
    static final int AHEAD = 4 << 20;

    private static final int PRELUDE_BYTES = 4 << 10;

    private final int limit;
    private final byte[] prelude;
    private byte[] array;
    private int length;
    private long expected;
    private long lastLength;

    /** The caller never appends more than {@code limit} bytes to a chunk. */
    ChunkBuffer(int limit) {
        this.limit = limit;
        this.prelude = new byte[Math.min(limit, PRELUDE_BYTES)];
        this.array = prelude;
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
    public long lastLength() {
        return lastLength + lastLength / 8;
    }

    /** Told again and again, it makes no more room than doubling would. */
    @Override
    public void expect(long more) {
        expected = Math.min(limit, length + more);
        long believed = Math.min(expected, length + Math.max(AHEAD, lastLength()));
        if (array.length < believed) {
            long grown = array == prelude ? 0 : Math.min(limit, array.length * 2L);
            resize(Math.max(believed, grown));
        }
    }

    @Override
    public void append(byte[] from, int count) {
        makeRoom(count);
        System.arraycopy(from, 0, array, length, count);
        length += count;
    }

    @Override
    public void append(ByteBuffer from, int count) {
        makeRoom(count);
        from.get(array, length, count);
        length += count;
    }

    @Override
    public void clear() {
        if (length > 0) {
            lastLength = length;
        }
        array = prelude;
        length = 0;
        expected = 0;
    }

    @Override
    public byte[] copy() {
        return Arrays.copyOf(array, length);
    }

    @Override
    public byte[] release() {
        byte[] released = array;
        if (array == prelude || length < array.length / 2) {
            released = Arrays.copyOf(array, length);
        }
        clear();
        return released;
    }

    private void makeRoom(int count) {
        long needed = (long) length + count;
        if (needed <= array.length) {
            return;
        }
        long grown = Math.max(needed, array.length * 3L / 2);
        if (needed <= expected) {
            grown = Math.min(Math.max(grown, array.length * 2L), expected);
        }
        resize(Math.min(grown, limit));
    }

    private void resize(long size) {
        byte[] larger = new byte[(int) size];
        System.arraycopy(array, 0, larger, 0, length);
        array = larger;
    }
}
