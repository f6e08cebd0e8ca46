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

import io.github.flinkkvs.media.model.FragmentHeader;

import java.nio.ByteBuffer;

import static io.github.flinkkvs.media.mkv.MatroskaElement.CLUSTER;
import static io.github.flinkkvs.media.mkv.MatroskaElement.EBML;
import static io.github.flinkkvs.media.mkv.MatroskaElement.SEGMENT;
import static io.github.flinkkvs.media.mkv.MatroskaElement.TAGS;

/**
 * Gathers what the parser tells into one chunk after the other: the bytes into {@link ChunkBytes},
 * and each level-1 element by the {@link Section} that reads its kind.
 *
 * <p>Life of a chunk: opened by an EBML header; closed by the trailer (a media chunk), by Tags that
 * tell of an error (an error chunk), or by the next EBML header (a discarded chunk). Between chunks
 * nothing but Void may stand.
 */
final class ChunkVisitor implements EbmlVisitor {

    /** Room behind a cluster for the service's trailer, about 180 bytes, and a few tags. */
    private static final int MIN_TAIL_BYTES = 512;

    private static final int MAX_TAIL_BYTES = 16 << 10;

    private final ElementLimits limits;
    private final ChunkBytes chunk;
    private final Payload payload = new Payload();
    private final ServiceTags service = new ServiceTags();
    private final TagReader tags;
    private final TrackReader tracks;
    private final FrameReader frames;

    private boolean open;
    private boolean inSegment;
    private long chunkPosition;
    private Section section = Section.NONE;
    private int leafOffset;
    private int leafPosition;
    private int clusterEnd;

    /**
     * The most that stood behind a cluster so far: too little room here would cost a copy of the
     * whole chunk.
     */
    private int tailBytes = MIN_TAIL_BYTES;

    private ChunkEvent event;

    /**
     * @param keepsMedia whether a chunk is told with its bytes
     */
    ChunkVisitor(ParserLimits limits, boolean keepsMedia) {
        this.limits = new ElementLimits(limits);
        this.chunk = keepsMedia ? new ChunkBuffer(limits.maxChunkBytes()) : new FrontBuffer();
        this.tags = new TagReader(limits.maxTags(), service);
        this.tracks = new TrackReader(limits.maxTracks());
        this.frames = new FrameReader(limits.maxFrames(), tracks);
    }

    /** The event that the parser was paused for; it can go on afterwards. */
    ChunkEvent takeEvent() {
        ChunkEvent taken = event;
        event = null;
        return taken;
    }

    int openBytes() {
        return chunk.length();
    }

    ServiceTags service() {
        return service;
    }

    OpenChunk copyOpenChunk() {
        return new OpenChunk(
                service.fragmentNumber(),
                service.producerTimestamp(),
                service.serverTimestamp(),
                chunkPosition,
                chunk.copy());
    }

    @Override
    public boolean paused() {
        return event != null;
    }

    @Override
    public void masterStart(MatroskaElement element, EbmlHeader header, long position)
            throws MalformedException {
        if (element == EBML) {
            openChunk(position);
        } else if (element == SEGMENT) {
            startSegment();
        }
        keep(element, header);
        if (element.level() == 1) {
            section = sectionOf(element);
        }
        if (element == CLUSTER) {
            startCluster(header.size());
        }
        section.start(element);
    }

    @Override
    public void masterEnd(MatroskaElement element) throws MalformedException {
        section.end(element);
        if (element.level() == 1) {
            section = Section.NONE;
        }
        if (element == CLUSTER) {
            clusterEnd = chunk.length();
        } else if (element == TAGS && service.hasError()) {
            event = service.error(chunkPosition);
            closeChunk();
        } else if (element == TAGS && service.complete()) {
            completeChunk();
        }
    }

    @Override
    public void leafStart(MatroskaElement element, EbmlHeader header) throws MalformedException {
        keep(element, header);
        leafOffset = chunk.startLeaf(element);
        leafPosition = chunk.length();
    }

    @Override
    public void payload(ByteBuffer in, int count) {
        if (open) {
            chunk.append(in, count);
        } else {
            in.position(in.position() + count);
        }
    }

    @Override
    public void leafEnd(MatroskaElement element) throws MalformedException {
        if (element != null) {
            int length = chunk.length() - leafPosition;
            section.leaf(element, payload.at(chunk.array(), leafOffset, length, leafPosition));
        }
    }

    private Section sectionOf(MatroskaElement element) {
        return switch (element) {
            case INFO, CLUSTER -> frames;
            case TRACKS -> tracks.section();
            case TAGS -> tags;
            default -> Section.NONE;
        };
    }

    private void keep(MatroskaElement element, EbmlHeader header) throws MalformedException {
        limits.check(element, header, chunk.length());
        if (open) {
            chunk.appendHeader(header.bytes(), header.length());
        } else if (element == null || element.level() >= 0) {
            throw new MalformedException(
                    "only an EBML header may begin a chunk, or follow one that has ended");
        }
    }

    private void openChunk(long position) {
        if (open) {
            event =
                    new DiscardedChunk(
                            service.fragmentNumber(),
                            service.serverTimestamp(),
                            chunk.length(),
                            chunkPosition);
            closeChunk();
        }
        service.clear();
        tags.clear();
        tracks.startAnew();
        open = true;
        inSegment = false;
        chunkPosition = position;
        clusterEnd = 0;
    }

    private void startSegment() throws MalformedException {
        if (inSegment) {
            throw new MalformedException("the chunk has a Segment already");
        }
        inSegment = true;
    }

    private void startCluster(long size) {
        tags.clusterSeen();
        boolean isUnknown = size == EbmlHeader.UNKNOWN_SIZE;
        chunk.expect(isUnknown ? chunk.usualLength() - chunk.length() : size + tailBytes);
    }

    private void completeChunk() throws MalformedException {
        FragmentHeader header = service.values();
        int length = chunk.length();
        tailBytes = Math.min(MAX_TAIL_BYTES, Math.max(tailBytes, length - clusterEnd));
        event =
                new MediaChunk(
                        chunk.release(),
                        length,
                        chunkPosition,
                        header,
                        tags.tags(),
                        tracks.tracks(),
                        frames.frames());
        closeChunk();
    }

    private void closeChunk() {
        open = false;
        chunk.clear();
        service.clear();
        frames.clear();
        payload.clear();
    }
}
