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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class BlockWalkTest {
    private static final int FRAME = 96;

    private final byte[] front =
            new EbmlWriter()
                    .raw(MatroskaElements.ebmlHeader())
                    .raw(MatroskaElements.segmentStart())
                    .raw(MatroskaElements.info("walk", 1_000_000))
                    .raw(MatroskaElements.tags(Map.of("name", "value")))
                    .toByteArray();
    private final byte[] cluster =
            MatroskaElements.cluster(
                    7,
                    List.of(
                            new SimpleBlock(1, 0, true, new byte[FRAME]),
                            new SimpleBlock(1, 40, false, new byte[FRAME])));
    private final byte[] chunk = new EbmlWriter().raw(front).raw(cluster).toByteArray();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void findsTheMiddleOfEachBlockHoweverTheBytesAreSliced(int slice) {
        int blockEnd = chunk.length;
        int half = (FRAME + 4) / 2;
        int wholeBlock = 1 + 8 + FRAME + 4;

        assertThat(middles(chunk, slice))
                .containsExactly(blockEnd - wholeBlock - half, blockEnd - half);
    }

    @Test
    void aBlockInAGroupCountsOnce() {
        byte[] group =
                new EbmlWriter()
                        .raw(front)
                        .unknownSize(MatroskaIds.CLUSTER, 8)
                        .master(
                                MatroskaIds.BLOCK_GROUP,
                                g -> g.element(MatroskaIds.BLOCK, new byte[18]))
                        .toByteArray();

        assertThat(middles(group, 5)).containsExactly(group.length - 10);
    }

    @Test
    void bytesThatAreNoMatroskaHoldNoBlock() {
        assertThat(middles(new byte[] {0x0C, (byte) 0xA3, (byte) 0x84, 0, 0, 0, 0}, 7)).isEmpty();
        assertThat(middles(new byte[] {(byte) 0xA3, 0, 0, 0, 0}, 5)).isEmpty();
    }

    private static List<Integer> middles(byte[] bytes, int slice) {
        BlockWalk walk = new BlockWalk();
        List<Integer> middles = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(slice, bytes.length - at);
            int middle = walk.next(ByteBuffer.wrap(bytes, at, length));
            at += middle < 0 ? length : middle;
            if (middle >= 0) {
                middles.add(at);
            }
        }
        return middles;
    }
}
