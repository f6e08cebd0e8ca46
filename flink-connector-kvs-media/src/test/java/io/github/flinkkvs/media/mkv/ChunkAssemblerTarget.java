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

import io.github.flinkkvs.media.fuzz.Bounds;
import io.github.flinkkvs.media.fuzz.FuzzTarget;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole GetMedia sessions: complete chunks or one typed error, the same however the bytes are cut,
 * in memory that follows the limits and the bytes.
 */
public final class ChunkAssemblerTarget implements FuzzTarget {

    /** Low enough to be reached. */
    private static final ParserLimits LIMITS =
            new ParserLimits(20_000, 8, 300, 40, 6, 1_000, 1_000);

    private static final int BYTES_PER_FRAME = 34;
    private static final int FIXED_BYTES = 128 << 10;
    private static final int BYTES_PER_INPUT_BYTE = 400;

    @Override
    public void run(byte[] input) throws Exception {
        Pieces pieces = Pieces.of(input);
        check(LIMITS, pieces);
        check(ParserLimits.defaults(), pieces);
    }

    /** Checks a session under limits. */
    static void check(ParserLimits limits, Pieces pieces) throws Exception {
        byte[] bytes = pieces.bytes();
        Read whole =
                Bounds.within(
                        allowed(limits, bytes.length),
                        () -> Read.of(limits, List.of(ByteBuffer.wrap(bytes))));
        List<ByteBuffer> buffers = pieces.buffers();
        Read cut =
                Bounds.within(
                        allowed(limits, bytes.length),
                        () -> Read.of(limits, startingOver(buffers)));

        assertThat(cut.failure).isEqualTo(whole.failure);
        assertThat(cut.openBytes).isEqualTo(whole.openBytes);
        assertThat(TestingFeed.same(cut.events, whole.events)).isTrue();
        for (int i = 0; i < whole.events.size(); i++) {
            if (whole.events.get(i) instanceof MediaChunk chunk) {
                check(limits, bytes, chunk, whole.ends.get(i));
            }
        }
    }

    /** Work that is measured may be repeated. */
    private static List<ByteBuffer> startingOver(List<ByteBuffer> buffers) {
        return buffers.stream().map(ByteBuffer::duplicate).toList();
    }

    /**
     * A chunk may cost its bytes a few times, and the index of its frames, of which 256 share a
     * block of seven bytes.
     */
    private static long allowed(ParserLimits limits, int bytes) {
        long ahead = Math.min(limits.maxChunkBytes(), ChunkBuffer.AHEAD);
        long index = 3L * BYTES_PER_FRAME * limits.maxFrames();
        return 2 * ahead + index + FIXED_BYTES + (long) BYTES_PER_INPUT_BYTE * bytes;
    }

    private static void check(ParserLimits limits, byte[] bytes, MediaChunk chunk, long end) {
        int from = (int) chunk.position();
        assertThat(chunk.length()).isLessThanOrEqualTo(limits.maxChunkBytes());
        // Told with the last byte of its trailer, and not before it.
        assertThat(end).isEqualTo(chunk.position() + chunk.length());
        assertThat(
                        Arrays.equals(
                                chunk.bytes(),
                                0,
                                chunk.length(),
                                bytes,
                                from,
                                from + chunk.length()))
                .isTrue();
        assertThat(chunk.bytes().length).isLessThanOrEqualTo(2 * chunk.length());
        assertThat(Arrays.copyOf(chunk.bytes(), 4)).containsExactly(0x1A, 0x45, 0xDF, 0xA3);
        assertThat(new String(chunk.bytes(), 0, chunk.length(), UTF_8))
                .contains("CONTINUATION_TOKEN");
        assertThat(chunk.frames().size()).isLessThanOrEqualTo(limits.maxFrames());
        assertThat(chunk.tags()).hasSizeLessThanOrEqualTo(limits.maxTags());
        assertThat(chunk.tracks()).hasSizeLessThanOrEqualTo(limits.maxTracks());
        assertThat(chunk.fragmentNumber()).matches("[0-9]{1,128}");
        BlocksTarget.checkFrames(chunk);
    }

    @Override
    public List<byte[]> seeds() {
        return MkvSeeds.streams();
    }

    /** What an assembler made of a session. */
    private static final class Read {

        private final List<ChunkEvent> events = new ArrayList<>();
        private final List<Long> ends = new ArrayList<>();
        private String failure;
        private long openBytes;

        static Read of(ParserLimits limits, List<ByteBuffer> buffers) {
            ChunkAssembler assembler = new ChunkAssembler(limits);
            Read read = new Read();
            try {
                for (ByteBuffer buffer : buffers) {
                    read.feed(assembler, buffer);
                }
            } catch (MkvException e) {
                read.failure = e.getMessage() + e.path() + e.position();
            }
            read.openBytes = assembler.openBytes();
            assertThat(assembler.copyOpenChunk().bytes().length)
                    .isLessThanOrEqualTo(limits.maxChunkBytes());
            return read;
        }

        private void feed(ChunkAssembler assembler, ByteBuffer buffer) throws MkvException {
            for (ChunkEvent event = assembler.feed(buffer);
                    event != null;
                    event = assembler.feed(buffer)) {
                events.add(event);
                ends.add(assembler.position());
            }
            assertThat(buffer.hasRemaining()).isFalse();
        }
    }
}
