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

import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

/** How much a reader reads in a minute, in time that only the test moves. */
class ReadRateTest {

    private static final int STREAMS = 5;
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Percentage FIVE_PERCENT = Percentage.withPercentage(5);

    private final Configuration options = new Configuration();
    private ReaderFixture fixture;
    private final int[] read = new int[STREAMS];

    @Test
    void fragmentsAreReadAtTheirRateAndEachStreamHasItsTurn() throws IOException {
        options.set(KvsMediaSourceOptions.MAX_FRAGMENTS_PER_SECOND, 20.0);
        open();

        int total = readForAMinute(chunk(1, 50));

        assertThat(total).isCloseTo(20 * 60, FIVE_PERCENT);
        assertThat(Arrays.stream(read).boxed())
                .allSatisfy(count -> assertThat(count).isCloseTo(240, FIVE_PERCENT));
    }

    @Test
    void lessThanAFragmentASecondIsARateToo() throws IOException {
        options.set(KvsMediaSourceOptions.MAX_FRAGMENTS_PER_SECOND, 0.5);
        open();

        assertThat(readForAMinute(chunk(1, 50))).isBetween(30, 31);
    }

    @Test
    void bytesAreReadAtTheirRate() throws IOException {
        options.set(KvsMediaSourceOptions.MAX_BYTES_PER_SECOND, new MemorySize(100_000));
        open();

        byte[] chunk = chunk(1, 5_000);

        assertThat(readForAMinute(chunk) * (long) chunk.length)
                .isCloseTo(100_000L * 60, FIVE_PERCENT);
    }

    @Test
    void fragmentsLargerThanTheRateAreReadWholeAndPaidBack() throws IOException {
        options.set(KvsMediaSourceOptions.MAX_BYTES_PER_SECOND, new MemorySize(10_000));
        open();

        byte[] chunk = chunk(1, 15_000);

        assertThat(readForAMinute(chunk) * (long) chunk.length)
                .isCloseTo(10_000L * 60, FIVE_PERCENT);
    }

    @Test
    void aStreamThatIsHeldBackIsNotSilent() throws IOException {
        options.set(KvsMediaSourceOptions.MAX_FRAGMENTS_PER_SECOND, 0.05);
        options.set(KvsMediaSourceOptions.SESSION_SILENCE_TIMEOUT, Duration.ofSeconds(10));
        open();
        ScriptedClient.Session session = fixture.client.sessions.get(0);
        session.opensAt(arrival(1)).sends(chunk(1), chunk(2));
        assertThat(fixture.read()).containsExactly(number(1));

        fixture.pass(Duration.ofSeconds(19));
        assertThat(fixture.read()).isEmpty();
        fixture.pass(Duration.ofSeconds(2));

        assertThat(fixture.read()).containsExactly(number(2));
        assertThat(session.aborted).isFalse();
    }

    @Test
    void aFragmentThatHasBegunIsReadOnWhateverTheRate() throws IOException {
        options.set(KvsMediaSourceOptions.MAX_FRAGMENTS_PER_SECOND, 0.001);
        open();
        byte[] begun = chunk(1);
        ScriptedClient.Session session = fixture.client.sessions.get(0).opensAt(arrival(1));
        session.sends(front(1));
        fixture.read();
        session.sends(Arrays.copyOfRange(begun, front(1).length, begun.length), front(2));

        assertThat(fixture.read()).containsExactly(number(1));
    }

    @Test
    @Timeout(30)
    void whoeverWaitsForTheRateDoesNotSpin() throws Exception {
        options.set(KvsMediaSourceOptions.MAX_FRAGMENTS_PER_SECOND, 1.0);
        open();
        fixture.client.sessions.get(0).opensAt(arrival(1)).sends(chunk(1), chunk(2));
        fixture.read();

        long before = fixture.clockReadings.get();
        FutureTask<?> fetch = new FutureTask<>(fixture.reader::fetch);
        Thread fetcher = new Thread(fetch);
        fetcher.start();
        while (fetcher.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        fixture.reader.wakeUp();
        fetch.get();

        assertThat(fixture.clockReadings.get() - before).isLessThan(20);
    }

    private void open() throws IOException {
        fixture = new ReaderFixture(options);
        for (int stream = 0; stream < STREAMS; stream++) {
            fixture.add(
                    new KvsMediaSplit(
                            StreamId.of("cam-" + stream),
                            SplitPosition.startingAt(StartPosition.earliest()),
                            StopPosition.never()));
        }
        fixture.read();
        assertThat(fixture.client.sessions).hasSize(STREAMS);
    }

    /** Each stream has always more to give; returns how many fragments came. */
    private int readForAMinute(byte[] chunk) throws IOException {
        int[] sent = new int[STREAMS];
        for (ScriptedClient.Session session : fixture.client.sessions) {
            session.opensAt(arrival(1));
        }
        int total = 0;
        for (long step = 0; step < Duration.ofMinutes(1).dividedBy(STEP); step++) {
            for (int stream = 0; stream < STREAMS; stream++) {
                while (sent[stream] < read[stream] + 10) {
                    sent[stream]++;
                    fixture.client.sessions.get(stream).sends(numbered(chunk, sent[stream]));
                }
            }
            total += takeAll();
            fixture.pass(STEP);
        }
        return total;
    }

    private int takeAll() throws IOException {
        int total = 0;
        var batch = fixture.fetch();
        for (int idle = 0; idle < STREAMS; batch = fixture.fetch()) {
            int before = total;
            for (String split = batch.nextSplit(); split != null; split = batch.nextSplit()) {
                while (batch.nextRecordFromSplit() != null) {
                    read[Integer.parseInt(split.substring(4))]++;
                    total++;
                }
            }
            batch.recycle();
            idle = total == before ? idle + 1 : 0;
        }
        return total;
    }

    private static byte[] numbered(byte[] like, int n) {
        return chunk(n, like.length - chunk(1, 0).length);
    }
}
