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

import static io.github.flinkkvs.media.mkv.TestingMkv.bytes;
import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.varInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LacingTest {

    private static final int NONE = 0;
    private static final int XIPH = 1;
    private static final int FIXED_SIZE = 2;
    private static final int EBML = 3;

    private final Lacing lacing = new Lacing();

    @Test
    void withoutLacingTheBlockIsOneFrame() throws Exception {
        read(NONE, data(1, 500));

        assertFrames(0, 500);
    }

    @Test
    void xiphSizesAreSumsOfBytes() throws Exception {
        read(XIPH, concat(bytes(2, 255, 255, 10, 0), data(1, 560)));

        assertFrames(5, 520, 0, 40);
    }

    @Test
    void ebmlSizesAreDifferencesToTheOneBefore() throws Exception {
        byte[] smallerBy60 = varInt(8191 - 60, 2);
        byte[] largerBy1 = varInt(63 + 1, 1);
        read(EBML, concat(bytes(3), varInt(100, 1), smallerBy60, largerBy1, data(1, 190)));

        assertFrames(5, 100, 40, 41, 9);
    }

    @Test
    void fixedSizesShareTheBlockEvenly() throws Exception {
        read(FIXED_SIZE, concat(bytes(3), data(1, 40)));

        assertFrames(1, 10, 10, 10, 10);
    }

    @Test
    void aLaceOfOneFrameIsThatFrame() throws Exception {
        for (int mode : new int[] {XIPH, FIXED_SIZE, EBML}) {
            read(mode, concat(bytes(0), data(1, 7)));
            assertFrames(1, 7);
        }
    }

    @Test
    void sizesBeyondTheBlockAreRefused() {
        assertRefused(XIPH, bytes(1, 5, 1, 2), "5 bytes");
        assertRefused(XIPH, bytes(2, 2, 2, 1, 1, 1), "the lace's frames have 4 bytes");
        assertRefused(EBML, concat(bytes(1), varInt(1L << 50, 8), data(1, 9)), "frame 0");
        assertRefused(EBML, concat(bytes(2), varInt(2, 1), varInt(60, 1), data(1, 9)), "-1 bytes");
        assertRefused(FIXED_SIZE, bytes(1, 1, 2, 3), "3 bytes cannot be 2 frames");
    }

    @Test
    void sizesThatRunOutOfTheBlockAreRefused() {
        for (int mode : new int[] {XIPH, FIXED_SIZE, EBML}) {
            assertRefused(mode, bytes(), "run out of the block");
        }
        assertRefused(XIPH, bytes(2, 255, 255, 255), "");
        assertRefused(EBML, bytes(2, 0x40), "run out of the block");
        assertRefused(EBML, bytes(2, 0), "run out of the block");
        assertRefused(EBML, bytes(255), "run out of the block");
    }

    private void assertRefused(int mode, byte[] block, String why) {
        assertThatThrownBy(() -> read(mode, block))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(why);
    }

    private void read(int mode, byte[] block) throws MalformedException {
        byte[] chunk = concat(bytes(0xEE, 0xEE), block, bytes(0xEE, 0xEE));
        lacing.read(mode, chunk, 2, 2 + block.length);
    }

    private void assertFrames(int dataFrom, int... lengths) {
        assertThat(lacing.dataOffset()).isEqualTo(2 + dataFrom);
        assertThat(lacing.count()).isEqualTo(lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            assertThat(lacing.length(i)).isEqualTo(lengths[i]);
        }
    }
}
