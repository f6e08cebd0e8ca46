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

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;

import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static org.assertj.core.api.Assertions.assertThat;

class ChunkBufferTest {

    private static final int LIMIT = 64 << 20;

    private final ChunkBuffer buffer = new ChunkBuffer(LIMIT);

    @Test
    void anExpectedSizeIsReservedExactly() {
        buffer.append(ByteBuffer.wrap(data(1, 1_000)), 1_000);
        buffer.expect(500_000);
        buffer.append(ByteBuffer.wrap(data(2, 499_000)), 499_000);

        assertThat(buffer.release()).hasSize(501_000).startsWith(data(1, 1_000));
    }

    @Test
    void aLargeClaimIsBelievedForAFewMebibytesOnly() {
        buffer.append(ByteBuffer.wrap(data(1, 1_000)), 1_000);
        buffer.expect(60 << 20);

        assertThat(buffer.array()).hasSize(1_000 + ChunkBuffer.AHEAD);
    }

    @Test
    void aLargeClaimIsBelievedAfterAChunkOfThatSize() {
        fill(10 << 20);
        buffer.release();

        buffer.expect(10 << 20);

        assertThat(buffer.array()).hasSize(10 << 20);
    }

    @Test
    void manyClustersDoNotEachCopyTheChunk() {
        fill(100_000);
        int arrays = 0;
        byte[] before = buffer.array();
        for (int i = 0; i < 10_000; i++) {
            buffer.append(ByteBuffer.wrap(data(1, 6)), 6);
            buffer.expect(512);
            arrays += buffer.array() == before ? 0 : 1;
            before = buffer.array();
        }

        assertThat(arrays).isLessThanOrEqualTo(2);
    }

    @Test
    void anUnfinishedChunkEndsTheBeliefInLargeOnes() {
        fill(10 << 20);
        buffer.release();
        fill(1_000);
        buffer.clear();

        assertThat(buffer.usualLength()).isLessThan(2_000);
        buffer.expect(60 << 20);
        assertThat(buffer.array()).hasSize(ChunkBuffer.AHEAD);
    }

    @Test
    void aChunkOfUnknownLengthGetsRoomForTheLongestOfTheLast() {
        for (int length : new int[] {100_000, 128_000, 110_000}) {
            fill(length);
            buffer.release();
        }

        assertThat(buffer.usualLength()).isEqualTo(130_000);
        for (int i = 0; i < 8; i++) {
            fill(64_000);
            buffer.release();
        }
        assertThat(buffer.usualLength()).isEqualTo(65_000);
    }

    @Test
    void aChunkThatIsALittleLongerThanExpectedGetsALittleMoreRoom() {
        buffer.expect(80_000);
        fill(81_000);

        assertThat(buffer.array()).hasSize(90_000);
    }

    @Test
    void roomFollowsTheBytesUpToTheExpectedSize() {
        buffer.expect(30 << 20);
        fill(30 << 20);

        assertThat(buffer.release()).hasSize(30 << 20);
    }

    @Test
    void whatIsReleasedIsAtLeastHalfFullAndNotTouchedAgain() {
        buffer.expect(100_000);
        fill(10_000);
        byte[] first = buffer.release();
        byte[] asReleased = first.clone();
        fill(20_000);

        assertThat(first).hasSizeBetween(10_000, 20_000).isEqualTo(asReleased);
        assertThat(buffer.length()).isEqualTo(20_000);
    }

    @Test
    void aSmallChunkIsReleasedInAnArrayOfItsOwn() {
        buffer.append(ByteBuffer.wrap(data(1, 10)), 10);
        byte[] first = buffer.release();
        buffer.append(ByteBuffer.wrap(data(2, 10)), 10);

        assertThat(first).isEqualTo(data(1, 10));
    }

    @Test
    void smallChunksHaveNoUnusedRoomAndAreGatheredInOneArray() {
        fill(17_000);
        buffer.release();
        fill(4_000);
        buffer.expect(buffer.usualLength() - 4_000);
        byte[] gathering = buffer.array();
        fill(13_000);
        byte[] first = buffer.release();
        byte[] asReleased = first.clone();
        buffer.expect(17_000);
        fill(16_500);

        assertThat(first).hasSize(17_000).isEqualTo(asReleased).isNotSameAs(gathering);
        assertThat(buffer.array()).isSameAs(gathering);
        assertThat(buffer.release()).hasSize(16_500);
    }

    @Test
    void whatIsKeptForSmallChunksDoesNotGrowWithLargeOnes() {
        for (int length : new int[] {17_000, 300_000, 17_000, 40_000}) {
            buffer.expect(length);
            fill(length);
            assertThat(buffer.release()).hasSize(length);
            assertThat(buffer.array()).hasSizeLessThanOrEqualTo(32 << 10);
        }
    }

    @Test
    void growthStopsAtTheLimit() {
        ChunkBuffer small = new ChunkBuffer(5_000);
        byte[] bytes = data(1, 1_000);
        for (int i = 0; i < 5; i++) {
            small.append(ByteBuffer.wrap(bytes), bytes.length);
        }

        assertThat(small.array()).hasSize(5_000);
        assertThat(Arrays.copyOf(small.array(), 1_000)).isEqualTo(bytes);
    }

    private void fill(int count) {
        byte[] piece = data(3, 10_000);
        for (int left = count; left > 0; left -= piece.length) {
            buffer.append(ByteBuffer.wrap(piece), Math.min(left, piece.length));
        }
    }
}
