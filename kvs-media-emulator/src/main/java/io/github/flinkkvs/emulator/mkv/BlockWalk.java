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

package io.github.flinkkvs.emulator.mkv;

import java.nio.ByteBuffer;

/**
 * Walks over the bytes of one chunk as they come, and finds the middle of its blocks.
 *
 * <p>Bytes that are no Matroska end the walk: no block is found behind them. Not thread-safe.
 */
public final class BlockWalk {
    private static final int NOT_FOUND = -1;

    /** Id and size of an element, as far as they have come in. */
    private final byte[] head = new byte[12];

    private int headLength;
    private long skip;
    private long behindMiddle;
    private boolean lost;

    /**
     * Goes on.
     *
     * @param bytes what follows; neither moved nor changed
     * @return how many of them come before the first middle of a block; -1 if there is none
     */
    public int next(ByteBuffer bytes) {
        ByteBuffer rest = bytes.slice();
        while (rest.hasRemaining() && !lost) {
            if (skip > 0) {
                int some = (int) Math.min(skip, rest.remaining());
                rest.position(rest.position() + some);
                skip -= some;
                if (skip == 0 && behindMiddle > 0) {
                    skip = behindMiddle;
                    behindMiddle = 0;
                    return rest.position();
                }
            } else {
                head[headLength++] = rest.get();
                enterIfWhole();
            }
        }
        return NOT_FOUND;
    }

    private void enterIfWhole() {
        int idLength = Integer.numberOfLeadingZeros(head[0] & 0xFF) - 23;
        if (idLength > 4) {
            lost = true;
            return;
        }
        if (headLength <= idLength) {
            return;
        }
        int sizeLength = Integer.numberOfLeadingZeros(head[idLength] & 0xFF) - 23;
        if (sizeLength > 8) {
            lost = true;
        } else if (headLength == idLength + sizeLength) {
            headLength = 0;
            enter((int) number(0, idLength), number(idLength, sizeLength) & ones(sizeLength));
        }
    }

    private void enter(int id, long size) {
        switch (id) {
            case MatroskaIds.SEGMENT, MatroskaIds.CLUSTER -> {
                // Their children come next.
            }
            case MatroskaIds.SIMPLE_BLOCK, MatroskaIds.BLOCK_GROUP -> {
                skip = size / 2;
                behindMiddle = size - skip;
            }
            default -> skip = size;
        }
    }

    private long number(int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            value = (value << 8) | (head[i] & 0xFF);
        }
        return value;
    }

    private static long ones(int sizeLength) {
        return (1L << (7 * sizeLength)) - 1;
    }
}
