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
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class KvsMediaSplitReaderTest {

    private final ReaderFixture fixture = new ReaderFixture();

    @Test
    void aPausedStreamIsNotReadAndLosesNothing() throws IOException {
        KvsMediaSplit split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        ScriptedClient.Session session = fixture.client.last().opensAt(arrival(1));
        fixture.reader.pauseOrResumeSplits(List.of(split), List.of());
        session.sends(chunk(1));

        assertThat(fixture.read()).isEmpty();
        fixture.pass(Duration.ofSeconds(59));
        assertThat(fixture.read()).isEmpty();
        assertThat(session.aborted).isFalse();

        fixture.reader.pauseOrResumeSplits(List.of(), List.of(split));
        assertThat(fixture.read()).containsExactly(number(1));
        assertThat(session.aborted).isFalse();
    }

    @Test
    void aPausedStreamWithNewsIsWaitedForWithoutSpinning() throws Exception {
        KvsMediaSplit split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1));
        fixture.reader.pauseOrResumeSplits(List.of(split), List.of());
        fixture.client.last().sends(chunk(1));

        long before = fixture.clockReadings.get();
        Thread fetcher = new Thread(() -> fetchUnchecked());
        fetcher.start();
        while (fetcher.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        fixture.reader.wakeUp();
        fetcher.join();

        assertThat(fixture.clockReadings.get() - before).isLessThan(20);
    }

    @Test
    void pausingAStreamThatHasEndedIsPassedOver() throws IOException {
        KvsMediaSplit split =
                fixture.add(StartPosition.earliest(), StopPosition.serverTimestamp(arrival(1)));
        fixture.read();
        fixture.client.last().opensAt(arrival(1)).sends(front(1));
        fixture.read();
        assertThat(fixture.finished).containsExactly("cam");

        fixture.reader.pauseOrResumeSplits(List.of(split), List.of());
        fixture.reader.pauseOrResumeSplits(List.of(), List.of(split));

        assertThat(fixture.read()).isEmpty();
    }

    @Test
    void aFullBudgetBeginsNoFragmentUntilTheJobHasTakenWhatThereIs() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1), chunk(2), chunk(3));

        RecordsWithSplitIds<FetchedFragment> first = fixture.fetch();

        assertThat(fixture.take(first)).containsExactly(number(1));
        assertThat(fixture.take(fixture.fetch())).isEmpty();
        first.recycle();
        assertThat(fixture.take(fixture.fetch())).containsExactly(number(2));
    }

    @Test
    void aFragmentThatHasBegunCompletesThoughTheBudgetIsFull() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.add(
                new KvsMediaSplit(
                        StreamId.of("other"),
                        SplitPosition.startingAt(StartPosition.earliest()),
                        StopPosition.never()));
        fixture.read();
        ScriptedClient.Session cam = fixture.client.sessions.get(0).opensAt(arrival(1));
        ScriptedClient.Session other = fixture.client.sessions.get(1).opensAt(arrival(1));
        byte[] begun = chunk(1);
        other.sends(front(1));
        fixture.read();

        cam.sends(chunk(1));
        RecordsWithSplitIds<FetchedFragment> held = fixture.fetch();
        assertThat(fixture.budget.hasRoom()).isFalse();
        other.sends(Arrays.copyOfRange(begun, front(1).length, begun.length));

        assertThat(fixture.take(fixture.fetch())).containsExactly(number(1));
        held.recycle();
    }

    @Test
    void recyclingTwiceGivesBackOnce() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1));
        RecordsWithSplitIds<FetchedFragment> batch = fixture.fetch();

        batch.recycle();
        batch.recycle();

        assertThat(fixture.budget.used()).isZero();
    }

    @Test
    void moreIsAskedForOnlyAsBytesAreTaken() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        ScriptedClient.Session session = fixture.client.last().opensAt(arrival(1));
        int atFirst = session.requested;

        fixture.read();
        assertThat(session.requested).isEqualTo(atFirst);
        for (byte b : Arrays.copyOf(chunk(1), 64)) {
            session.sends(new byte[] {b});
        }
        fixture.read();

        assertThat(session.requested).isEqualTo(atFirst + 64);
    }

    @Test
    void aFinishedSplitLeavesTheOthersAndTheReaderAtWork() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.serverTimestamp(arrival(2)));
        fixture.add(
                new KvsMediaSplit(
                        StreamId.of("other"),
                        SplitPosition.startingAt(StartPosition.earliest()),
                        StopPosition.never()));
        fixture.read();
        fixture.client.sessions.get(0).opensAt(arrival(1)).sends(front(2));
        fixture.client.sessions.get(1).opensAt(arrival(1)).sends(chunk(9));

        assertThat(fixture.read()).containsExactly(number(9));

        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void aWakeUpBeforeTheFetchIsNotLost() throws IOException {
        fixture.reader.wakeUp();

        assertThat(fixture.take(fixture.reader.fetch())).isEmpty();
    }

    @Test
    void aWakeUpDuringTheFetchEndsIt() {
        CompletableFuture<RecordsWithSplitIds<FetchedFragment>> fetch = fetchInBackground();

        fixture.reader.wakeUp();

        assertThat(fetch.orTimeout(5, TimeUnit.SECONDS).join().nextSplit()).isNull();
    }

    @Test
    void bytesThatArriveDuringTheFetchEndIt() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1));
        CompletableFuture<RecordsWithSplitIds<FetchedFragment>> fetch = fetchInBackground();

        fixture.client.last().sends(chunk(1));

        assertThat(fixture.take(fetch.orTimeout(5, TimeUnit.SECONDS).join()))
                .containsExactly(number(1));
    }

    @Test
    void closingAbortsEverySession() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();

        fixture.reader.close();

        assertThat(fixture.client.last().aborted).isTrue();
    }

    private CompletableFuture<RecordsWithSplitIds<FetchedFragment>> fetchInBackground() {
        return CompletableFuture.supplyAsync(this::fetchUnchecked);
    }

    private RecordsWithSplitIds<FetchedFragment> fetchUnchecked() {
        try {
            return fixture.reader.fetch();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
