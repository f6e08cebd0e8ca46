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
import java.nio.ByteOrder;

/** The id and size of one element, gathered from however many pieces they arrive in. */
final class EbmlHeader {

    static final long UNKNOWN_SIZE = -1;

    /** What the longest header has. */
    static final int MAX_BYTES = 4 + VarInt.MAX_BYTES;

    private static final int MAX_ID_BYTES = MAX_BYTES - VarInt.MAX_BYTES;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int length;
    private int needed = 1;
    private int idLength;
    private int id;
    private long size;

    /** Consumes what is missing of the header, and says whether it is complete. */
    boolean take(ByteBuffer in) throws MalformedException {
        boolean isWholeAtHand =
                length == 0 && in.remaining() >= bytes.length && in.order() == ByteOrder.BIG_ENDIAN;
        return (isWholeAtHand && takeWhole(in)) || takePart(in);
    }

    /** Reads words where there is room for the longest header. Leaves what is none untouched. */
    private boolean takeWhole(ByteBuffer in) {
        int from = in.position();
        int ofId = VarInt.length(in.get(from));
        if (ofId > MAX_ID_BYTES) {
            return false;
        }
        int ofSize = VarInt.length(in.get(from + ofId));
        if (ofSize > VarInt.MAX_BYTES) {
            return false;
        }
        in.get(from, bytes, 0, bytes.length);
        idLength = ofId;
        length = ofId + ofSize;
        id = in.getInt(from) >>> (Integer.SIZE - Byte.SIZE * ofId);
        long mask = VarInt.mask(ofSize);
        size = in.getLong(from + ofId) >>> (Long.SIZE - Byte.SIZE * ofSize) & mask;
        if (size == mask) {
            size = UNKNOWN_SIZE;
        }
        in.position(from + length);
        return true;
    }

    private boolean takePart(ByteBuffer in) throws MalformedException {
        while (length < needed && in.hasRemaining()) {
            byte next = in.get();
            bytes[length++] = next;
            if (length == 1) {
                idLength = checkedLength("id", next, MAX_ID_BYTES);
                needed = idLength + 1;
            } else if (length == idLength + 1) {
                needed = idLength + checkedLength("size", next, VarInt.MAX_BYTES);
            }
        }
        if (length < needed) {
            return false;
        }
        id = (int) VarInt.raw(bytes, 0, idLength);
        int sizeLength = length - idLength;
        size = VarInt.value(bytes, idLength, sizeLength);
        if (size == VarInt.mask(sizeLength)) {
            size = UNKNOWN_SIZE;
        }
        return true;
    }

    void clear() {
        length = 0;
        needed = 1;
    }

    /** The header, and then what is not of it: always room for the longest. */
    byte[] bytes() {
        return bytes;
    }

    /** How many bytes of the header are here; all of them once it is complete. */
    int length() {
        return length;
    }

    int id() {
        return id;
    }

    /** The size of the payload, or {@link #UNKNOWN_SIZE}. */
    long size() {
        return size;
    }

    private static int checkedLength(String what, byte first, int most) throws MalformedException {
        int length = VarInt.length(first);
        if (length > most) {
            throw new MalformedException(
                    ("no element begins here: the %s's first byte is 0x%02X, "
                                    + "which stands for %d bytes, at most %d allowed")
                            .formatted(what, first, length, most));
        }
        return length;
    }
}
