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

import io.github.flinkkvs.media.mkv.TestingMkv.SizeForm;
import io.github.flinkkvs.media.model.FrameIndex;

import org.ebml.EBMLReader;
import org.ebml.Element;
import org.ebml.MasterElement;
import org.ebml.io.DataSource;
import org.ebml.matroska.MatroskaBlock;
import org.ebml.matroska.MatroskaDocTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import static io.github.flinkkvs.media.mkv.TestingMkv.block;
import static io.github.flinkkvs.media.mkv.TestingMkv.bytes;
import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.simpleBlock;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

/** An independent reader finds the same frames in the same bytes. */
class JebmlAgreementTest {

    @ParameterizedTest
    @ValueSource(strings = {Captures.CLEAN, Captures.MIXED_TAGS, Captures.CUT})
    void bothFindTheSameFramesInACapture(String capture) throws Exception {
        for (MediaChunk chunk : TestingFeed.chunks(TestingFeed.events(Captures.bytes(capture)))) {
            assertSameFrames(chunk);
        }
    }

    @ParameterizedTest
    @EnumSource(SizeForm.class)
    void bothFindTheSameFramesWhateverTheClustersSize(SizeForm form) throws Exception {
        assertSameFrames(
                TestingFeed.chunk(
                        new TestingChunk()
                                .clusterSize(form)
                                .cluster(
                                        unsigned(MatroskaElement.TIMECODE, 7),
                                        simpleBlock(1, 3, true, data(1, 40)),
                                        simpleBlock(1, -3, false, data(2, 20)))
                                .build()));
    }

    /**
     * Of Xiph and EBML laces jebml cuts the last frame short by the length of the block's header.
     */
    @Test
    void bothFindTheSameFramesInGroupsAndFixedLaces() throws Exception {
        byte[] lace = concat(data(1, 10), data(2, 10), data(3, 10));
        assertSameFrames(
                TestingFeed.chunk(
                        new TestingChunk()
                                .cluster(
                                        unsigned(MatroskaElement.TIMECODE, 7),
                                        grouped(block(1, 5, 0, data(4, 30))),
                                        grouped(block(1, 7, 0x04, bytes(2), lace)))
                                .build()));
    }

    @Test
    void bothFindTheSameFramesInAChunkOfEverything() throws Exception {
        assertSameFrames(TestingFeed.chunk(TestingChunk.rich()));
    }

    private static byte[] grouped(byte[] block) {
        return element(MatroskaElement.BLOCK_GROUP, element(MatroskaElement.BLOCK, block));
    }

    private static void assertSameFrames(MediaChunk chunk) {
        List<Frame> ours = new ArrayList<>();
        FrameIndex frames = chunk.frames();
        for (int i = 0; i < frames.size(); i++) {
            ours.add(
                    new Frame(
                            frames.trackNumber(i),
                            frames.timeOffsetNanos(i) / 1_000_000,
                            frames.offset(i),
                            frames.length(i)));
        }
        assertThat(ours).isNotEmpty().isEqualTo(theirs(TestingFeed.bytesOf(chunk)));
    }

    private static List<Frame> theirs(byte[] chunk) {
        // Before the reader: it knows no element until this schema has been loaded.
        ByteBuffer simpleBlock = MatroskaDocTypes.SimpleBlock.getType();
        ByteBuffer groupedBlock = MatroskaDocTypes.Block.getType();
        Bytes source = new Bytes(chunk);
        EBMLReader reader = new EBMLReader(source);
        List<Frame> frames = new ArrayList<>();
        while (source.getFilePointer() < chunk.length) {
            Element element = reader.readNextElement();
            if (element instanceof MasterElement) {
                continue;
            }
            if (!element.isType(simpleBlock) && !element.isType(groupedBlock)) {
                element.skipData(source);
                continue;
            }
            element.readData(source);
            addFrames(new MatroskaBlock(element.getData()), source.getFilePointer(), frames);
        }
        return frames;
    }

    private static void addFrames(MatroskaBlock block, long end, List<Frame> frames) {
        block.parseBlock();
        int length = 0;
        for (int i = 0; i < block.getFrameCount(); i++) {
            length += block.getFrame(i).remaining();
        }
        long offset = end - length;
        for (int i = 0; i < block.getFrameCount(); i++) {
            int frameLength = block.getFrame(i).remaining();
            frames.add(
                    new Frame(block.getTrackNo(), block.getBlockTimecode(), offset, frameLength));
            offset += frameLength;
        }
    }

    /** A frame as both readers tell of it. */
    private record Frame(long track, long millis, long offset, int length) {}

    /** Bytes in memory, as jebml wants to pull them. */
    private static final class Bytes implements DataSource {

        private final ByteBuffer bytes;

        Bytes(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
        }

        @Override
        public byte readByte() {
            return bytes.get();
        }

        @Override
        public int read(ByteBuffer to) {
            int count = Math.min(to.remaining(), bytes.remaining());
            to.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public long skip(long count) {
            bytes.position(bytes.position() + (int) count);
            return count;
        }

        @Override
        public long length() {
            return bytes.capacity();
        }

        @Override
        public long getFilePointer() {
            return bytes.position();
        }

        @Override
        public boolean isSeekable() {
            return true;
        }

        @Override
        public long seek(long position) {
            bytes.position((int) position);
            return position;
        }
    }
}
