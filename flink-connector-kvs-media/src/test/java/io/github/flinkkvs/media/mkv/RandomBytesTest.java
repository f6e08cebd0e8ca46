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

import io.github.flinkkvs.media.model.FrameIndex;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;

import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Damaged and random bytes give chunks or an {@link MkvException}, in little memory, and nothing
 * else.
 */
class RandomBytesTest {

    private static final int ROUNDS = 30_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void damagedChunksAreChunksOrErrors() throws Exception {
        byte[] session = concat(TestingChunk.rich(), TestingChunk.rich());

        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            refused += read(damaged(session, new Random(seed)), new Random(seed)) ? 0 : 1;
        }

        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS);
    }

    @Test
    void aDamagedCaptureIsChunksOrErrors() throws Exception {
        byte[] capture = Captures.bytes(Captures.MIXED_TAGS);
        for (int seed = 0; seed < ROUNDS / 10; seed++) {
            read(damaged(capture, new Random(seed)), new Random(seed));
        }
    }

    @Test
    void randomBytesBehindAHealthyBeginningAreChunksOrErrors() throws Exception {
        byte[] chunk = TestingChunk.rich();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = chunk.clone();
            int from = random.nextInt(bytes.length);
            byte[] noise = new byte[bytes.length - from];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, bytes, from, noise.length);
            read(bytes, random);
        }
    }

    private static byte[] damaged(byte[] healthy, Random random) {
        byte[] bytes = healthy.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] =
                    random.nextBoolean()
                            ? (byte) (bytes[at] ^ 1 << random.nextInt(8))
                            : (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Says whether the bytes were read to their end. */
    private boolean read(byte[] bytes, Random random) {
        long before = threads.getCurrentThreadAllocatedBytes();
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        boolean healthy = true;
        try {
            int from = 0;
            while (from < bytes.length) {
                int count = Math.min(1 + random.nextInt(1_000), bytes.length - from);
                TestingFeed.events(assembler, ByteBuffer.wrap(bytes, from, count))
                        .forEach(RandomBytesTest::assertConsistent);
                from += count;
            }
            assertThat(assembler.position()).isEqualTo(bytes.length);
        } catch (MkvException e) {
            healthy = false;
            assertThat(e.position()).isBetween(0L, (long) bytes.length);
            assertThat(e.getMessage()).hasSizeLessThan(1_000);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(ChunkBuffer.AHEAD + (2 << 20));
        return healthy;
    }

    private static void assertConsistent(ChunkEvent event) {
        if (event instanceof MediaChunk chunk) {
            FrameIndex frames = chunk.frames();
            for (int i = 0; i < frames.size(); i++) {
                assertThat(frames.offset(i)).isNotNegative();
                assertThat(frames.length(i)).isNotNegative();
                assertThat(frames.offset(i) + frames.length(i)).isLessThan(chunk.length());
            }
        }
    }
}
