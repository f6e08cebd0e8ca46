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
import java.time.Instant;
import java.util.Optional;

/**
 * Makes chunks of the bytes of one session, in whatever pieces these arrive.
 *
 * <p>Each byte is copied once, into the array of the chunk it belongs to (unless {@link
 * #withoutMedia nobody wants it}), and a chunk is told with the last byte of its trailer, before
 * anything behind it has come. Memory is bounded by {@link ParserLimits} whatever the bytes say.
 *
 * <p>One assembler reads one session: a connection made anew needs a new one. Not thread-safe.
 */
public final class ChunkAssembler {

    private final ChunkVisitor visitor;
    private final EbmlParser parser;
    private boolean failed;

    public ChunkAssembler(ParserLimits limits) {
        this(limits, true);
    }

    private ChunkAssembler(ParserLimits limits, boolean keepsMedia) {
        this.visitor = new ChunkVisitor(limits, keepsMedia);
        this.parser = new EbmlParser(visitor, limits.maxDepth());
    }

    /**
     * Makes an assembler that reads the same of a chunk and keeps none of its bytes: {@link
     * MediaChunk#bytes} is empty. Most of a chunk is not copied at all.
     */
    public static ChunkAssembler withoutMedia(ParserLimits limits) {
        return new ChunkAssembler(limits, false);
    }

    /**
     * Consumes bytes until an event is complete or the buffer is empty. Never blocks, and keeps no
     * reference to the buffer.
     *
     * @return the event, with the bytes behind it left unread in the buffer; null where the buffer
     *     is used up
     * @throws MkvException if the bytes cannot be chunks. The assembler is unusable from then on:
     *     each further call is an {@link IllegalStateException}
     */
    public ChunkEvent feed(ByteBuffer bytes) throws MkvException {
        if (failed) {
            throw new IllegalStateException(
                    "Cannot read on after bytes that were no chunk: "
                            + "a new session needs a new assembler");
        }
        try {
            parser.parse(bytes);
        } catch (MalformedException e) {
            failed = true;
            throw new MkvException(e, parser, visitor.service().fragmentNumber().orElse(null));
        }
        return visitor.takeEvent();
    }

    /** Whether bytes of an uncompleted chunk have been read. */
    public boolean insideChunk() {
        return openBytes() > 0;
    }

    /** How many bytes of an uncompleted chunk have been read. */
    public long openBytes() {
        return (long) visitor.openBytes() + parser.pendingBytes();
    }

    /** The fragment of the uncompleted chunk, once the service has named it. */
    public Optional<String> openFragmentNumber() {
        return visitor.service().fragmentNumber();
    }

    /** When the service received the fragment of the uncompleted chunk, once it has told. */
    public Optional<Instant> openServerTimestamp() {
        return visitor.service().serverTimestamp();
    }

    /** The producer's time of the fragment of the uncompleted chunk, once the service has told. */
    public Optional<Instant> openProducerTimestamp() {
        return visitor.service().producerTimestamp();
    }

    /**
     * What there is of the uncompleted chunk. Copies its bytes, where these are kept; can be called
     * after a failure, too.
     */
    public OpenChunk copyOpenChunk() {
        return visitor.copyOpenChunk();
    }

    /** The stream offset: how many bytes have been consumed since the session began. */
    public long position() {
        return parser.position();
    }
}
