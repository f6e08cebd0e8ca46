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

import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

/** A session that the job does not let be read is closed, by default after a minute. */
@Timeout(30)
class HeldBackStreamTest {

    private final ReaderFixture fixture = new ReaderFixture();
    private KvsMediaSplit split;
    private ScriptedClient.Session session;

    @BeforeEach
    void openASession() throws IOException {
        split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        session = fixture.client.last().opensAt(arrival(1));
        session.sends(chunk(1));
        assertThat(fixture.read()).containsExactly(number(1));
    }

    @Test
    void aStreamThatIsPausedForLongGoesOnInANewSessionBehindItsPosition() throws IOException {
        pause();
        session.sends(chunk(2));
        pass(Duration.ofSeconds(59));
        assertThat(session.aborted).isFalse();

        pass(Duration.ofSeconds(1));
        assertThat(session.aborted).isTrue();
        pass(Duration.ofHours(1));
        assertThat(fixture.client.sessions).hasSize(1);

        resume();
        assertThat(fixture.client.sessions).hasSize(2);
        assertThat(fixture.client.last().start.value()).isEqualTo(number(1));
        fixture.client.last().opensAt(arrival(2)).sends(chunk(2), chunk(3));
        assertThat(fixture.read()).containsExactly(number(2), number(3));
    }

    @Test
    void aStreamThatIsPausedAmidAFragmentReadsItAgain() throws IOException {
        byte[] chunk = chunk(2);
        session.sends(Arrays.copyOf(chunk, chunk.length - 1));
        fixture.read();
        pause();
        pass(Duration.ofMinutes(1));

        resume();
        fixture.client.last().opensAt(arrival(2)).sends(chunk);

        assertThat(fixture.read()).containsExactly(number(2));
        assertThat(fixture.metrics(split).chunksDiscarded().getCount()).isEqualTo(1);
    }

    @Test
    void pausesThatAreShortKeepTheSession() throws IOException {
        for (int round = 0; round < 10; round++) {
            pause();
            pass(Duration.ofSeconds(50));
            resume();
        }

        assertThat(session.aborted).isFalse();
        assertThat(fixture.client.sessions).hasSize(1);
    }

    @Test
    void aSessionForWhichThereIsNoRoomForLongIsOpenedAnewWhenThereIs() throws IOException {
        session.sends(chunk(2, 200), chunk(3));
        RecordsWithSplitIds<?> untaken = fixture.fetch();
        pass(Duration.ofSeconds(59));
        assertThat(session.aborted).isFalse();

        pass(Duration.ofSeconds(1));
        assertThat(session.aborted).isTrue();
        pass(Duration.ofHours(1));
        assertThat(fixture.client.sessions).hasSize(1);

        untaken.recycle();
        fixture.read();
        assertThat(fixture.client.sessions).hasSize(2);
        assertThat(fixture.client.last().start.value()).isEqualTo(number(2));
        fixture.client.last().opensAt(arrival(3)).sends(chunk(3));
        assertThat(fixture.read()).containsExactly(number(3));
    }

    @Test
    void noAttemptIsMadeWhileTheStreamIsHeldBackAndTheReaderDoesNotSpin() throws IOException {
        fixture.budget.take(ReaderFixture.BUDGET);
        session.ends();
        fixture.read();
        long before = fixture.clockReadings.get();
        pass(Duration.ofHours(1));

        assertThat(fixture.client.sessions).hasSize(1);
        assertThat(fixture.clockReadings.get() - before).isLessThan(20);

        fixture.budget.giveBack(ReaderFixture.BUDGET);
        fixture.nextSession();
    }

    private void pause() throws IOException {
        fixture.reader.pauseOrResumeSplits(List.of(split), List.of());
        fixture.read();
    }

    private void resume() throws IOException {
        fixture.reader.pauseOrResumeSplits(List.of(), List.of(split));
        fixture.read();
    }

    private void pass(Duration time) throws IOException {
        fixture.pass(time);
        fixture.read();
    }
}
