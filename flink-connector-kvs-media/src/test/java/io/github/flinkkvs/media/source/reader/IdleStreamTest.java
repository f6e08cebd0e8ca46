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
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

/** When a stream is said to be idle, by default after 30 s, and when it is not. */
@Timeout(30)
class IdleStreamTest {

    private static final Duration ALMOST = Duration.ofMillis(29_999);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Configuration options = new Configuration();

    @Test
    void aSilentStreamIsIdleAndWakesWithTheFirstBytesOfTheNextFragment() throws IOException {
        ReaderFixture fixture = live();
        fixture.client.last().sends(chunk(1));
        fixture.read();

        assertThat(toldAfter(fixture, ALMOST)).isEmpty();
        assertThat(toldAfter(fixture, MOMENT)).containsExactly("cam idle");
        assertThat(toldAfter(fixture, Duration.ofSeconds(20))).isEmpty();

        fixture.client.last().sends(front(2));
        assertThat(toldAfter(fixture, MOMENT)).containsExactly("cam awake");
        assertThat(toldAfter(fixture, ALMOST)).isEmpty();
        assertThat(toldAfter(fixture, MOMENT)).containsExactly("cam idle");
    }

    @Test
    void aStreamThatNeverSentAnythingIsIdle() throws IOException {
        ReaderFixture fixture = live();

        assertThat(toldAfter(fixture, ALMOST)).isEmpty();
        assertThat(toldAfter(fixture, MOMENT)).containsExactly("cam idle");
    }

    @Test
    void aWholeFragmentWakesTheStreamAndIsToldBehindIt() throws IOException {
        ReaderFixture fixture = live();
        fixture.pass(Duration.ofSeconds(30));
        fixture.read();
        fixture.activity.takeTold();

        fixture.client.last().sends(chunk(1));

        assertThat(fixture.read()).containsExactly(number(1));
        assertThat(fixture.activity.takeTold()).containsExactly("cam awake");
    }

    @Test
    void slowBytesAreNewsThoughNoFragmentCompletes() throws IOException {
        ReaderFixture fixture = live();
        byte[] chunk = chunk(1, 1_000);
        int at = front(1).length;
        fixture.client.last().sends(Arrays.copyOf(chunk, at));

        for (int second = 0; second < 100; second++, at++) {
            assertThat(toldAfter(fixture, Duration.ofSeconds(1))).isEmpty();
            fixture.client.last().sends(Arrays.copyOfRange(chunk, at, at + 1));
        }
    }

    @Test
    void aFragmentThatNobodyCompletesKeepsTheStreamIdleThoughEachSessionSendsItAgain()
            throws IOException {
        ReaderFixture fixture = live();
        fixture.client.last().sends(front(1));
        fixture.read();
        assertThat(toldAfter(fixture, Duration.ofSeconds(30))).containsExactly("cam idle");

        for (int session = 0; session < 10; session++) {
            fixture.nextSession().opensAt(arrival(1)).sends(front(1));
            fixture.read();
            assertThat(fixture.activity.takeTold()).isEmpty();
        }
    }

    @Test
    void aStreamAtTheLiveEdgeIsIdleThoughNoSessionCanBeOpened() throws IOException {
        ReaderFixture fixture = live();
        fixture.client.last().sends(chunk(1));
        fixture.read();
        fixture.client.last().isRefused("InternalFailure", 500);
        fixture.read();

        assertThat(toldWhileRefused(fixture, 20)).containsExactly("cam idle");
    }

    @Test
    void aStreamThatMayHaveMoreIsNotIdleUntilTheServiceIsHeard() throws IOException {
        ReaderFixture fixture = started(StartPosition.earliest());

        assertThat(toldWhileRefused(fixture, 20)).isEmpty();

        fixture.nextSession().opensAt(arrival(1));
        fixture.read();
        assertThat(toldAfter(fixture, ALMOST)).isEmpty();
        assertThat(toldAfter(fixture, MOMENT)).containsExactly("cam idle");
    }

    @Test
    void aStreamThatDoesNotExistIsIdleWhileItIsWaitedFor() throws IOException {
        options.set(KvsMediaSourceOptions.STREAM_NOT_FOUND, StreamNotFoundPolicy.WAIT);
        ReaderFixture fixture = started(StartPosition.earliest());
        fixture.client.last().isRefused("ResourceNotFoundException", 404);
        fixture.read();

        for (int second = 0; second < 29; second++) {
            assertThat(toldAfter(fixture, Duration.ofSeconds(1))).isEmpty();
            fixture.client.last().isRefused("ResourceNotFoundException", 404);
        }
        assertThat(toldAfter(fixture, Duration.ofSeconds(1))).containsExactly("cam idle");
    }

    @Test
    void whatTheJobHoldsBackIsNotIdle() throws IOException {
        options.set(KvsMediaSourceOptions.SESSION_PAUSE_TIMEOUT, Duration.ofHours(1));
        ReaderFixture fixture = live();
        fixture.client.last().sends(chunk(1, 200), chunk(2));
        RecordsWithSplitIds<?> untaken = fixture.fetch();

        assertThat(toldAfter(fixture, Duration.ofMinutes(10))).isEmpty();

        untaken.recycle();
        assertThat(fixture.read()).containsExactly(number(2));
        assertThat(toldAfter(fixture, Duration.ofSeconds(30))).containsExactly("cam idle");
    }

    @Test
    void aStreamWithoutNewsIsIdleThoughOthersUseUpAllRoom() throws IOException {
        ReaderFixture fixture = live();
        fixture.budget.take(ReaderFixture.BUDGET);

        assertThat(toldAfter(fixture, Duration.ofSeconds(30))).containsExactly("cam idle");
    }

    @Test
    void aPausedStreamIsNotIdleAndIsGivenTimeAfterThePause() throws IOException {
        ReaderFixture fixture = new ReaderFixture(options);
        KvsMediaSplit split = fixture.add(StartPosition.now(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1));
        fixture.reader.pauseOrResumeSplits(List.of(split), List.of());
        fixture.read();
        assertThat(toldAfter(fixture, Duration.ofSeconds(50))).isEmpty();

        fixture.reader.pauseOrResumeSplits(List.of(), List.of(split));
        assertThat(toldAfter(fixture, ALMOST)).isEmpty();
        assertThat(toldAfter(fixture, MOMENT)).containsExactly("cam idle");
    }

    @Test
    void zeroMeansNever() throws IOException {
        options.set(KvsMediaSourceOptions.IDLE_TIMEOUT, Duration.ZERO);
        ReaderFixture fixture = live();

        for (int session = 0; session < 10; session++) {
            fixture.nextSession().opensAt(arrival(1));
            fixture.read();
        }
        assertThat(fixture.activity.takeTold()).isEmpty();
    }

    private ReaderFixture live() throws IOException {
        ReaderFixture fixture = started(StartPosition.now());
        fixture.client.last().opensAt(arrival(1));
        fixture.read();
        return fixture;
    }

    private ReaderFixture started(StartPosition start) throws IOException {
        ReaderFixture fixture = new ReaderFixture(options);
        fixture.add(start, StopPosition.never());
        fixture.read();
        return fixture;
    }

    private static List<String> toldAfter(ReaderFixture fixture, Duration time) throws IOException {
        fixture.pass(time);
        fixture.read();
        return fixture.activity.takeTold();
    }

    private static List<String> toldWhileRefused(ReaderFixture fixture, int sessions)
            throws IOException {
        for (int session = 0; session < sessions; session++) {
            fixture.nextSession().isRefused("InternalFailure", 500);
            fixture.read();
        }
        return fixture.activity.takeTold();
    }
}
