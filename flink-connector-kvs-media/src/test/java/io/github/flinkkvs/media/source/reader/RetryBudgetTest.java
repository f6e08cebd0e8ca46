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

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A stream that neither works nor fails: how often it may begin anew. */
class RetryBudgetTest {

    private static final int MAX_PER_HOUR = 100;

    private final Configuration options = new Configuration();
    private ReaderFixture fixture;
    private KvsMediaSplit split;
    private int fragment;

    @Test
    void aStreamThatRecoversAndFailsTooOftenFailsTheJob() throws IOException {
        open();
        for (int relapse = 0; relapse < MAX_PER_HOUR; relapse++) {
            recover();
            fail();
        }
        recover();
        fixture.client.last().isRefused("InternalFailure", 500);

        assertThatThrownBy(fixture::read)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "stream cam",
                        "source.retry.max-per-window=100",
                        "source.retry.window=PT1H",
                        "InternalFailure (HTTP 500");
    }

    @Test
    void theBudgetIsOfTheWindowAndNotOfALifetime() throws IOException {
        open();
        for (int minute = 0; minute < 24 * 60; minute++) {
            recover();
            fail();
            fixture.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void failuresInARowCountOnce() throws IOException {
        options.set(KvsMediaSourceOptions.RETRY_TIMEOUT, Duration.ofDays(2));
        options.set(KvsMediaSourceOptions.RETRY_MAX_PER_WINDOW, 1);
        open();
        for (int failure = 0; failure < 1_000; failure++) {
            fail();
        }
        recover();
    }

    @Test
    void aPauseDuringAnOutageIsNoRecovery() throws IOException {
        open();
        for (int pause = 0; pause < 2 * MAX_PER_HOUR; pause++) {
            fail();
            fixture.reader.pauseOrResumeSplits(List.of(split), List.of());
            fixture.read();
            fixture.reader.pauseOrResumeSplits(List.of(), List.of(split));
            fixture.read();
        }
    }

    @Test
    void noBudgetAtAllFailsTheJobWithTheFirstFailure() throws IOException {
        options.set(KvsMediaSourceOptions.RETRY_MAX_PER_WINDOW, 0);
        open();
        fixture.client.last().isRefused("InternalFailure", 500);

        assertThatThrownBy(fixture::read).hasMessageContaining("source.retry.max-per-window=0");
    }

    @Test
    void sessionsThatAllDieAfterOneFragmentAreOpenedOnceASecondInTheLongRun() throws IOException {
        open();
        for (int step = 0; step < 60 * 60 * 10; step++) {
            ScriptedClient.Session session = fixture.client.last();
            if (!session.aborted) {
                session.opensAt(arrival(1)).sends(chunk(++fragment)).breaks();
            }
            fixture.read();
            fixture.pass(Duration.ofMillis(100));
        }

        assertThat(fixture.client.sessions).hasSizeBetween(3_500, 3_600 + 61);
    }

    private void open() throws IOException {
        fixture = new ReaderFixture(options);
        split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
    }

    /** The present session delivers and ends. */
    private void recover() throws IOException {
        fixture.client.last().opensAt(arrival(1)).sends(chunk(++fragment)).ends();
        fixture.read();
        fixture.nextSession();
    }

    private void fail() throws IOException {
        fixture.client.last().isRefused("InternalFailure", 500);
        fixture.read();
        fixture.nextSession();
    }
}
