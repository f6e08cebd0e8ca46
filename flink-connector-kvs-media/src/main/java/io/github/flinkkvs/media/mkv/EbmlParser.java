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

/**
 * Scans the structure of a stream of EBML documents that arrives in pieces of any size.
 *
 * <p>Holds no payload: between calls it keeps a header of at most 12 bytes and the stack of open
 * masters. The end of an element of known size is told with its last byte, that of an unknown-size
 * one with the header that ends it. After a {@link MalformedException} it cannot go on. Not
 * thread-safe.
 */
final class EbmlParser {

    private final EbmlVisitor visitor;
    private final EbmlHeader header = new EbmlHeader();

    private final MatroskaElement[] open;
    private final long[] starts;
    private final long[] sizes;

    /** Where each open master ends at the latest: an unknown-size one with the master around it. */
    private final long[] limits;

    private int depth;

    private MatroskaElement leaf;
    private long leafRemaining;

    private long position;
    private int elementId;
    private long elementSize;
    private long elementPosition;

    EbmlParser(EbmlVisitor visitor, int maxDepth) {
        this.visitor = visitor;
        this.open = new MatroskaElement[maxDepth];
        this.starts = new long[maxDepth];
        this.sizes = new long[maxDepth];
        this.limits = new long[maxDepth];
    }

    /** Consumes the buffer, up to where the visitor wants a pause. */
    void parse(ByteBuffer in) throws MalformedException {
        while (in.hasRemaining() && !visitor.paused()) {
            if (leafRemaining > 0) {
                takePayload(in);
            } else if (takeHeader(in)) {
                openElement();
                header.clear();
            }
        }
    }

    /** How many bytes have been consumed. */
    long position() {
        return position;
    }

    /** How many bytes of an uncompleted header are held. */
    int pendingBytes() {
        return header.length();
    }

    /** The id of the element that was worked on last; 0 where it is not known yet. */
    int elementId() {
        return elementId;
    }

    long elementSize() {
        return elementSize;
    }

    long elementPosition() {
        return elementPosition;
    }

    /** The names of the element that was worked on last and of those around it. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            path.append(open[i].specName()).append('/');
        }
        if (elementId != 0) {
            MatroskaElement element = MatroskaElement.ofId(elementId);
            path.append(element == null ? "0x%X".formatted(elementId) : element.specName());
        } else if (depth > 0) {
            path.setLength(path.length() - 1);
        }
        return path.toString();
    }

    private void takePayload(ByteBuffer in) throws MalformedException {
        int count = (int) Math.min(leafRemaining, in.remaining());
        visitor.payload(in, count);
        position += count;
        leafRemaining -= count;
        if (leafRemaining == 0) {
            endLeaf();
        }
    }

    private boolean takeHeader(ByteBuffer in) throws MalformedException {
        int before = in.position();
        at(0, EbmlHeader.UNKNOWN_SIZE, position - header.length());
        boolean complete = header.take(in);
        position += in.position() - before;
        return complete;
    }

    private void openElement() throws MalformedException {
        int id = header.id();
        long start = position - header.length();
        MatroskaElement known = MatroskaElement.ofId(id);
        endMastersBefore(known);
        at(id, header.size(), start);
        MatroskaElement element = placed(known);
        long limit = checkedLimit(element);
        if (element != null && element.kind() == MatroskaElement.Kind.MASTER) {
            openMaster(element, limit);
        } else {
            openLeaf(element);
        }
    }

    private void endMastersBefore(MatroskaElement next) throws MalformedException {
        while (next != null
                && depth > 0
                && sizes[depth - 1] == EbmlHeader.UNKNOWN_SIZE
                && next.ends(open[depth - 1])) {
            endMaster();
        }
    }

    /**
     * Known elements outside their place are passed over like unknown ones, but not those that
     * carry the structure.
     */
    private MatroskaElement placed(MatroskaElement known) throws MalformedException {
        MatroskaElement around = depth == 0 ? null : open[depth - 1];
        if (known != null && known.belongsIn(around)) {
            return known;
        }
        if (around == null) {
            throw new MalformedException(
                    "the id 0x%X stands where only an EBML header or a Segment may"
                            .formatted(elementId));
        }
        if (known != null && known.level() <= 1) {
            throw new MalformedException("it must not stand inside " + around.specName());
        }
        return null;
    }

    private long checkedLimit(MatroskaElement element) throws MalformedException {
        long around = depth == 0 ? Long.MAX_VALUE : limits[depth - 1];
        boolean unknown = elementSize == EbmlHeader.UNKNOWN_SIZE;
        if (unknown && (element == null || !element.mayHaveUnknownSize())) {
            throw new MalformedException(
                    "its size is unknown, which only Segment and Cluster may have");
        }
        long end = position + Math.max(elementSize, 0);
        if (end > around) {
            throw new MalformedException(
                    "it claims %d bytes and ends %d bytes behind the element around it"
                            .formatted(elementSize, end - around));
        }
        return unknown ? around : end;
    }

    private void openMaster(MatroskaElement element, long limit) throws MalformedException {
        if (depth == open.length) {
            throw MalformedException.overLimit(
                    "too many elements inside each other", depth + 1L, open.length, "maxDepth");
        }
        visitor.masterStart(element, header, elementPosition);
        // As for leaves: storing a reference costs a barrier of the collector.
        if (open[depth] != element) {
            open[depth] = element;
        }
        starts[depth] = elementPosition;
        sizes[depth] = elementSize;
        limits[depth] = limit;
        depth++;
        endFinishedMasters();
    }

    private void openLeaf(MatroskaElement element) throws MalformedException {
        visitor.leafStart(element, header);
        if (leaf != element) {
            leaf = element;
        }
        leafRemaining = elementSize;
        if (leafRemaining == 0) {
            endLeaf();
        }
    }

    private void endLeaf() throws MalformedException {
        visitor.leafEnd(leaf);
        endFinishedMasters();
    }

    private void endFinishedMasters() throws MalformedException {
        while (depth > 0 && limits[depth - 1] == position) {
            endMaster();
        }
    }

    private void endMaster() throws MalformedException {
        depth--;
        at(open[depth].id(), sizes[depth], starts[depth]);
        visitor.masterEnd(open[depth]);
    }

    private void at(int id, long size, long start) {
        elementId = id;
        elementSize = size;
        elementPosition = start;
    }
}
