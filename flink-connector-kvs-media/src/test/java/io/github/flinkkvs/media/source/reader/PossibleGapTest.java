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

import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.LostPositionPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Positions that were left for so long that fragments behind them may have expired. */
class PossibleGapTest {

    private final Configuration options = new Configuration();
    private ReaderFixture fixture;
    private KvsMediaSplit split;

    @Test
    void noSessionIsOpenedBeforeTheRetentionIsKnown() throws IOException {
        restore(position(Duration.ofHours(30)));
        assertThat(fixture.client.sessions).isEmpty();

        describe(Duration.ofDays(2));

        assertThat(fixture.nextSession().start)
                .isEqualTo(SessionStart.continuationToken(number(1)));
        fixture.client.last().opensAt(arrival(9)).sends(chunk(9));
        assertThat(fixture.read()).containsExactly(number(9));
        assertThat(fixture.metrics(split).possibleGaps().getCount()).isZero();
    }

    @Test
    void byDefaultTheJobFailsAndNothingBehindTheGapIsEmitted() throws IOException {
        restore(position(Duration.ofHours(30)));
        describe(Duration.ofDays(1));
        fixture.nextSession().opensAt(arrival(9)).sends(chunk(9));

        assertThatThrownBy(fixture::read)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "behind fragment " + number(1),
                        "goes on with fragment " + number(9),
                        "the stream keeps fragments for PT24H",
                        "source.lost-position");
        assertThat(fixture.metrics(split).possibleGaps().getCount()).isEqualTo(1);
    }

    @Test
    void withEarliestTheGapIsCountedAndReadingGoesOn() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.EARLIEST);
        restore(position(Duration.ofHours(30)));
        describe(Duration.ofDays(1));
        fixture.nextSession().opensAt(arrival(9)).sends(chunk(9), chunk(10));

        assertThat(fixture.read()).containsExactly(number(9), number(10));
        assertThat(fixture.metrics(split).possibleGaps().getCount()).isEqualTo(1);
    }

    @Test
    void withNowReadingGoesOnThere() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.NOW);
        restore(position(Duration.ofHours(30)));
        describe(Duration.ofDays(1));
        fixture.nextSession().opensAt(arrival(9)).sends(chunk(9));

        assertThat(fixture.read()).isEmpty();
        assertThat(fixture.nextSession().start).isEqualTo(SessionStart.now());
        assertThat(fixture.metrics(split).lostPositions().getCount()).isEqualTo(1);
    }

    @Test
    void aStopInsideTheGapIsNoEndThatWasReached() throws IOException {
        Instant stop = ReaderFixture.CLOCK.instant().minus(Duration.ofHours(29));
        restore(position(Duration.ofHours(30)), StopPosition.serverTimestamp(stop));
        describe(Duration.ofHours(24));
        fixture.nextSession().opensAt(arrival(9)).sends(chunk(9));

        assertThatThrownBy(fixture::read).hasMessageContaining("source.lost-position");
        assertThat(fixture.finished).isEmpty();
    }

    @Test
    void withEarliestAStopInsideTheGapEndsTheStreamAndTheGapIsCounted() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.EARLIEST);
        Instant stop = ReaderFixture.CLOCK.instant().minus(Duration.ofHours(29));
        restore(position(Duration.ofHours(30)), StopPosition.serverTimestamp(stop));
        describe(Duration.ofHours(24));
        fixture.nextSession().opensAt(arrival(9)).sends(chunk(9));

        assertThat(fixture.read()).isEmpty();
        assertThat(fixture.finished).containsExactly(split.splitId());
        assertThat(fixture.metrics(split).possibleGaps().getCount()).isEqualTo(1);
    }

    @Test
    void aStreamThatWasSilentUntilLatelyHasMissedNothing() throws IOException {
        restore(position(Duration.ofHours(30)).silentUntil(ReaderFixture.CLOCK.instant()));

        assertThat(fixture.client.sessions).hasSize(1);
        fixture.client.last().opensAt(arrival(9)).sends(chunk(9));
        assertThat(fixture.read()).containsExactly(number(9));
    }

    @Test
    void silenceIsSavedWithThePositionThatItFollows() throws IOException {
        restore(position(Duration.ofSeconds(5)));
        fixture.client.last().opensAt(arrival(7));
        fixture.read();

        fixture.pass(Duration.ofSeconds(61));
        fixture.nextSession();

        SplitPosition behindOne = split.position();
        assertThat(fixture.fixedStarts.applyTo(split.splitId(), behindOne))
                .isEqualTo(behindOne.silentUntil(arrival(7)));
        SplitPosition before = SplitPosition.startingAt(StartPosition.earliest());
        assertThat(fixture.fixedStarts.applyTo(split.splitId(), before)).isEqualTo(before);
    }

    @Test
    void aCameraThatStoppedAmidAFragmentIsSilentToo() throws IOException {
        restore(position(Duration.ofSeconds(5)));
        fixture.client.last().opensAt(arrival(7)).sends(front(2));
        fixture.read();
        fixture.pass(Duration.ofSeconds(61));
        fixture.nextSession().opensAt(arrival(70)).sends(front(2));
        fixture.read();
        fixture.pass(Duration.ofSeconds(61));
        fixture.nextSession();

        assertThat(silentUntil()).hasValue(arrival(70));
    }

    @Test
    void aSessionThatBrokeOffInsideAFragmentProvesNoSilence() throws IOException {
        restore(position(Duration.ofSeconds(5)));
        fixture.client.last().opensAt(arrival(7)).sends(front(2));
        fixture.read();
        fixture.pass(Duration.ofSeconds(61));
        fixture.nextSession();

        assertThat(silentUntil()).isEmpty();
    }

    @Test
    void sessionsThatTheServiceEndsForWantOfMediaShowSilenceToo() throws IOException {
        restore(position(Duration.ofSeconds(5)));
        fixture.client.last().opensAt(arrival(7)).ends();
        fixture.read();
        assertThat(silentUntil()).isEmpty();

        fixture.nextSession().opensAt(arrival(12)).ends();
        fixture.read();

        assertThat(silentUntil()).hasValue(arrival(12));
    }

    private Optional<Instant> silentUntil() {
        return fixture.fixedStarts.applyTo(split.splitId(), split.position()).silentUntil();
    }

    /** Behind the first fragment, which is so old. */
    private static SplitPosition position(Duration age) {
        Instant arrived = ReaderFixture.CLOCK.instant().minus(age);
        SplitPosition.LastFragment last =
                new SplitPosition.LastFragment(
                        FragmentNumber.of(number(1)), number(1), arrived, arrived);
        return new SplitPosition(StartPosition.earliest(), Optional.of(last));
    }

    private void restore(SplitPosition position) throws IOException {
        restore(position, StopPosition.never());
    }

    private void restore(SplitPosition position, StopPosition stop) throws IOException {
        fixture = new ReaderFixture(options);
        split = fixture.add(new KvsMediaSplit(StreamId.of("cam"), position, stop));
        fixture.read();
    }

    private void describe(Duration retention) {
        fixture.client.description.complete(
                new StreamDescription("cam", "arn", "ACTIVE", retention, Instant.EPOCH));
    }
}
