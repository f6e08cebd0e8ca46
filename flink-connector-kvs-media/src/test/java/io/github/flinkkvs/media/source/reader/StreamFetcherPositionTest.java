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
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.join;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StreamFetcherPositionTest {

    private final ReaderFixture fixture = new ReaderFixture();

    @Test
    void aFragmentComesWithTheLastByteOfItsTrailerWhileTheSessionGoesSilent() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        byte[] chunk = chunk(1);
        fixture.client.last().opensAt(arrival(1));

        fixture.client.last().sends(Arrays.copyOf(chunk, chunk.length - 1));
        assertThat(fixture.read()).isEmpty();

        fixture.client.last().sends(new byte[] {chunk[chunk.length - 1]});
        assertThat(fixture.read()).containsExactly(number(1));
    }

    @Test
    void aSessionThatEndsInMidBlockIsFollowedByOneBehindTheLastCompleteFragment()
            throws IOException {
        KvsMediaSplit split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        byte[] cut = Arrays.copyOf(chunk(2), chunk(2).length - 60);

        fixture.client.last().opensAt(arrival(1)).sends(chunk(1), cut).ends();
        assertThat(fixture.read()).containsExactly(number(1));
        fixture.nextSession().opensAt(arrival(3)).sends(chunk(2), chunk(3));

        assertThat(fixture.client.last().start)
                .isEqualTo(SessionStart.continuationToken(number(1)));
        assertThat(fixture.read()).containsExactly(number(2), number(3));
        assertThat(fixture.metrics(split).chunksDiscarded().getCount()).isEqualTo(1);
        assertThat(fixture.metrics(split).reconnects().getCount()).isEqualTo(1);
    }

    @Test
    void aFragmentThatComesAgainIsDroppedAndCounted() throws IOException {
        KvsMediaSplit split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1), chunk(2)).ends();
        fixture.read();

        fixture.nextSession().opensAt(arrival(3)).sends(chunk(1), chunk(2), chunk(3));

        assertThat(fixture.read()).containsExactly(number(3));
        assertThat(fixture.metrics(split).duplicatesDropped().getCount()).isEqualTo(2);
    }

    @Test
    void whatAnAbandonedSessionStillSaysIsHeardByNobody() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        ScriptedClient.Session first = fixture.client.last();
        first.opensAt(arrival(1)).ends();
        fixture.read();
        fixture.nextSession().opensAt(arrival(1));

        first.sends(chunk(5));

        assertThat(fixture.read()).isEmpty();
        fixture.client.last().sends(chunk(1));
        assertThat(fixture.read()).containsExactly(number(1));
    }

    @Test
    void nowIsFixedToTheFirstChunkEvenIfItNeverCompletes() throws IOException {
        KvsMediaSplit split = fixture.add(StartPosition.now(), StopPosition.never());
        fixture.read();
        assertThat(fixture.client.last().start).isEqualTo(SessionStart.now());

        fixture.client.last().opensAt(arrival(5)).sends(front(4)).ends();
        fixture.read();

        assertThat(fixture.nextSession().start)
                .isEqualTo(SessionStart.atServerTimestamp(arrival(4)));
        assertThat(fixture.fixedStarts.applyTo(split.splitId(), split.position()).start())
                .isEqualTo(StartPosition.serverTimestamp(arrival(4)));
    }

    @Test
    void nowIsFixedToTheServicesClockWhileNoChunkHasCome() throws IOException {
        KvsMediaSplit split = fixture.add(StartPosition.now(), StopPosition.never());
        fixture.read();

        fixture.client.last().opensAt(arrival(5)).ends();
        fixture.read();

        assertThat(fixture.nextSession().start)
                .isEqualTo(SessionStart.atServerTimestamp(arrival(5)));
        assertThat(fixture.fixedStarts.applyTo(split.splitId(), split.position()).start())
                .isEqualTo(StartPosition.serverTimestamp(arrival(5)));
    }

    @Test
    void nowIsFixedOnceAndNotByLaterChunks() throws IOException {
        KvsMediaSplit split = fixture.add(StartPosition.now(), StopPosition.never());
        fixture.read();

        fixture.client.last().opensAt(arrival(5)).sends(chunk(4), chunk(5)).ends();
        fixture.read();

        assertThat(fixture.fixedStarts.applyTo(split.splitId(), split.position()).start())
                .isEqualTo(StartPosition.serverTimestamp(arrival(4)));
    }

    @Test
    void aRejectedTokenIsFollowedByTheFragmentNumber() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1)).ends();
        fixture.read();

        fixture.nextSession().isRefused("InvalidArgumentException", 400);
        fixture.read();

        assertThat(fixture.nextSession().start)
                .isEqualTo(SessionStart.afterFragment(FragmentNumber.of(number(1))));
    }

    @Test
    void aPositionThatIsServedInNoFormFailsTheJobNamingIt() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1)).ends();
        fixture.read();
        fixture.nextSession().opensAt(arrival(2)).sends(TestingChunk.error(4000, "NOT_FOUND"));
        fixture.read();

        fixture.nextSession().opensAt(arrival(2)).sends(TestingChunk.error(4000, "NOT_FOUND"));

        assertThatThrownBy(fixture::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stream cam behind fragment " + number(1))
                .hasMessageContaining("NOT_FOUND (id 4000, request request-1)")
                .hasMessageContaining("older than the retention");
    }

    @Test
    void aChunkCutAnywhereIsReadWhole() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1));
        byte[] chunks = join(chunk(1), chunk(2));

        for (byte b : chunks) {
            fixture.client.last().sends(new byte[] {b});
        }

        assertThat(fixture.read()).containsExactly(number(1), number(2));
    }
}
