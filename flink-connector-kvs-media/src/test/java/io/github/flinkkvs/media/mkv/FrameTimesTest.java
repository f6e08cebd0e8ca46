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

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.Arrays;

import static io.github.flinkkvs.media.mkv.TestingChunk.audioTrack;
import static io.github.flinkkvs.media.mkv.TestingChunk.videoTrack;
import static io.github.flinkkvs.media.mkv.TestingMkv.block;
import static io.github.flinkkvs.media.mkv.TestingMkv.bytes;
import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.simpleBlock;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Frames: where they stand, when they play, which are key frames. */
class FrameTimesTest {

    private static final int XIPH = 0x02;
    private static final int FIXED_SIZE = 0x04;
    private static final int EBML = 0x06;
    private static final long MILLI = 1_000_000;

    @Test
    void aFramesTimeLeavesOutTheClustersTimecode() throws Exception {
        FrameIndex frames =
                frames(
                        unsigned(MatroskaElement.TIMECODE, 10_014),
                        simpleBlock(1, 0, true, data(1, 10)),
                        simpleBlock(1, 40, false, data(2, 20)),
                        simpleBlock(1, -7, false, data(3, 30)),
                        simpleBlock(1, -32_768, false, data(4, 0)));

        assertThat(frames.size()).isEqualTo(4);
        assertThat(times(frames)).containsExactly(0, 40 * MILLI, -7 * MILLI, -32_768 * MILLI);
        assertThat(frames.keyFrameCount()).isEqualTo(1);
        assertThat(frames.keyFrame(0)).isTrue();
        assertThat(frames.durationNanos(0)).isEqualTo(FrameIndex.UNKNOWN_DURATION);
        assertThat(frames.length(3)).isZero();
    }

    @Test
    void aTimecodeScaleOfEightBytesIsRead() throws Exception {
        MediaChunk chunk =
                TestingFeed.chunk(
                        new TestingChunk()
                                .info(
                                        unsigned8(
                                                MatroskaElement.TIMECODE_SCALE,
                                                BigInteger.valueOf(100_000)))
                                .cluster(simpleBlock(1, 3, true, data(1, 10)))
                                .build());

        assertThat(chunk.frames().timeOffsetNanos(0)).isEqualTo(300_000);
    }

    @Test
    void theTimecodeScaleOfOneChunkDoesNotReachTheNext() throws Exception {
        byte[] scaled =
                new TestingChunk()
                        .info(unsigned(MatroskaElement.TIMECODE_SCALE, 1_000))
                        .cluster(simpleBlock(1, 3, true, data(1, 10)))
                        .build();
        byte[] unscaled =
                new TestingChunk().info().cluster(simpleBlock(1, 3, true, data(1, 10))).build();

        MediaChunk second = TestingFeed.chunks(TestingFeed.events(concat(scaled, unscaled))).get(1);

        assertThat(second.frames().timeOffsetNanos(0)).isEqualTo(3 * MILLI);
    }

    @Test
    void aSecondClusterAddsItsDistanceToTheFirst() throws Exception {
        FrameIndex frames =
                TestingFeed.chunk(
                                new TestingChunk()
                                        .cluster(
                                                unsigned(MatroskaElement.TIMECODE, 5_000),
                                                simpleBlock(1, 1, true, data(1, 10)))
                                        .cluster(
                                                unsigned(MatroskaElement.TIMECODE, 7_000),
                                                simpleBlock(1, 1, true, data(2, 10)))
                                        .cluster(
                                                unsigned(MatroskaElement.TIMECODE, 4_999),
                                                simpleBlock(1, 1, true, data(3, 10)))
                                        .build())
                        .frames();

        assertThat(times(frames)).containsExactly(MILLI, 2_001 * MILLI, 0);
    }

    @Test
    void aGroupTellsOfItsBlock() throws Exception {
        FrameIndex frames =
                frames(
                        group(element(MatroskaElement.BLOCK, block(1, 5, 0x80, data(1, 10)))),
                        group(
                                unsigned(MatroskaElement.BLOCK_DURATION, 33),
                                element(MatroskaElement.REFERENCE_BLOCK, bytes(0xDF)),
                                element(MatroskaElement.BLOCK, block(1, 6, 0, data(2, 20)))),
                        element(MatroskaElement.BLOCK_GROUP),
                        group(element(MatroskaElement.BLOCK, block(1, 7, 0, data(3, 5)))));

        assertThat(times(frames)).containsExactly(5 * MILLI, 6 * MILLI, 7 * MILLI);
        assertThat(frames.keyFrame(0)).isTrue();
        assertThat(frames.keyFrame(1)).isFalse();
        assertThat(frames.keyFrame(2)).isTrue();
        assertThat(frames.durationNanos(1)).isEqualTo(33 * MILLI);
        assertThat(frames.durationNanos(2)).isEqualTo(FrameIndex.UNKNOWN_DURATION);
    }

    @Test
    void framesAreFoundInTheChunksBytesWhateverTheLacing() throws Exception {
        byte[] lace = concat(data(1, 10), data(2, 10), data(3, 10));
        MediaChunk chunk =
                chunk(
                        simpleBlock(2, 0, true, data(1, 10)),
                        laced(2, 100, XIPH, concat(bytes(2, 10, 10), lace)),
                        laced(2, 200, EBML, concat(bytes(2, 0x80 | 10, 0x80 | 63), lace)),
                        laced(2, 300, FIXED_SIZE, concat(bytes(2), lace)));

        FrameIndex frames = chunk.frames();
        assertThat(frames.size()).isEqualTo(10);
        for (int i = 0; i < frames.size(); i++) {
            int from = frames.offset(i);
            assertThat(Arrays.copyOfRange(chunk.bytes(), from, from + frames.length(i)))
                    .isEqualTo(data(i == 0 ? 1 : 1 + (i - 1) % 3, 10));
            assertThat(frames.trackNumber(i)).isEqualTo(2);
            assertThat(frames.durationNanos(i)).isEqualTo(20 * MILLI);
        }
        assertThat(times(frames))
                .containsExactly(
                        0,
                        100 * MILLI,
                        120 * MILLI,
                        140 * MILLI,
                        200 * MILLI,
                        220 * MILLI,
                        240 * MILLI,
                        300 * MILLI,
                        320 * MILLI,
                        340 * MILLI);
    }

