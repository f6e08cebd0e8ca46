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

package io.github.flinkkvs.emulator.limits;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

class BandwidthMeterTest {
    private static final long RATE = 25_000_000;

    private final ManualClock clock = new ManualClock();
    private final BandwidthMeter meter =
            BandwidthMeter.of(ServiceLimits.service(), Operation.GET_MEDIA, clock);

    @Test
    void aNewSessionMaySendAFewMillisecondsWorthAtOnce() {
        assertThat(meter.allowance()).isEqualTo(RATE / 20);
        assertThat(meter.nanosUntilNext()).isZero();
    }

    @Test
    void aSessionThatWasSilentMaySendNoMoreThanThat() {
        clock.pass(Duration.ofHours(1));

        assertThat(meter.allowance()).isEqualTo(RATE / 20);
    }

    @Test
    void aWriterThatAlwaysWaitsAsToldReachesTheLimitAndNotMore() {
        long sent = 0;
        long waited = 0;
        int writes = 0;
        while (waited < Duration.ofSeconds(10).toNanos()) {
            long bytes = meter.allowance();
            meter.sent(bytes);
            sent += bytes;
            writes += 1;
            long wait = meter.nanosUntilNext();
            clock.pass(Duration.ofNanos(wait));
            waited += wait;
        }

        assertThat(sent).isBetween(10 * RATE - RATE / 100, 10 * RATE + RATE / 20);
        assertThat(writes).isLessThan(2100);
    }

    @Test
    void whatCameInTooFastIsMadeUpForByWaiting() {
        meter.sent(RATE);

        assertThat(meter.allowance()).isZero();
        assertThat(meter.nanosUntilNext())
                .isEqualTo(Duration.ofSeconds(1).minusMillis(45).toNanos());
    }

    @Test
    void withoutALimitThereIsNothingToWaitFor() {
        BandwidthMeter free =
                BandwidthMeter.of(
                        ServiceLimits.service().without(Limit.PUT_MEDIA_BYTES),
                        Operation.PUT_MEDIA,
                        clock);
        free.sent(Long.MAX_VALUE);

        assertThat(free.allowance()).isEqualTo(Long.MAX_VALUE);
        assertThat(free.nanosUntilNext()).isZero();
    }

    @Property(tries = 300)
    void whoWaitsAsToldMaySendSomethingAtAnyRate(
            @ForAll @LongRange(min = 1, max = 1L << 40) long rate,
            @ForAll @LongRange(max = 1L << 30) long sent) {
        BandwidthMeter any =
                BandwidthMeter.of(
                        ServiceLimits.none().with(Limit.GET_MEDIA_BYTES, rate),
                        Operation.GET_MEDIA,
                        clock);
        any.sent(sent);
        clock.pass(Duration.ofNanos(any.nanosUntilNext()));

        assertThat(any.nanosUntilNext()).isZero();
        assertThat(any.allowance()).isPositive();
    }

    @Property(tries = 300)
    void noStretchOfTimeSeesMoreThanItsBytesAndTheBurst(
            @ForAll @IntRange(min = 1000, max = 100_000_000) int rate,
            @ForAll @Size(min = 1, max = 100) List<@LongRange(max = 30_000_000L) Long> waits) {
        ManualClock time = new ManualClock();
        BandwidthMeter any =
                BandwidthMeter.of(
                        ServiceLimits.none().with(Limit.GET_MEDIA_BYTES, rate),
                        Operation.GET_MEDIA,
                        time);
        List<Long> at = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        long elapsed = 0;
        for (long wait : waits) {
            time.pass(Duration.ofNanos(wait));
            elapsed += wait;
            at.add(elapsed);
            bytes.add(any.allowance());
            any.sent(bytes.get(bytes.size() - 1));
        }
        for (int first = 0; first < at.size(); first++) {
            long sent = 0;
            for (int last = first; last < at.size(); last++) {
                sent += bytes.get(last);
                double seconds = (at.get(last) - at.get(first)) / 1e9;
                if (sent > rate * (seconds + 0.05) + 1) {
                    fail("%d bytes in %f s, allowed %d", sent, seconds, rate);
                }
            }
        }
    }
}
