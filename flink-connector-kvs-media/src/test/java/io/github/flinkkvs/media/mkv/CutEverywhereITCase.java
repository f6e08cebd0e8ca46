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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cuts each chunk of the captures at every offset. Chunks are taken one by one, as an assembler
 * that has completed a chunk reads the next as a new one would; {@link CutTest} shows that.
 */
class CutEverywhereITCase {

    private static final int THREADS = 2;

    @ParameterizedTest
    @ValueSource(strings = {Captures.CLEAN, Captures.CUT, Captures.MIXED_TAGS})
    void aChunkCutInTwoAtAnyOffsetIsTheSameChunk(String capture) throws Exception {
        List<MediaChunk> chunks = TestingFeed.chunks(TestingFeed.events(Captures.bytes(capture)));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Long>> halves = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                Callable<Long> half = () -> cutAll(chunks, first);
                halves.add(threads.submit(half));
            }
            long cuts = 0;
            for (Future<Long> half : halves) {
                cuts += half.get();
            }
            assertThat(cuts).isEqualTo(chunks.stream().mapToLong(c -> c.length() - 1L).sum());
        } finally {
            threads.shutdownNow();
        }
    }

    private static long cutAll(List<MediaChunk> chunks, int first) throws IOException {
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        long cuts = 0;
        for (MediaChunk chunk : chunks) {
            for (int cut = 1 + first; cut < chunk.length(); cut += THREADS) {
                cutOnce(assembler, chunk, cut);
                cuts++;
            }
        }
        return cuts;
    }

    private static void cutOnce(ChunkAssembler assembler, MediaChunk chunk, int cut)
            throws IOException {
        ChunkEvent early = assembler.feed(ByteBuffer.wrap(chunk.bytes(), 0, cut));
        ByteBuffer rest = ByteBuffer.wrap(chunk.bytes(), cut, chunk.length() - cut);
        ChunkEvent event = assembler.feed(rest);
        if (early != null || rest.hasRemaining() || !TestingFeed.same(event, chunk)) {
            throw new AssertionError(
                    "cut at " + cut + " of " + chunk + " gave " + early + ", " + event);
        }
    }
}
