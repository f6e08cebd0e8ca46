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

import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.broken;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

/** What the network thread reads by itself, and what it leaves to the fetcher thread. */
@Timeout(30)
class ReadAheadTest {

    private final ReaderFixture fixture = new ReaderFixture();
    private ScriptedClient.Session session;

    @Test
    void behindItsFirstFragmentAStreamIsReadWhereItsBytesLie() throws IOException {
        begin(fixture, StopPosition.never());
        int before = session.usedAtHand;

        session.sends(chunk(2));

        assertThat(session.usedAtHand - before).isEqualTo(chunk(2).length);
        assertThat(fixture.read()).containsExactly(number(2));
    }

    @Test
    void nobodyIsWokenUpBeforeAFragmentIsComplete() throws IOException {
        begin(fixture, StopPosition.never());
        byte[] chunk = chunk(2);

        session.sends(Arrays.copyOf(chunk, 10), Arrays.copyOfRange(chunk, 10, chunk.length - 1));
        assertThat(fixture.ready.takeAll()).isEmpty();
        session.sends(Arrays.copyOfRange(chunk, chunk.length - 1, chunk.length));

        assertThat(fixture.ready.takeAll()).hasSize(1);
    }

    @Test
    void whatIsReadAheadCountsForTheBudgetUntilItsSessionIsGone() throws IOException {
        begin(fixture, StopPosition.never());

        session.sends(chunk(2, 200));
        assertThat(fixture.budget.used()).isGreaterThan(ReaderFixture.BUDGET);
        fixture.reader.close();

        assertThat(fixture.budget.used()).isZero();
    }

    @Test
    void noMoreIsBegunThanThereIsRoomFor() throws IOException {
        begin(fixture, StopPosition.never());

        session.sends(chunk(2, 200));
        int used = session.usedAtHand;
        session.sends(chunk(3));

        assertThat(session.usedAtHand).isEqualTo(used);
        assertThat(fixture.read()).containsExactly(number(2), number(3));
    }

    @Test
    void chunksThatAreReadAheadWaitForTheJobToTakeABatch() throws IOException {
        begin(fixture, StopPosition.never());
        fixture.budget.batchHandedOver();
        fixture.budget.batchHandedOver();

        session.sends(chunk(2));
        assertThat(fixture.read()).isEmpty();
        session.sends(chunk(3));
        fixture.budget.batchTaken();

        assertThat(fixture.read()).containsExactly(number(2), number(3));
        fixture.budget.batchTaken();
    }

    @Test
    void aStreamThatEndsIsSeenToEndAtTheFrontOfTheNextFragment() throws IOException {
        begin(fixture, StopPosition.serverTimestamp(arrival(3)));
        session.sends(chunk(2));
        assertThat(fixture.read()).containsExactly(number(2));

        session.sends(front(3));
        fixture.read();

        assertThat(fixture.finished).hasSize(1);
    }

    @Test
    void ofAStreamThatEndsTheRestOfAFragmentIsReadAhead() throws IOException {
        begin(fixture, StopPosition.serverTimestamp(arrival(9)));
        byte[] chunk = chunk(2);
        int front = front(2).length;
        session.sends(Arrays.copyOf(chunk, front));
        fixture.read();
        int before = session.usedAtHand;

        session.sends(Arrays.copyOfRange(chunk, front, chunk.length), front(3));

        assertThat(session.usedAtHand - before).isEqualTo(chunk.length - front);
        assertThat(fixture.read()).containsExactly(number(2));
    }

    @Test
    void underARateNoFragmentIsBegunAhead() throws IOException {
        Configuration slow = new Configuration();
        slow.set(KvsMediaSourceOptions.MAX_FRAGMENTS_PER_SECOND, 1.0);
        ReaderFixture limited = new ReaderFixture(slow);
        begin(limited, StopPosition.never());

        session.sends(chunk(2));

        assertThat(session.usedAtHand).isZero();
        assertThat(limited.read()).isEmpty();
        limited.pass(Duration.ofSeconds(1));
        assertThat(limited.read()).containsExactly(number(2));
    }

    @Test
    void aPausedStreamLeavesItsPartOfTheBudgetToOthersAndIsReadOnWhereItWas() throws IOException {
        KvsMediaSplit split = begin(fixture, StopPosition.never());
        session.sends(chunk(2, 200));

        fixture.reader.pauseOrResumeSplits(List.of(split), List.of());
        assertThat(fixture.budget.used()).isZero();
        int used = session.usedAtHand;
        session.sends(chunk(3));
        assertThat(session.usedAtHand).isEqualTo(used);
        assertThat(fixture.read()).isEmpty();
        fixture.reader.pauseOrResumeSplits(List.of(), List.of(split));

        assertThat(fixture.read()).containsExactly(number(2), number(3));
        assertThat(fixture.budget.used()).isZero();
    }

    @Test
    void bytesThatAreNoChunkAreToldBehindTheFragmentsBeforeThem() throws IOException {
        KvsMediaSplit split = begin(fixture, StopPosition.never());

        session.sends(chunk(2), broken(3), chunk(4));

        assertThat(fixture.read()).containsExactly(number(2));
        assertThat(fixture.metrics(split).parseErrors().getCount()).isEqualTo(1);
        fixture.nextSession().opensAt(arrival(3)).sends(chunk(3));
        assertThat(fixture.read()).containsExactly(number(3));
    }

    @Test
    void anEndIsSeenBehindWhatWasReadAhead() throws IOException {
        begin(fixture, StopPosition.never());

        session.sends(chunk(2), chunk(3));
        session.ends();

        assertThat(fixture.read()).containsExactly(number(2), number(3));
        assertThat(fixture.nextSession().start.value()).isEqualTo(number(3));
    }

    @Test
    void bytesAreCountedAsTheyAreReadWhoeverReadsThem() throws IOException {
        KvsMediaSplit split = begin(fixture, StopPosition.never());
        long before = fixture.metrics(split).bytes().getCount();

        session.sends(Arrays.copyOf(chunk(2), 100));

        assertThat(fixture.metrics(split).bytes().getCount() - before).isEqualTo(100);
    }

    @Test
    void bytesThatAreReadAheadAreNoSilence() throws IOException {
        begin(fixture, StopPosition.never());
        byte[] chunk = chunk(2);

        for (int at = 0; at < 60; at++) {
            fixture.pass(Duration.ofSeconds(1));
            session.sends(Arrays.copyOfRange(chunk, at, at + 1));
        }
        fixture.read();

        assertThat(fixture.client.sessions).hasSize(1);
    }

    private KvsMediaSplit begin(ReaderFixture reader, StopPosition stop) throws IOException {
        KvsMediaSplit split = reader.add(StartPosition.earliest(), stop);
        reader.read();
        session = reader.client.last().opensAt(arrival(1));
        session.sends(chunk(1));
        assertThat(reader.read()).containsExactly(number(1));
        return split;
    }
}
