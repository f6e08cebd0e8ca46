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
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Reading that starts with a fragment, which GetMedia cannot be asked for. */
class StartAtFragmentTest {

    private final Configuration options = new Configuration();
    private ReaderFixture fixture;
    private KvsMediaSplit split;

    @Test
    void whatComesBeforeItIsDroppedAndIsNoDuplicate() throws IOException {
        openAtFour();

        fixture.client.last().opensAt(arrival(9)).sends(chunk(2), chunk(3), chunk(4), chunk(5));

        assertThat(fixture.client.last().start)
                .isEqualTo(SessionStart.atServerTimestamp(arrival(4)));
        assertThat(fixture.read()).containsExactly(number(4), number(5));
        assertThat(fixture.metrics(split).duplicatesDropped().getCount()).isZero();
    }

    @Test
    void aSessionThatEndsBeforeItIsOpenedAtTheSamePlaceAgain() throws IOException {
        openAtFour();
        fixture.client.last().opensAt(arrival(9)).sends(chunk(3)).ends();
        assertThat(fixture.read()).isEmpty();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(3), chunk(4));

        assertThat(fixture.client.last().start)
                .isEqualTo(SessionStart.atServerTimestamp(arrival(4)));
        assertThat(fixture.read()).containsExactly(number(4));
    }

    @Test
    void aGreaterNumberInItsPlaceFailsTheJobNamingBothAndIsCounted() throws IOException {
        openAtFour();

        fixture.client.last().opensAt(arrival(9)).sends(chunk(3), chunk(5));

        assertThatThrownBy(fixture::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stream cam from at-fragment=" + number(4))
                .hasMessageContaining("was to give fragment " + number(4))
                .hasMessageContaining("gave " + number(5))
                .hasMessageContaining("source.lost-position");
        assertThat(fixture.metrics(split).lostPositions().getCount()).isEqualTo(1);
    }

    @Test
    void aGreaterNumberInItsPlaceGoesOnElsewhereIfItShall() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.EARLIEST);
        openAtFour();
        fixture.client.last().opensAt(arrival(9)).sends(chunk(5));
        assertThat(fixture.read()).isEmpty();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(5), chunk(6));

        assertThat(fixture.client.last().start).isEqualTo(SessionStart.earliest());
        assertThat(fixture.read()).containsExactly(number(5), number(6));
        assertThat(fixture.metrics(split).lostPositions().getCount()).isEqualTo(1);
        assertThat(fixture.fixedStarts.applyTo(split.splitId(), split.position()).start())
                .isEqualTo(StartPosition.earliest());
    }

    @Test
    void aPlaceThatTheServiceRefusesGoesByThePolicyToo() throws IOException {
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.NOW);
        openAtFour();

        fixture.client.last().isRefused("InvalidArgumentException", 400);
        fixture.read();

        assertThat(fixture.nextSession().start).isEqualTo(SessionStart.now());
        assertThat(fixture.metrics(split).lostPositions().getCount()).isEqualTo(1);
    }

    @Test
    void aFragmentThatItsProducerNeverCompletedIsThereAndTheNextIsRead() throws IOException {
        openAtFour();

        fixture.client.last().opensAt(arrival(9)).sends(front(4), chunk(5));
        assertThat(fixture.read()).isEmpty();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(5));

        assertThat(fixture.read()).containsExactly(number(5));
        assertThat(fixture.metrics(split).lostPositions().getCount()).isZero();
        assertThat(fixture.metrics(split).chunksDiscarded().getCount()).isEqualTo(1);
    }

    @Test
    void aFragmentThatWasCutIsReadFromItsBeginning() throws IOException {
        openAtFour();
        fixture.client
                .last()
                .opensAt(arrival(9))
                .sends(chunk(3), Arrays.copyOf(chunk(4), chunk(4).length - 60))
                .breaks();
        fixture.read();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(4), chunk(5));

        assertThat(fixture.read()).containsExactly(number(4), number(5));
    }

    @Test
    void aFragmentThatIsStillToComeIsWaitedFor() throws IOException {
        openAtFour();
        fixture.client.last().opensAt(arrival(2)).sends(chunk(1), chunk(2));
        assertThat(fixture.read()).isEmpty();
        fixture.client.last().sends(chunk(3), chunk(4));

        assertThat(fixture.read()).containsExactly(number(4));
    }

    private void openAtFour() throws IOException {
        fixture = new ReaderFixture(options);
        split =
                fixture.add(
                        StartPosition.atFragment(FragmentNumber.of(number(4)), arrival(4)),
                        StopPosition.never());
        fixture.read();
    }
}
