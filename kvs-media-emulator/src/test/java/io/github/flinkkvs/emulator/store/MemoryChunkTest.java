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

package io.github.flinkkvs.emulator.store;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryChunkTest {
    private static final int LARGE = 3_000_001;

    @Test
    void largePartsComeOutAsTheyWentIn() {
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        MemoryChunk chunk = MemoryChunk.of(List.of(new byte[] {1}, large, new byte[] {2}));

        byte[] all = chunk.toByteArray();

        assertThat(chunk.size()).isEqualTo(LARGE + 2);
        assertThat(all).hasSize(LARGE + 2).startsWith(1).endsWith(2);
        assertThat(ByteBuffer.wrap(all, 1, LARGE)).isEqualTo(ByteBuffer.wrap(large));
    }

    @Test
    void readersAreNotGivenMoreThanTheyAskFor() {
        MemoryChunk chunk = MemoryChunk.of(List.of(new byte[LARGE]));

        try (ChunkReader reader = chunk.reader()) {
            int total = 0;
            for (ByteBuffer next = reader.next(100_000);
                    next != null;
                    next = reader.next(100_000)) {
                assertThat(next.remaining()).isBetween(1, 100_000);
                total += next.remaining();
            }
            assertThat(total).isEqualTo(LARGE);
        }
    }
}
