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

import static io.github.flinkkvs.media.mkv.MatroskaElement.BLOCK;
import static io.github.flinkkvs.media.mkv.MatroskaElement.SIMPLE_BLOCK;

/**
 * Has of a chunk only the leaf that is being read, and of a block only what tells where its frames
 * are: all other bytes are counted and passed over.
 */
final class FrontBuffer implements ChunkBytes {

    private static final byte[] NO_BYTES = {};
    private static final int USUAL_BYTES = 4 << 10;

    private final byte[] usual = new byte[USUAL_BYTES];
    private byte[] array = usual;
    private int kept;
    private int length;
    private boolean isRead;
    private boolean isBlock;

    @Override
    public byte[] array() {
        return array;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long usualLength() {
        return 0;
    }

    @Override
    public void expect(long more) {}

    @Override
    public void appendHeader(byte[] from, int count) {
        length += count;
    }

    @Override
    public int startLeaf(MatroskaElement element) {
        kept = 0;
        isRead = element != null;
        isBlock = element == SIMPLE_BLOCK || element == BLOCK;
        return 0;
    }

    @Override
    public void append(ByteBuffer from, int count) {
        length += count;
        int left = count;
        for (int wanted = wanted(left); wanted > 0; wanted = wanted(left)) {
            if (kept + wanted > array.length) {
                array = Arrays.copyOf(array, Math.max(kept + wanted, 2 * array.length));
            }
            from.get(array, kept, wanted);
            kept += wanted;
            left -= wanted;
        }
        from.position(from.position() + left);
    }

    /** Returns how many of the next bytes are to be kept. */
    private int wanted(int count) {
        if (!isBlock) {
            return isRead ? count : 0;
        }
        if (kept < BlockParser.MAX_HEADER_BYTES) {
            return Math.min(count, BlockParser.MAX_HEADER_BYTES - kept);
        }
        return BlockParser.isLaced(array) ? count : 0;
    }

    @Override
    public void clear() {
        array = usual;
        kept = 0;
        length = 0;
    }

    @Override
    public byte[] copy() {
        return NO_BYTES;
    }

    @Override
    public byte[] release() {
        clear();
        return NO_BYTES;
    }
}
