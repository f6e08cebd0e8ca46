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

import io.github.flinkkvs.media.client.CallLimits;
import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.model.StreamId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class ResumeCheckTest {

    private static final Instant NOW = Instant.parse("2024-05-06T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(400));

    private final ScriptedClient client = new ScriptedClient(new CallLimits(() -> 0));
    private final AtomicInteger answers = new AtomicInteger();
    private final ResumeCheck check =
            new ResumeCheck(
                    StreamId.of("cam"),
                    client,
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    answers::incrementAndGet);

    @Test
    void aPositionOfMinutesAgoNeedsNoQuestion() {
        assertThat(check.isToBeAwaited(hoursAgo(0.05))).isFalse();
        assertThat(check.isToBeAwaited(Optional.empty())).isFalse();
        assertThat(check.before(Optional.of(NOW), NOW, NOW.plusSeconds(9_999))).isEmpty();
    }

    @Test
    void anOldPositionWaitsForTheStreamsRetention() {
        assertThat(check.isToBeAwaited(hoursAgo(3))).isTrue();
        assertThat(answers).hasValue(0);

        describe(24, LONG_AGO);

        assertThat(answers).hasValue(1);
        assertThat(check.isToBeAwaited(hoursAgo(3))).isFalse();
    }

    @Test
    void aPositionInsideTheRetentionHasMissedNothingHoweverLateTheNextFragmentIs() {
        check.isToBeAwaited(hoursAgo(23));
        describe(24, LONG_AGO);

        assertThat(check.before(hoursAgo(23), NOW, NOW)).isEmpty();
    }

    @Test
    void aPositionBeyondTheRetentionMayHaveMissedWhatLiesBetween() {
        Instant readUntil = hoursAgo(30).orElseThrow();
        check.isToBeAwaited(Optional.of(readUntil));
        describe(24, LONG_AGO);

        assertThat(check.before(Optional.of(readUntil), NOW, hoursAgo(23).orElseThrow()))
                .hasValueSatisfying(
                        gap -> {
                            assertThat(gap.from()).isEqualTo(readUntil);
                            assertThat(gap.to()).isEqualTo(hoursAgo(24).orElseThrow());
                        });
    }

    @Test
    void aStreamWithoutRetentionHoldsFiveMinutes() {
        Instant readUntil = hoursAgo(0.2).orElseThrow();
        check.isToBeAwaited(Optional.of(readUntil));
        describe(0, LONG_AGO);

        assertThat(check.before(Optional.of(readUntil), NOW, NOW.minusSeconds(30)))
                .hasValueSatisfying(
                        gap -> assertThat(gap.to()).isEqualTo(NOW.minus(Duration.ofMinutes(5))));
    }

    @Test
    void aStreamThatWasCreatedAnewHasLostWhatItHeld() {
        Instant readUntil = hoursAgo(2).orElseThrow();
        check.isToBeAwaited(Optional.of(readUntil));
        describe(24, hoursAgo(1).orElseThrow());

        assertThat(check.before(Optional.of(readUntil), NOW, hoursAgo(0.5).orElseThrow()))
                .hasValueSatisfying(gap -> assertThat(gap.why()).contains("created anew"));
    }

    @Test
    void aFragmentThatFollowsWithinSecondsIsTheNextOneHoweverOldThePosition() {
        Instant readUntil = hoursAgo(24.001).orElseThrow();
        check.isToBeAwaited(Optional.of(readUntil));
        describe(24, hoursAgo(1).orElseThrow());

        assertThat(check.before(Optional.of(readUntil), NOW, readUntil.plusSeconds(15))).isEmpty();
    }

    @Test
    void onlyTheFirstFragmentOfASessionIsLookedAt() {
        Instant readUntil = hoursAgo(30).orElseThrow();
        check.isToBeAwaited(Optional.of(readUntil));
        describe(24, LONG_AGO);

        assertThat(check.before(Optional.of(readUntil), NOW, hoursAgo(23).orElseThrow()))
                .isPresent();
        assertThat(check.before(Optional.of(readUntil), NOW, hoursAgo(22).orElseThrow())).isEmpty();
    }

    @Test
    void aServiceThatDoesNotDescribeTheStreamHoldsNobodyUp() {
        check.isToBeAwaited(hoursAgo(30));

        client.description.completeExceptionally(new IOException("AccessDenied"));

        assertThat(check.isToBeAwaited(hoursAgo(30))).isFalse();
        assertThat(check.before(hoursAgo(30), NOW, NOW)).isEmpty();
    }

    private static Optional<Instant> hoursAgo(double hours) {
        return Optional.of(NOW.minusSeconds((long) (hours * 3_600)));
    }

    private void describe(int retentionHours, Instant created) {
        client.description.complete(
                new StreamDescription(
                        "cam", "arn", "ACTIVE", Duration.ofHours(retentionHours), created));
    }
}
