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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One element of a document that lies in memory as a whole; a view, nothing is copied until asked.
 *
 * <p>An element whose bytes stop before its declared end is not an error here: it is marked as cut
 * and ends where the bytes do, since captures of GetMedia stop anywhere.
 */
public final class EbmlElement {
    private static final int MAX_ID_LENGTH = 4;
    private static final int MAX_SIZE_LENGTH = 8;
    private static final int MAX_WHOLE_CHILDREN = 10_000;

    private final byte[] bytes;
    private final int id;
    private final int start;
    private final int dataStart;
    private final int end;
    private final boolean cut;

    private EbmlElement(byte[] bytes, int id, int start, int dataStart, int end, boolean cut) {
        this.bytes = bytes;
        this.id = id;
        this.start = start;
        this.dataStart = dataStart;
        this.end = end;
        this.cut = cut;
    }

    /**
     * Reads the element that starts at an offset.
     *
     * @param limit where the enclosing element or the document ends
     * @return nothing if not even the element's header is whole
     * @throws MalformedMatroskaException if no element can start with the bytes found
     */
    public static Optional<EbmlElement> at(byte[] bytes, int offset, int limit) {
        int idLength = lengthOfNumber(bytes, offset, limit, MAX_ID_LENGTH);
        int sizeAt = offset + idLength;
        if (idLength == 0 || sizeAt >= limit) {
            return Optional.empty();
        }
        int sizeLength = lengthOfNumber(bytes, sizeAt, limit, MAX_SIZE_LENGTH);
        int dataStart = sizeAt + sizeLength;
        if (sizeLength == 0) {
            return Optional.empty();
        }
        int id = (int) bigEndian(bytes, offset, idLength);
        long ones = (1L << (7 * sizeLength)) - 1;
        long size = bigEndian(bytes, sizeAt, sizeLength) & ones;
        if (size == ones) {
            int end = id == MatroskaIds.CLUSTER ? endOfCluster(bytes, dataStart, limit) : limit;
            return Optional.of(new EbmlElement(bytes, id, offset, dataStart, end, false));
        }
        boolean cut = size > limit - dataStart;
        int end = cut ? limit : dataStart + (int) size;
        return Optional.of(new EbmlElement(bytes, id, offset, dataStart, end, cut));
    }

    public int id() {
        return id;
    }

    public int start() {
        return start;
    }

    public int dataStart() {
        return dataStart;
    }

    public int end() {
        return end;
    }

    public boolean cut() {
        return cut;
    }

    /** The elements inside, up to the first whose header is not whole. */
    public List<EbmlElement> children() {
        List<EbmlElement> children = new ArrayList<>();
        Optional<EbmlElement> child = at(bytes, dataStart, end);
        while (child.isPresent()) {
            children.add(child.get());
            child = at(bytes, child.get().end, end);
        }
        return children;
    }

    /**
     * The elements inside, which fill it exactly and are not so many that they take more memory
     * than a header or a frame should.
     *
     * @throws MalformedMatroskaException if they do not, or are too many
     */
    public List<EbmlElement> wholeChildren() {
        List<EbmlElement> children = new ArrayList<>();
        int position = dataStart;
        while (position < end) {
            EbmlElement child = at(bytes, position, end).orElse(null);
            if (child == null || child.cut || children.size() == MAX_WHOLE_CHILDREN) {
                throw new MalformedMatroskaException(
                        "Element " + Integer.toHexString(id) + " is not filled by its children");
            }
            children.add(child);
            position = child.end;
        }
        return children;
    }

    public Optional<EbmlElement> child(int wanted) {
        return children().stream().filter(child -> child.id == wanted).findFirst();
    }

    public long unsigned() {
        return bigEndian(bytes, dataStart, end - dataStart);
    }

    /** The content as text without the NULs with which some producers fill it up. */
    public String text() {
        int last = end;
        while (last > dataStart && bytes[last - 1] == 0) {
            last--;
        }
        return new String(bytes, dataStart, last - dataStart, StandardCharsets.UTF_8);
    }

    public byte[] content() {
        return Arrays.copyOfRange(bytes, dataStart, end);
    }

    /** The element with its header. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    private static int endOfCluster(byte[] bytes, int from, int limit) {
        int position = from;
        while (position < limit) {
            // By its id alone, since clusters that follow each other empty would nest without end.
            int idLength = lengthOfNumber(bytes, position, limit, MAX_ID_LENGTH);
            if (MatroskaIds.endsCluster((int) bigEndian(bytes, position, idLength))) {
                return position;
            }
            Optional<EbmlElement> child = at(bytes, position, limit);
            if (child.isEmpty()) {
                return limit;
            }
            position = child.get().end;
        }
        return limit;
    }

    /** How many bytes the number at an offset takes; zero if they are not all there. */
    private static int lengthOfNumber(byte[] bytes, int offset, int limit, int max) {
        if (offset >= limit) {
            return 0;
        }
        int length = Integer.numberOfLeadingZeros(bytes[offset] & 0xFF) - 23;
        if (length > max) {
            throw new MalformedMatroskaException(
                    "No element can start with byte " + (bytes[offset] & 0xFF) + " at " + offset);
        }
        return offset + length > limit ? 0 : length;
    }

    private static long bigEndian(byte[] bytes, int offset, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << 8) | (bytes[offset + i] & 0xFF);
        }
        return value;
    }
}
