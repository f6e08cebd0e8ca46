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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes EBML elements one after another into memory.
 *
 * <p>Producers and the service differ in how many bytes they spend on a size, so every element can
 * be given a size length; zero takes the shortest. Not thread-safe.
 */
public final class EbmlWriter {
    private static final int MAX_SIZE_LENGTH = 8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int sizeLength;

    public EbmlWriter() {
        this(0);
    }

    /**
     * A writer that spends {@code sizeLength} bytes on each size unless an element says otherwise.
     */
    public EbmlWriter(int sizeLength) {
        this.sizeLength = sizeLength;
    }

    public EbmlWriter raw(byte[] ready) {
        bytes.writeBytes(ready);
        return this;
    }

    public EbmlWriter element(int id, byte[] content) {
        return element(id, sizeLength, content);
    }

    public EbmlWriter element(int id, int sizeLength, byte[] content) {
        bigEndian(id, idLength(id));
        size(content.length, sizeLength);
        return raw(content);
    }

    /**
     * An element whose size is declared unknown, in a size field of that many bytes; no content.
     */
    public EbmlWriter unknownSize(int id, int sizeLength) {
        bigEndian(id, idLength(id));
        bigEndian((1L << (7 * sizeLength + 1)) - 1, sizeLength);
        return this;
    }

    public EbmlWriter master(int id, Consumer<EbmlWriter> content) {
        EbmlWriter inner = new EbmlWriter(sizeLength);
        content.accept(inner);
        return element(id, inner.toByteArray());
    }

    public EbmlWriter unsigned(int id, long value) {
        int width = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8);
        return unsigned(id, value, width);
    }

    public EbmlWriter unsigned(int id, long value, int width) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        byte[] tail = new byte[width];
        System.arraycopy(all, Long.BYTES - width, tail, 0, width);
        return element(id, tail);
    }

    public EbmlWriter decimal(int id, double value) {
        return element(id, ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }

    public EbmlWriter text(int id, String value) {
        return element(id, value.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private void size(long size, int wanted) {
        int length = wanted == 0 ? shortest(size) : wanted;
        if (length < shortest(size)) {
            throw new IllegalArgumentException(
                    "Cannot write size " + size + " in " + length + " bytes: use more");
        }
        bigEndian(size | (1L << (7 * length)), length);
    }

    /** All bits set means unknown, hence the value one below that is the largest of a length. */
    private static int shortest(long size) {
        int length = 1;
        while (length < MAX_SIZE_LENGTH && size >= (1L << (7 * length)) - 1) {
            length++;
        }
        return length;
    }

    private static int idLength(int id) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(id) + 7) / 8;
    }

    private void bigEndian(long value, int width) {
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            bytes.write((int) (value >>> shift));
        }
    }
}
