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

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.simpleBlock;
import static org.assertj.core.api.Assertions.assertThat;

/** An assembler that keeps no media says the same as one that does. */
class WithoutMediaTest {

    private static final ParserLimits LIMITS = ParserLimits.defaults();

    private final ChunkAssembler with = new ChunkAssembler(LIMITS);
    private final ChunkAssembler without = ChunkAssembler.withoutMedia(LIMITS);

    /** Feeds both; returns what both say to be wrong, if they do. */
    private String feedBoth(byte[] bytes, Random random) {
        List<ChunkEvent> expected = new ArrayList<>();
        List<ChunkEvent> events = new ArrayList<>();
        String problem = "";
        String found = "";
        for (int from = 0; from < bytes.length && problem.isEmpty(); ) {
            int count = Math.min(1 + random.nextInt(1_000), bytes.length - from);
            problem = feed(with, ByteBuffer.wrap(bytes, from, count), expected);
            found = feed(without, ByteBuffer.wrap(bytes, from, count), events);
            assertThat(without.openBytes()).isEqualTo(with.openBytes());
            assertThat(without.position()).isEqualTo(with.position());
            assertThat(without.openFragmentNumber()).isEqualTo(with.openFragmentNumber());
            from += count;
        }
        assertThat(found).isEqualTo(problem);
        assertThat(events).hasSameSizeAs(expected);
        for (int i = 0; i < events.size(); i++) {
            assertThat(TestingFeed.sameButBytes(events.get(i), expected.get(i))).isTrue();
            assertThat(!(events.get(i) instanceof MediaChunk chunk) || chunk.bytes().length == 0)
                    .isTrue();
        }
        return problem;
    }

    private static String feed(
            ChunkAssembler assembler, ByteBuffer bytes, List<ChunkEvent> events) {
        try {
            events.addAll(TestingFeed.events(assembler, bytes));
            return "";
        } catch (MkvException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Captures.CLEAN, Captures.MIXED_TAGS, Captures.CUT})
    void aCaptureIsReadTheSame(String capture) throws Exception {
        feedBoth(Captures.bytes(capture), new Random(7));
    }

    @Test
    void blocksOfAnyFormAndSizeAreReadTheSame() {
        for (int frameBytes = 0; frameBytes < 40; frameBytes++) {
            byte[] chunk =
                    new TestingChunk()
                            .cluster(simpleBlock(1, 0, true, data(1, frameBytes)))
                            .build();

            assertThat(feedBoth(concat(chunk, TestingChunk.rich()), new Random(frameBytes)))
                    .isEmpty();
        }
    }

    @Test
    void damagedChunksGiveTheSameChunksOrTheSameErrors() {
        byte[] session = concat(TestingChunk.rich(), TestingChunk.rich());
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = session.clone();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            new WithoutMediaTest().feedBoth(bytes, random);
        }
    }

    @Test
    void aLargeChunkTakesNextToNoMemory() throws Exception {
        byte[] chunk =
                new TestingChunk().cluster(simpleBlock(1, 0, true, data(1, 20 << 20))).build();
        TestingFeed.events(without, TestingChunk.rich());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        List<ChunkEvent> events = TestingFeed.events(without, chunk);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
        assertThat(TestingFeed.chunks(events))
                .singleElement()
                .satisfies(read -> assertThat(read.length()).isEqualTo(chunk.length));
    }

    @Test
    void anOpenChunkHasNoBytes() throws Exception {
        byte[] chunk = TestingChunk.rich();
        TestingFeed.events(without, ByteBuffer.wrap(chunk, 0, chunk.length - 10));

        assertThat(without.openBytes()).isEqualTo(chunk.length - 10);
        assertThat(without.copyOpenChunk().bytes()).isEmpty();
    }
}