    @Test
    void lacedFramesOfATrackWithoutDurationShareTheBlocksTime() throws Exception {
        FrameIndex frames = frames(laced(1, 9, FIXED_SIZE, bytes(1, 7, 7)));

        assertThat(times(frames)).containsExactly(9 * MILLI, 9 * MILLI);
    }

    @Test
    void aGroupsDurationIsSharedByItsLacedFrames() throws Exception {
        FrameIndex frames =
                frames(
                        group(
                                element(
                                        MatroskaElement.BLOCK,
                                        block(1, 9, FIXED_SIZE, bytes(1, 7, 7))),
                                unsigned(MatroskaElement.BLOCK_DURATION, 30)));

        assertThat(frames.durationNanos(0)).isEqualTo(15 * MILLI);
        assertThat(frames.durationNanos(1)).isEqualTo(15 * MILLI);
    }

    @Test
    void aTrackNumberOfSeveralBytesIsRead() throws Exception {
        byte[] block = concat(bytes(0x41, 0x02, 0, 1, 0x80), data(1, 10));

        FrameIndex frames = frames(element(MatroskaElement.SIMPLE_BLOCK, block));

        assertThat(frames.trackNumber(0)).isEqualTo(0x102);
        assertThat(frames.length(0)).isEqualTo(10);
    }

    @Test
    void timesBeyond64BitsAreRefused() {
        byte[] huge = BigInteger.TWO.pow(62).toByteArray();
        byte[] hugeTimecode = element(MatroskaElement.TIMECODE, SizeForm.ONE_BYTE, huge);
        assertRefused(
                "exceeds 64 bits",
                new TestingChunk()
                        .info(element(MatroskaElement.TIMECODE_SCALE, SizeForm.ONE_BYTE, huge))
                        .cluster(simpleBlock(1, 2, true, data(1, 10))));
        assertRefused(
                "exceeds 64 bits",
                new TestingChunk()
                        .cluster(unsigned(MatroskaElement.TIMECODE, 0))
                        .cluster(hugeTimecode, simpleBlock(1, 2, true, data(1, 10))));
        assertRefused(
                "exceeds 64 bits",
                new TestingChunk()
                        .cluster(
                                group(
                                        element(
                                                MatroskaElement.BLOCK_DURATION,
                                                SizeForm.ONE_BYTE,
                                                huge))));
        assertRefused(
                "exceeds 64 bits",
                new TestingChunk()
                        .tracks(
                                videoTrack(
                                        1,
                                        element(
                                                MatroskaElement.DEFAULT_DURATION,
                                                SizeForm.ONE_BYTE,
                                                huge)))
                        .cluster(laced(1, 0, FIXED_SIZE, bytes(2, 1, 2, 3))));
    }

    @Test
    void blocksThatMakeNoSenseAreRefused() {
        assertRefused(
                "the timecode scale is 0",
                new TestingChunk().info(unsigned(MatroskaElement.TIMECODE_SCALE, 0)));
        for (byte[] block : new byte[][] {{}, bytes(0x81), bytes(0x81, 0, 0), bytes(0, 1, 2, 3)}) {
            assertRefused(
                    "has no room for its header",
                    new TestingChunk().cluster(element(MatroskaElement.SIMPLE_BLOCK, block)));
        }
        assertRefused(
                "run out of the block",
                new TestingChunk().cluster(laced(1, 0, XIPH, bytes(9, 255))));
        assertRefused(
                "the group has a block already",
                new TestingChunk()
                        .cluster(
                                group(
                                        element(MatroskaElement.BLOCK, block(1, 0, 0)),
                                        element(MatroskaElement.BLOCK, block(1, 0, 0)))));
        assertRefused(
                "no timecode",
                new TestingChunk().cluster().cluster(simpleBlock(1, 0, true, data(1, 1))));
    }

    private static void assertRefused(String why, TestingChunk chunk) {
        assertThatThrownBy(() -> TestingFeed.events(chunk.build()))
                .isInstanceOf(MkvException.class)
                .hasMessageContaining(why);
    }

    private static byte[] group(byte[]... content) {
        return element(MatroskaElement.BLOCK_GROUP, content);
    }

    private static byte[] laced(int track, int time, int lacing, byte[] data) {
        return element(MatroskaElement.SIMPLE_BLOCK, block(track, time, 0x80 | lacing, data));
    }

    private static FrameIndex frames(byte[]... clusterContent) throws MkvException {
        return chunk(clusterContent).frames();
    }

    private static MediaChunk chunk(byte[]... clusterContent) throws MkvException {
        return TestingFeed.chunk(
                new TestingChunk()
                        .tracks(videoTrack(1), audioTrack(2))
                        .cluster(clusterContent)
                        .build());
    }

    private static long[] times(FrameIndex frames) {
        long[] times = new long[frames.size()];
        Arrays.setAll(times, frames::timeOffsetNanos);
        return times;
    }
}
