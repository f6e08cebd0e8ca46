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
import io.github.flinkkvs.media.source.metrics.ReconnectReason;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;
import io.github.flinkkvs.media.source.split.SplitPosition.LastFragment;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.join;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

/** Chunks without a trailer that another chunk follows: read again, once each. */
class MissingTrailersTest {

    private final ReaderFixture fixture = new ReaderFixture();
    private KvsMediaSplit split;

    @Test
    void aFragmentWhoseTrailerWasLostIsReadAgainBeforeTheNext() throws IOException {
        start(StopPosition.never());
        fixture.client.last().opensAt(arrival(9)).sends(chunk(1), front(2), chunk(3), chunk(4));
        assertThat(fixture.read()).containsExactly(number(1));
        assertThat(fixture.client.last().aborted).isTrue();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(2), chunk(3), chunk(4));

        assertThat(fixture.client.last().start)
                .isEqualTo(SessionStart.continuationToken(number(1)));
        assertThat(fixture.read()).containsExactly(number(2), number(3), number(4));
        assertThat(discarded()).isEqualTo(1);
        assertThat(readAgain()).isEqualTo(1);
        assertThat(fixture.metrics(split).duplicatesDropped().getCount()).isZero();
        assertThat(fixture.metrics(split).retries().getCount()).isZero();
    }

    @Test
    void oneThatComesAgainWithoutItsTrailerIsPassedOver() throws IOException {
        start(StopPosition.never());
        fixture.client.last().opensAt(arrival(9)).sends(chunk(1), front(2), chunk(3));
        fixture.read();

        try (CapturedLog log = CapturedLog.open()) {
            fixture.nextSession().opensAt(arrival(9)).sends(front(2), chunk(3), chunk(4));

            assertThat(fixture.read()).containsExactly(number(3), number(4));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO stream=cam fragment=" + number(2));
        }
        assertThat(fixture.client.last().aborted).isFalse();
        assertThat(discarded()).isEqualTo(2);
        assertThat(readAgain()).isEqualTo(1);
    }

    @Test
    void oneThatDoesNotComeAgainIsPassedOver() throws IOException {
        start(StopPosition.never());
        fixture.client.last().opensAt(arrival(9)).sends(chunk(1), front(2), chunk(3));
        fixture.read();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(3), chunk(4));

        assertThat(fixture.read()).containsExactly(number(3), number(4));
        assertThat(discarded()).isEqualTo(1);
        assertThat(readAgain()).isEqualTo(1);
    }

    @Test
    void manyInARowAreReadAgainOnceEach() throws IOException {
        start(StopPosition.never());
        byte[] dead = join(front(2), front(3), front(4), front(5));
        fixture.client.last().opensAt(arrival(9)).sends(chunk(1), dead, chunk(6));
        fixture.read();
        for (int again = 1; again <= 4; again++) {
            assertThat(readAgain()).isEqualTo(again);
            fixture.nextSession().opensAt(arrival(9)).sends(dead, chunk(6));
            fixture.read();
        }

        assertThat(fixture.client.last().aborted).isFalse();
        assertThat(fixture.client.sessions).hasSize(5);
        fixture.client.last().sends(chunk(7));
        assertThat(fixture.read()).containsExactly(number(7));
    }

    @Test
    void oneThatWasPassedOverIsNotReadAgainAfterAnyReconnect() throws IOException {
        start(StopPosition.never());
        fixture.client.last().opensAt(arrival(9)).sends(chunk(1), front(2), front(3));
        fixture.read();
        for (int reconnect = 0; reconnect < 5; reconnect++) {
            fixture.nextSession().opensAt(arrival(9)).sends(front(2), front(3)).breaks();
            fixture.read();
        }

        assertThat(readAgain()).isEqualTo(1);
    }

    @Test
    void aRestoredJobReadsItAgainOnceMore() throws IOException {
        LastFragment last =
                new LastFragment(FragmentNumber.of(number(1)), number(1), arrival(1), arrival(1));
        SplitPosition saved = new SplitPosition(StartPosition.earliest(), Optional.of(last));
        split = fixture.add(new KvsMediaSplit(StreamId.of("cam"), saved, StopPosition.never()));
        fixture.read();
        fixture.client.last().opensAt(arrival(9)).sends(front(2), chunk(3));
        assertThat(fixture.read()).isEmpty();

        fixture.nextSession().opensAt(arrival(9)).sends(front(2), chunk(3));

        assertThat(fixture.read()).containsExactly(number(3));
        assertThat(readAgain()).isEqualTo(1);
    }

    @Test
    void oneThatIsNotNamedIsReadAgainOnceBehindEachPosition() throws IOException {
        start(StopPosition.never());
        byte[] nameless = TestingChunk.header();
        fixture.client.last().opensAt(arrival(9)).sends(chunk(1), nameless, chunk(3));
        assertThat(fixture.read()).containsExactly(number(1));

        fixture.nextSession().opensAt(arrival(9)).sends(nameless, nameless, chunk(3), nameless);
        assertThat(fixture.read()).containsExactly(number(3));
        fixture.client.last().sends(chunk(4));
        assertThat(fixture.read()).isEmpty();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(4));
        assertThat(fixture.read()).containsExactly(number(4));
        assertThat(readAgain()).isEqualTo(2);
    }

    @Test
    void oneThatWasReadBeforeIsNotReadAgain() throws IOException {
        start(StopPosition.never());
        fixture.client.last().opensAt(arrival(9)).sends(chunk(1), chunk(2), front(2), chunk(3));

        assertThat(fixture.read()).containsExactly(number(1), number(2), number(3));
        assertThat(discarded()).isEqualTo(1);
    }

    @Test
    void nowIsFixedToTheFirstFragmentThoughItsTrailerWasLost() throws IOException {
        split = fixture.add(StartPosition.now(), StopPosition.never());
        fixture.read();
        fixture.client.last().opensAt(arrival(1)).sends(join(front(2), chunk(3)));
        fixture.read();

        assertThat(fixture.nextSession().start)
                .isEqualTo(SessionStart.atServerTimestamp(arrival(2)));
    }

    @Test
    void theEndIsNotTakenForReachedBeforeItWasReadAgain() throws IOException {
        start(StopPosition.serverTimestamp(arrival(3)));
        fixture.client.last().opensAt(arrival(9)).sends(chunk(1), front(2), chunk(3));
        assertThat(fixture.read()).containsExactly(number(1));
        assertThat(fixture.finished).isEmpty();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(2), chunk(3));

        assertThat(fixture.read()).containsExactly(number(2));
        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void anErrorBehindItGoesItsOwnWay() throws IOException {
        start(StopPosition.never());
        fixture.client
                .last()
                .opensAt(arrival(9))
                .sends(chunk(1), front(2), TestingChunk.error(5000, "INTERNAL"));
        fixture.read();

        fixture.nextSession().opensAt(arrival(9)).sends(chunk(2));

        assertThat(fixture.read()).containsExactly(number(2));
        assertThat(reasons(ReconnectReason.FAILED)).isEqualTo(1);
        assertThat(readAgain()).isZero();
    }

    @Test
    void whatExpiresMeanwhileBeforeTheNextFragmentIsNoGap() throws IOException {
        Instant now = TestingChunk.FIRST_ARRIVAL;
        Duration retention = Duration.ofHours(1);
        fixture.client.description.complete(
                new StreamDescription("cam", "arn", "ACTIVE", retention, Instant.EPOCH));
        split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
        Instant oldest = now.minus(retention);
        fixture.client
                .last()
                .opensAt(now)
                .sends(chunkAt(1, oldest), frontAt(2, oldest.plusSeconds(2)))
                .sends(chunkAt(3, oldest.plusSeconds(60)));
        assertThat(fixture.read()).containsExactly(number(1));

        fixture.nextSession().opensAt(now.plusSeconds(3)).sends(chunkAt(3, oldest.plusSeconds(60)));

        assertThat(fixture.read()).containsExactly(number(3));
        assertThat(fixture.metrics(split).possibleGaps().getCount()).isZero();
    }

    private static byte[] chunkAt(int n, Instant arrived) {
        return chunk(number(n), arrived, arrived);
    }

    private static byte[] frontAt(int n, Instant arrived) {
        return front(number(n), arrived, arrived);
    }

    private void start(StopPosition stop) throws IOException {
        split = fixture.add(StartPosition.earliest(), stop);
        fixture.read();
    }

    private long discarded() {
        return fixture.metrics(split).chunksDiscarded().getCount();
    }

    private long readAgain() {
        return reasons(ReconnectReason.INCOMPLETE);
    }

    private long reasons(ReconnectReason reason) {
        return fixture.registry.value(
                "reader.KvsMediaSource.stream.cam.reason." + reason.groupValue() + ".reconnects");
    }
}
