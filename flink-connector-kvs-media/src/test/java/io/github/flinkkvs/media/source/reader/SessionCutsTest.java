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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

import static io.github.flinkkvs.media.source.reader.CuttingService.ANSWER;
import static io.github.flinkkvs.media.source.reader.CuttingService.FRAGMENT;
import static io.github.flinkkvs.media.source.reader.CuttingService.SESSION;
import static io.github.flinkkvs.media.source.reader.CuttingService.STRIDE;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

/** The cut that the service makes every 45 minutes is no event, wherever it falls. */
class SessionCutsTest {

    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration DAY = Duration.ofHours(24);

    /**
     * A fragment whose trailer the cut took away comes with the next session, which is asked for at
     * once: nothing but the service's own time to answer is lost.
     */
    private static final Duration RECONNECT = ANSWER;

    private final ReaderFixture fixture = new ReaderFixture();
    private final CapturedLog log = CapturedLog.open();
    private long now;
    private int emitted;

    @AfterEach
    void closeLog() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDayOfCutSessionsDeliversEveryFragmentOnceInOrderAndInTime(long seed) throws IOException {
        CuttingService service = new CuttingService(fixture.client, new SplittableRandom(seed));
        KvsMediaSplit split = fixture.add(StartPosition.earliest(), StopPosition.never());
        while (now < DAY.toMillis()) {
            service.pass(STEP);
            fixture.pass(STEP);
            now += STEP.toMillis();
            fixture.read().forEach(this::isTheNextAndInTime);
        }

        assertThat(emitted).isGreaterThanOrEqualTo(service.recorded() - 1);
        assertThat(service.cuts()).containsOnlyKeys(CuttingService.Cut.values());
        long sessions = DAY.dividedBy(SESSION);
        assertThat(fixture.client.sessions.size()).isBetween((int) sessions - 1, (int) sessions);
        assertThat(fixture.metrics(split).duplicatesDropped().getCount()).isZero();
        assertThat(fixture.metrics(split).parseErrors().getCount()).isZero();
        assertThat(log.lines()).isEmpty();
    }

    private void isTheNextAndInTime(String number) {
        assertThat(number).isEqualTo(number(STRIDE * ++emitted));
        assertThat(now - emitted * FRAGMENT.toMillis())
                .as("milliseconds that fragment %s is late", emitted)
                .isLessThanOrEqualTo(RECONNECT.toMillis());
    }

    @Test
    void whatIsLoggedAboveDebugIsSeenHere() throws IOException {
        fixture.add(
                StartPosition.earliest(), StopPosition.serverTimestamp(TestingChunk.arrival(1)));
        fixture.read();
        fixture.client.last().opensAt(TestingChunk.arrival(0)).sends(chunk(1));
        fixture.read();

        assertThat(log.lines()).singleElement().asString().startsWith("INFO stream=cam ends");
    }
}
