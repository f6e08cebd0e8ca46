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

package io.github.flinkkvs.emulator.ingest;

import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a Matroska document, pushed in pieces of any length, into its EBML header, the children of
 * its segment and the children of its clusters.
 *
 * <p>Holds one element at a time, and of it no more than has come: a size that is only declared
 * takes no memory. Not thread-safe.
 */
final class ElementCutter {
    private static final int LONGEST_HEAD = 12;
    private static final int FIRST_PIECE = 8 * 1024;
    private static final int LARGEST_ELEMENT = Integer.MAX_VALUE - 64;
    private static final long UNKNOWN = -1;

    private enum Place {
        AHEAD,
        BETWEEN_HEADER_AND_SEGMENT,
        IN_SEGMENT,
        IN_CLUSTER,
        BEHIND
    }

    private final Elements elements;
    private final byte[] head = new byte[LONGEST_HEAD];
    private int headLength;
    private Place place = Place.AHEAD;
    private long segmentLeft;
    private long clusterLeft;
    private long position;

    private int id;
    private int size;
    private byte[] element;
    private int filled;

    ElementCutter(Elements elements) {
        this.elements = elements;
    }

    /**
     * Takes all the bytes.
     *
     * @throws MalformedMatroskaException if they cannot continue a document
     */
    void accept(ByteBuffer bytes) {
        while (bytes.hasRemaining() && place != Place.BEHIND) {
            if (element == null) {
                readHead(bytes);
            } else {
                fill(bytes);
            }
        }
        bytes.position(bytes.limit());
    }

    /** No more comes; returns whether that cut something short. */
    boolean end() {
        boolean cut = element != null || headLength > 0;
        if (place == Place.IN_CLUSTER) {
            cut |= clusterLeft > 0;
            if (!cut) {
                endCluster();
            }
        }
        return cut || place == Place.BETWEEN_HEADER_AND_SEGMENT;
    }

    private void readHead(ByteBuffer bytes) {
        if (place == Place.IN_SEGMENT && segmentLeft == 0) {
            leaveSegment();
            return;
        }
        head[headLength++] = bytes.get();
        position++;
        int idLength = length(head[0], 4);
        if (headLength <= idLength) {
            return;
        }
        int sizeLength = length(head[idLength], 8);
        if (headLength == idLength + sizeLength) {
            headRead(idLength, sizeLength);
        }
    }

    private int length(byte first, int longest) {
        int length = Integer.numberOfLeadingZeros(first & 0xFF) - 23;
        if (length > longest) {
            throw malformed("no element starts like this");
        }
        return length;
    }

    private void headRead(int idLength, int sizeLength) {
        id = (int) number(0, idLength);
        long ones = (1L << (7 * sizeLength)) - 1;
        long declared = number(idLength, sizeLength) & ones;
        long known = declared == ones ? UNKNOWN : declared;
        if (place == Place.IN_CLUSTER && MatroskaIds.endsCluster(id)) {
            if (clusterLeft != UNKNOWN) {
                throw malformed("a cluster is longer than its content");
            }
            endCluster();
        }
        switch (place) {
            case AHEAD -> {
                require(id == MatroskaIds.EBML, "it starts with no EBML header");
                begin(known);
            }
            case BETWEEN_HEADER_AND_SEGMENT -> enterSegment(known);
            case IN_SEGMENT -> inSegment(known);
            default -> inCluster(known);
        }
    }

    private void enterSegment(long known) {
        require(id == MatroskaIds.SEGMENT, "no segment follows the EBML header");
        segmentLeft = known;
        place = Place.IN_SEGMENT;
        headLength = 0;
    }

    private void inSegment(long known) {
        if (id == MatroskaIds.EBML || id == MatroskaIds.SEGMENT) {
            leaveSegment();
            return;
        }
        require(MatroskaIds.belongsInSegment(id), "an element that belongs into no segment");
        if (id == MatroskaIds.CLUSTER) {
            segmentLeft = taken(segmentLeft, headLength + Math.max(known, 0));
            clusterLeft = known;
            place = Place.IN_CLUSTER;
            byte[] start = Arrays.copyOf(head, headLength);
            headLength = 0;
            elements.clusterBegins(start);
            endFullCluster();
        } else {
            segmentLeft = taken(segmentLeft, headLength + known);
            begin(known);
        }
    }

    private void inCluster(long known) {
        require(MatroskaIds.belongsInCluster(id), "an element that belongs into no cluster");
        if (clusterLeft == UNKNOWN) {
            segmentLeft = taken(segmentLeft, headLength + known);
        } else {
            clusterLeft = taken(clusterLeft, headLength + known);
        }
        begin(known);
    }

    private void begin(long known) {
        require(known != UNKNOWN, "an element of unknown size");
        long total = headLength + known;
        require(total <= LARGEST_ELEMENT, "an element of " + known + " bytes");
        elements.announced(total);
        size = (int) total;
        element = Arrays.copyOf(head, Math.min(size, FIRST_PIECE));
        filled = headLength;
        headLength = 0;
        finishWhole();
    }

    private void fill(ByteBuffer bytes) {
        int more = Math.min(bytes.remaining(), size - filled);
        if (filled + more > element.length) {
            long grown = Math.max(filled + more, Math.min(2L * element.length, size));
            element = Arrays.copyOf(element, (int) grown);
        }
        bytes.get(element, filled, more);
        filled += more;
        position += more;
        finishWhole();
    }

    private void finishWhole() {
        if (filled < size) {
            return;
        }
        byte[] whole = element;
        element = null;
        switch (place) {
            case AHEAD -> {
                place = Place.BETWEEN_HEADER_AND_SEGMENT;
                elements.ebmlHeader(whole);
            }
            case IN_SEGMENT -> elements.segmentChild(id, whole);
            default -> {
                elements.clusterChild(id, whole);
                endFullCluster();
            }
        }
    }

    private void endFullCluster() {
        if (clusterLeft == 0 || (clusterLeft == UNKNOWN && segmentLeft == 0)) {
            endCluster();
        }
    }

    private void endCluster() {
        place = Place.IN_SEGMENT;
        elements.clusterEnds();
    }

    private void leaveSegment() {
        place = Place.BEHIND;
        elements.anotherDocument();
    }

    /** What is left of a container whose size may be unknown. */
    private long taken(long left, long bytes) {
        require(left == UNKNOWN || bytes <= left, "an element longer than what holds it");
        return left == UNKNOWN ? UNKNOWN : left - bytes;
    }

    private long number(int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            value = (value << 8) | (head[i] & 0xFF);
        }
        return value;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw malformed(otherwise);
        }
    }

    private MalformedMatroskaException malformed(String what) {
        return new MalformedMatroskaException(
                "Not Matroska: " + what + ", near byte " + position + " of the media");
    }
}
