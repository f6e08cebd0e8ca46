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
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.LostPositionPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Positions that are lost and streams that are gone, by policy. */
class LossPolicyTest {

    private final Configuration options = new Configuration();
    private ReaderFixture fixture;
    private KvsMediaSplit split;

    @Test
    void aLostPositionGoesOnWithTheOldestFragmentThatWasNotRead() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.EARLIEST);
        loseThePositionBehindTwo();

        assertThat(fixture.nextSession().start).isEqualTo(SessionStart.earliest());
        fixture.client.last().opensAt(arrival(9)).sends(chunk(2), chunk(7));

        assertThat(fixture.read()).containsExactly(number(7));
        assertThat(fixture.metrics(split).lostPositions().getCount()).isEqualTo(1);
        assertThat(fixture.metrics(split).duplicatesDropped().getCount()).isEqualTo(1);
    }

    @Test
    void aLostPositionGoesOnWithNowWhichIsFixedAndSaved() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.NOW);
        SplitPosition lost = loseThePositionBehindTwo();

        assertThat(fixture.nextSession().start).isEqualTo(SessionStart.now());
        fixture.client.last().opensAt(arrival(9)).ends();
        fixture.read();

        assertThat(fixture.nextSession().start)
                .isEqualTo(SessionStart.atServerTimestamp(arrival(9)));
        assertThat(fixture.fixedStarts.applyTo(split.splitId(), lost))
                .isEqualTo(SplitPosition.startingAt(StartPosition.serverTimestamp(arrival(9))));
    }

    @Test
    void whatWasReadBeforeALossIsNotReadAgainAfterARestore() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.EARLIEST);
        SplitPosition lost = loseThePositionBehindTwo();
        SplitPosition saved = fixture.fixedStarts.applyTo(split.splitId(), lost);

        fixture = new ReaderFixture(options);
        fixture.add(split.at(saved));
        fixture.read();
        while (fixture.client.last().start.type() != SessionStart.Type.EARLIEST) {
            fixture.client.last().isRefused("InvalidArgumentException", 400);
            fixture.nextSession();
        }
        fixture.client.last().opensAt(arrival(9)).sends(chunk(2), chunk(7));

        assertThat(fixture.read()).containsExactly(number(7));
    }

    @Test
    void nowThatIsLostAgainBeforeAnythingCameIsNotSavedAsTheFirstLoss() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.NOW);
        SplitPosition lost = loseThePositionBehindTwo();
        fixture.nextSession().opensAt(arrival(9)).ends();
        fixture.read();

        fixture.nextSession().isRefused("InvalidArgumentException", 400);
        fixture.read();
        fixture.nextSession().opensAt(arrival(20));
        fixture.read();

        assertThat(fixture.fixedStarts.applyTo(split.splitId(), lost))
                .isEqualTo(SplitPosition.startingAt(StartPosition.serverTimestamp(arrival(20))));
    }

    @Test
    void aLostPositionFailsTheJobByDefaultAndIsCounted() {
        assertThatThrownBy(this::loseThePositionBehindTwo)
                .hasMessageContaining("behind fragment " + number(2))
                .hasMessageContaining("source.lost-position");
        assertThat(fixture.metrics(split).lostPositions().getCount()).isEqualTo(1);
    }

    @Test
    void whatRefusesTheOldestFragmentIsNoLossThatAPolicyCouldMend() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.EARLIEST);
        open();

        fixture.client.last().isRefused("InvalidArgumentException", 400);

        assertThatThrownBy(fixture::read).hasMessageContaining("from earliest");
    }

    @Test
    void aStreamThatIsGoneFinishesIfItShall() throws IOException {
        options.set(KvsMediaSourceOptions.STREAM_NOT_FOUND, StreamNotFoundPolicy.FINISH);
        open();

        fixture.client.last().isRefused("ResourceNotFoundException", 404);
        fixture.read();

        assertThat(fixture.finished).containsExactly(split.splitId());
    }

    @Test
    void aStreamThatIsGoneIsWaitedForHoweverLongItTakes() throws IOException {
        options.set(KvsMediaSourceOptions.STREAM_NOT_FOUND, StreamNotFoundPolicy.WAIT);
        open();
        for (int attempt = 0; attempt < 200; attempt++) {
            fixture.client.last().isRefused("ResourceNotFoundException", 404);
            fixture.read();
            fixture.pass(Duration.ofMinutes(1));
            fixture.nextSession();
        }

        fixture.client.last().opensAt(arrival(1)).sends(chunk(1));

        assertThat(fixture.read()).containsExactly(number(1));
    }

    private void open() throws IOException {
        fixture = new ReaderFixture(options);
        split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
    }

    /** Token and number are both refused; returns what a checkpoint would hold. */
    private SplitPosition loseThePositionBehindTwo() throws IOException {
        open();
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1), chunk(2)).ends();
        fixture.read();
        fixture.nextSession().isRefused("InvalidArgumentException", 400);
        fixture.read();
        fixture.nextSession().opensAt(arrival(9)).sends(TestingChunk.error(4000, "GONE"));
        fixture.read();
        SplitPosition.LastFragment last =
                new SplitPosition.LastFragment(
                        FragmentNumber.of(number(2)),
                        number(2),
                        arrival(2).minusMillis(500),
                        arrival(2));
        return new SplitPosition(StartPosition.earliest(), Optional.of(last));
    }
}
