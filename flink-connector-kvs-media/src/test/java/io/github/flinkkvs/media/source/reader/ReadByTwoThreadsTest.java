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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.client.MediaSession;
import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.mkv.ParserLimits;

import org.apache.flink.metrics.SimpleCounter;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session's bytes come on one thread in random pieces, offered at hand or not, while another one
 * takes its chunks and changes what may be read ahead at random.
 */
@Timeout(60)
class ReadByTwoThreadsTest {

    private static final int CHUNKS = 3_000;
    private static final int PREFETCH = 8;

    private final Semaphore news = new Semaphore(0);
    private final Semaphore demand = new Semaphore(0);
    private final ByteBudget budget = new ByteBudget(2_000, () -> {});
    private final SessionChunks chunks =
            new SessionChunks(
                    new ChunkAssembler(ParserLimits.defaults()),
                    budget,
                    System::nanoTime,
                    new SimpleCounter());
    private final SessionMailbox mailbox = new SessionMailbox(chunks, news::release);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void everyChunkComesOnceAndInOrder(long seed) throws Exception {
        mailbox.begin(new Demand());
        Thread network = new Thread(() -> bring(new SplittableRandom(seed)), "network");
        network.start();

        List<String> taken = takeAll(new SplittableRandom(-seed));
        network.join();

        assertThat(taken).isEqualTo(IntStream.range(0, CHUNKS).mapToObj(n -> number(n)).toList());
        assertThat(budget.used()).isZero();
        assertThat(demand.availablePermits()).isBetween(PREFETCH / 2, PREFETCH);
    }

    private void bring(SplittableRandom random) {
        for (int n = 0; n < CHUNKS; n++) {
            byte[] chunk = chunk(n, random.nextInt(200));
            for (int from = 0, to; from < chunk.length; from = to) {
                to = Math.min(chunk.length, from + 1 + random.nextInt(chunk.length));
                bring(ByteBuffer.wrap(Arrays.copyOfRange(chunk, from, to)), random.nextBoolean());
            }
        }
    }

    private void bring(ByteBuffer bytes, boolean atHand) {
        if (atHand) {
            mailbox.onBytesAtHand(bytes);
        }
        if (bytes.hasRemaining()) {
            demand.acquireUninterruptibly();
            mailbox.onBytes(List.of(bytes));
        }
    }

    private List<String> takeAll(SplittableRandom random)
            throws MkvException, InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < CHUNKS) {
            news.acquire();
            news.drainPermits();
            ChunkEvent event;
            while ((event = chunks.next(true)) != null) {
                taken.add(((MediaChunk) event).fragmentNumber());
            }
            mailbox.askForMore();
            ReadAhead[] howFar = ReadAhead.values();
            chunks.readAhead(howFar[random.nextInt(howFar.length)]);
        }
        return taken;
    }

    private final class Demand implements MediaSession {

        @Override
        public void request(int buffers) {
            demand.release(buffers);
        }

        @Override
        public void abort() {}
    }
}
