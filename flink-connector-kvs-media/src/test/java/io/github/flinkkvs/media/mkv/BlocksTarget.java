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

import io.github.flinkkvs.media.fuzz.FuzzTarget;
import io.github.flinkkvs.media.model.FrameIndex;

import java.util.List;

import static io.github.flinkkvs.media.mkv.TestingMkv.bytes;
import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Blocks in their clusters, with every kind of lacing. A first byte of 0 makes the input one block,
 * whose frames must fill it; any other one builds clusters of pieces.
 */
public final class BlocksTarget implements FuzzTarget {

    private static final MatroskaElement[] ELEMENTS = {
        MatroskaElement.SIMPLE_BLOCK,
        MatroskaElement.BLOCK_GROUP,
        MatroskaElement.BLOCK,
        MatroskaElement.BLOCK_DURATION,
        MatroskaElement.REFERENCE_BLOCK,
        MatroskaElement.TIMECODE,
        MatroskaElement.VOID,
        MatroskaElement.CLUSTER
    };

    private static final ParserLimits LIMITS =
            new ParserLimits(200_000, 8, 2_000, 20, 4, 5_000, 5_000);

    private static final int TRACK_TIME_AND_FLAGS = 4;

    @Override
    public void run(byte[] input) throws Exception {
        Recipe recipe = new Recipe(input);
        if (recipe.next() == 0) {
            oneBlock(recipe.rest());
        } else {
            clusters(recipe);
        }
    }

    private static void oneBlock(byte[] block) throws Exception {
        byte[] before = concat(data(1, 50), TestingMkv.header(0xA3, block.length));
        byte[] bytes =
                new TestingChunk()
                        .tracks(TestingChunk.videoTrack(1), TestingChunk.audioTrack(2))
                        .cluster(element(MatroskaElement.SIMPLE_BLOCK, block))
                        .build();
        ChunkAssemblerTarget.check(LIMITS, new Pieces(before.length, bytes));
        FrameIndex frames;
        try {
            frames = TestingFeed.chunk(bytes).frames();
        } catch (MkvException refused) {
            return;
        }
        int from = frames.offset(0);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(frames.offset(i)).isEqualTo(from);
            from += frames.length(i);
        }
        int blockEnd = indexOf(bytes, block) + block.length;
        assertThat(from).isEqualTo(blockEnd);
        assertThat(frames.offset(0))
                .isGreaterThanOrEqualTo(blockEnd - block.length + TRACK_TIME_AND_FLAGS);
    }

    /** A block is the last thing in its cluster, which the trailer follows. */
    private static int indexOf(byte[] bytes, byte[] block) {
        return bytes.length
                - TestingChunk.trailerTags("15858", TestingChunk.FRAGMENT).length
                - block.length;
    }

    private static void clusters(Recipe recipe) throws Exception {
        int scale = recipe.next() << 8 | recipe.next();
        byte[] bytes =
                new TestingChunk()
                        .info(unsigned(MatroskaElement.TIMECODE_SCALE, scale))
                        .tracks(TestingChunk.videoTrack(1), TestingChunk.audioTrack(2))
                        .interlude(recipe.content(ELEMENTS))
                        .build();
        ChunkAssemblerTarget.check(LIMITS, new Pieces(scale, bytes));
    }

    /** Every frame lies inside its chunk, and no frame in another. */
    static void checkFrames(MediaChunk chunk) {
        FrameIndex frames = chunk.frames();
        int end = 0;
        for (int i = 0; i < frames.size(); i++) {
            if (frames.length(i) < 0
                    || frames.offset(i) < end
                    || frames.offset(i) > chunk.length() - frames.length(i)) {
                throw new AssertionError(
                        "frame %d of %s at %d, %d bytes"
                                .formatted(i, chunk, frames.offset(i), frames.length(i)));
            }
            end = frames.offset(i) + frames.length(i);
        }
    }

    @Override
    public List<byte[]> seeds() {
        byte[] end = bytes(Recipe.END);
        byte[] xiph = concat(bytes(0x82, 0, 0, 0x02, 2, 3, 4), data(1, 12));
        byte[] block = concat(bytes(0x81, 0, 9, 0x80), data(2, 10));
        byte[] group =
                concat(bytes(1), piece(2, block), piece(3, bytes(33)), piece(4, bytes(0xDF)), end);
        byte[] cluster = concat(bytes(7), piece(5, bytes(5)), piece(0, xiph), group, end);
        return List.of(
                concat(bytes(0), block),
                concat(bytes(0), xiph),
                concat(bytes(0), bytes(0x82, 0, 0, 0x02, 1, 255, 3), data(3, 300)),
                concat(bytes(0), bytes(0x82, 0, 0, 0x04, 3), data(4, 12)),
                concat(bytes(0), bytes(0x82, 0, 0, 0x06, 2, 0x83, 0xC0), data(5, 12)),
                concat(
                        bytes(0),
                        bytes(0x40, 2, 0xFF, 0xFF, 0x06, 2, 0x43, 0, 0x5F, 0xF0),
                        data(6, 900)),
                concat(bytes(1, 3, 0xE8), cluster, cluster));
    }

    private static byte[] piece(int element, byte[] content) {
        return concat(bytes(element, content.length >> 8, content.length), content);
    }
}
