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

import io.github.flinkkvs.media.source.metrics.ReconnectReason;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StreamFetcherMetricsTest {

    private final ReaderFixture fixture = new ReaderFixture();

    @BeforeEach
    void openASession() throws IOException {
        fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
    }

    @Test
    void aSessionCountsOnceTheServiceHasAcceptedIt() throws IOException {
        assertThat(value("sessions")).isZero();
        assertThat(value("sessionAge")).isEqualTo(-1);

        fixture.client.last().opensAt(arrival(1));
        fixture.read();

        assertThat(value("sessions")).isEqualTo(1);
        assertThat(value("sessionAge")).isZero();
    }

    @Test
    void everyByteThatIsReadCountsThoseOfDuplicatesAndOfHalfChunksToo() throws IOException {
        byte[] media = TestingChunk.join(chunk(1), chunk(1), front(2));

        fixture.client.last().opensAt(arrival(1)).sends(media);
        fixture.read();

        assertThat(value("bytes")).isEqualTo(media.length);
        assertThat(value("duplicatesDropped")).isEqualTo(1);
    }

    @Test
    void aFetchedFragmentIsBufferedAndSetsTheLagOfFetching() throws IOException {
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1));
        fixture.read();

        assertThat(value("bufferedBytes")).isPositive();
        // Produced half a second after the moment at which the clock of the fixture stands.
        assertThat(fixture.registry.value("reader.currentFetchEventTimeLag")).isEqualTo(-500);
    }

    @Test
    void eachWayInWhichASessionEndsHasItsReason() throws IOException {
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1)).ends();
        fixture.read();
        assertThat(reasons()).isEqualTo(Map.of(ReconnectReason.ENDED, 1L));

        fixture.nextSession().opensAt(arrival(1)).sends(chunk(2)).breaks();
        fixture.read();
        assertThat(reasons()).containsEntry(ReconnectReason.BROKEN, 1L);

        fixture.nextSession().opensAt(arrival(1)).sends(chunk(3));
        fixture.read();
        fixture.pass(Duration.ofSeconds(61));
        fixture.read();
        assertThat(reasons()).containsEntry(ReconnectReason.SILENT, 1L);

        fixture.nextSession().opensAt(arrival(1)).sends(front(4), front(5));
        fixture.read();
        assertThat(reasons()).containsEntry(ReconnectReason.INCOMPLETE, 1L);

        fixture.nextSession().opensAt(arrival(1)).sends(new byte[] {0x42, 0x42, 0x42, 0x42});
        fixture.read();
        assertThat(reasons()).containsEntry(ReconnectReason.UNREADABLE, 1L);

        fixture.nextSession().isRefused("InternalFailure", 500);
        fixture.read();
        fixture.nextSession().opensAt(arrival(1)).sends(TestingChunk.error(5000, "INTERNAL"));
        fixture.read();
        assertThat(reasons()).containsEntry(ReconnectReason.FAILED, 2L);
        assertThat(value("reconnects")).isEqualTo(7);
        assertThat(value("sessions")).isEqualTo(6);
        assertThat(value("sessionAge")).isEqualTo(-1);
    }

    @Test
    void onlyAttemptsBehindAFailureAreRetries() throws IOException {
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1)).ends();
        fixture.read();
        fixture.nextSession().opensAt(arrival(1)).sends(chunk(2)).breaks();
        fixture.read();
        assertThat(value("retries")).isZero();

        fixture.nextSession().isRefused("InternalFailure", 500);
        fixture.read();
        fixture.nextSession().opensAt(arrival(1)).sends(new byte[] {0x42, 0x42, 0x42, 0x42});
        fixture.read();

        assertThat(value("retries")).isEqualTo(2);
        assertThat(value("parseErrors")).isEqualTo(1);
        assertThat(fixture.registry.value("reader.numRecordsInErrors")).isZero();
    }

    @Test
    void whatFailsTheJobIsNotTriedAgain() {
        fixture.client.last().isRefused("AccessDeniedException", 403);

        assertThatThrownBy(fixture::read).hasMessageContaining("AccessDeniedException");

        assertThat(value("retries")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ClientLimitExceededException, 400, 1",
        "ConnectionLimitExceededException, 400, 1",
        "SomeLimitExceededException, 400, 1",
        "ThrottlingException, 400, 1",
        "InternalFailure, 500, 0",
        "NotAuthorizedException, 401, 0"
    })
    void refusalsForTooManyCallsAreThrottles(String error, int status, long throttles)
            throws IOException {
        fixture.client.last().isRefused(error, status);
        fixture.read();

        assertThat(value("throttles")).isEqualTo(throttles);
    }

    private long value(String name) {
        return fixture.registry.value("reader.KvsMediaSource.stream.cam." + name);
    }

    private Map<ReconnectReason, Long> reasons() {
        Map<ReconnectReason, Long> counts = new TreeMap<>();
        for (ReconnectReason reason : ReconnectReason.values()) {
            long count = value("reason." + reason.groupValue() + ".reconnects");
            if (count > 0) {
                counts.put(reason, count);
            }
        }
        return counts;
    }
}
