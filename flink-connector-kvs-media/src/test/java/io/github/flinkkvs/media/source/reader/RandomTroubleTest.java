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

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static org.assertj.core.api.Assertions.assertThat;

/** The limits of the service, in time that only the test moves. */
class RandomTroubleTest {

    private static final Duration STEP = Duration.ofMillis(100);
    private static final int STEPS_PER_SECOND = 10;

    private final Configuration options = new Configuration();
    private final ReaderFixture fixture;
    private final SplittableRandom random = new SplittableRandom(11);
    private final Map<String, Deque<Integer>> recentCalls = new HashMap<>();
    private int seen;
    private int fragment;

    RandomTroubleTest() {
        // What fails all day is to go on all day here.
        options.set(KvsMediaSourceOptions.RETRY_MAX_PER_WINDOW, 1_000_000);
        fixture = new ReaderFixture(options);
    }

    @Test
    void aDayOfRandomFailuresNeverExceedsFiveCallsASecond() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        int day = 24 * 60 * 60 * STEPS_PER_SECOND;
        for (int step = 0; step < day; step++) {
            fixture.read();
            countCalls(step);
            if (random.nextInt(4) == 0) {
                strike(fixture.client.last());
            }
            fixture.pass(STEP);
        }

        assertThat(fixture.client.sessions.size()).isGreaterThan(5_000);
    }

    @Test
    void aThousandStreamsStartWithinTheLimitsOfTheAccount() throws IOException {
        for (int stream = 0; stream < 1_000; stream++) {
            fixture.add(
                    new KvsMediaSplit(
                            StreamId.of("cam-" + stream),
                            SplitPosition.startingAt(StartPosition.earliest()),
                            StopPosition.never()));
        }
        Deque<Integer> lastSecond = new ArrayDeque<>();
        for (int step = 0; step < 11 * STEPS_PER_SECOND; step++) {
            fixture.read();
            lastSecond.add(fixture.client.lookups);
            int aSecondAgo = lastSecond.size() > STEPS_PER_SECOND ? lastSecond.remove() : 0;
            assertThat(fixture.client.lookups - aSecondAgo)
                    .as("GetDataEndpoint within a second")
                    .isLessThanOrEqualTo(300);
            fixture.pass(STEP);
        }

        assertThat(fixture.client.sessions).hasSize(1_000);
    }

    private void countCalls(int step) {
        List<ScriptedClient.Session> sessions = fixture.client.sessions;
        for (; seen < sessions.size(); seen++) {
            recentCalls.computeIfAbsent("cam", s -> new ArrayDeque<>()).add(step);
        }
        for (Deque<Integer> calls : recentCalls.values()) {
            while (!calls.isEmpty() && step - calls.peek() >= STEPS_PER_SECOND) {
                calls.remove();
            }
            assertThat(calls.size()).as("GetMedia within a second").isLessThanOrEqualTo(5);
        }
    }

    /** One of the things that happen to a session. */
    private void strike(ScriptedClient.Session session) {
        switch (random.nextInt(6)) {
            case 0 -> session.isRefused("ConnectionLimitExceededException", 400);
            case 1 -> session.isRefused("InvalidEndpointException", 400);
            case 2 -> session.opensAt(arrival(1)).ends();
            case 3 -> session.opensAt(arrival(1)).breaks();
            case 4 -> session.opensAt(arrival(1)).sends(TestingChunk.error(5000, "INTERNAL"));
            default -> session.opensAt(arrival(1)).sends(chunk(++fragment)).ends();
        }
    }
}
