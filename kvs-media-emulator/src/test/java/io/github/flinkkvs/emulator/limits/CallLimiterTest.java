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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

class CallLimiterTest {
    private final AtomicReference<ServiceLimits> limits =
            new AtomicReference<>(ServiceLimits.service());
    private final ManualClock clock = new ManualClock();
    private final CallLimiter limiter = new CallLimiter(limits::get, clock);

    @Test
    void callsForStreamsThatDoNotExistShareNoLimit() {
        for (int i = 0; i < 20; i++) {
            assertThat(limiter.admit(Operation.DESCRIBE_STREAM, "")).isEmpty();
        }
    }

    @Test
    void fiveCallsASecondReachAStreamAndTheSixthIsRefusedAsTheServiceDoes() {
        assertThat(admitted(6, Operation.GET_DATA_ENDPOINT, "camera")).isEqualTo(5);
        assertThat(limiter.admit(Operation.GET_DATA_ENDPOINT, "camera"))
                .hasValue(
                        new Refusal(
                                Limit.GET_DATA_ENDPOINT_CALLS,
                                5,
                                400,
                                "ClientLimitExceededException",
                                "Limit exceeded on number of requests for GetDataEndpoint API for"
                                        + " resource 'camera'. Allowed: 5 calls a second and"
                                        + " stream (get-data-endpoint-calls)"));
    }

    @Test
    void eachStreamAndEachOperationIsCountedForItself() {
        admitted(5, Operation.GET_MEDIA, "camera");

        assertThat(admitted(6, Operation.GET_MEDIA, "other")).isEqualTo(5);
        assertThat(admitted(6, Operation.LIST_FRAGMENTS, "camera")).isEqualTo(5);
    }

    @Test
    void callsComeBackOneByOneAsTimePasses() {
        admitted(5, Operation.GET_MEDIA, "camera");
        clock.pass(Duration.ofMillis(199));
        assertThat(admitted(1, Operation.GET_MEDIA, "camera")).isZero();
        clock.pass(Duration.ofMillis(1));
        assertThat(admitted(2, Operation.GET_MEDIA, "camera")).isEqualTo(1);
        clock.pass(Duration.ofSeconds(10));
        assertThat(admitted(9, Operation.GET_MEDIA, "camera")).isEqualTo(5);
    }

    @Test
    void theAccountsCallsAreSharedByAllStreams() {
        long described =
                IntStream.range(0, 400)
                        .filter(i -> limiter.admit(Operation.DESCRIBE_STREAM, "s" + i).isEmpty())
                        .count();

        assertThat(described).isEqualTo(300);
        assertThat(limiter.admit(Operation.DESCRIBE_STREAM, "more"))
                .get()
                .extracting(Refusal::limit, Refusal::allowed, Refusal::exception)
                .containsExactly(
                        Limit.DESCRIBE_STREAM_ACCOUNT_CALLS, 300L, "ClientLimitExceededException");
    }

    @Test
    void aRefusedCallCostsTheAccountNothing() {
        limits.set(ServiceLimits.service().with(Limit.TAG_STREAM_ACCOUNT_CALLS, 6));

        assertThat(admitted(100, Operation.TAG_STREAM, "camera")).isEqualTo(5);
        assertThat(admitted(2, Operation.TAG_STREAM, "other")).isEqualTo(1);
    }

    @Test
    void anOperationWithoutAStreamIsCountedForTheAccountAlone() {
        long listed =
                IntStream.range(0, 60)
                        .filter(i -> limiter.admit(Operation.LIST_STREAMS).isEmpty())
                        .count();

        assertThat(listed).isEqualTo(50);
    }

    @Test
    void aLimitCanBeSwitchedWhileClientsCall() {
        admitted(5, Operation.GET_MEDIA, "camera");
        limits.set(ServiceLimits.service().without(Limit.GET_MEDIA_CALLS));
        assertThat(admitted(1000, Operation.GET_MEDIA, "camera")).isEqualTo(1000);
        limits.set(ServiceLimits.service());
        assertThat(admitted(1, Operation.GET_MEDIA, "camera")).isZero();
    }

    @Test
    void streamsThatRestAreForgotten() {
        limits.set(ServiceLimits.none().with(Limit.GET_MEDIA_CALLS, 5));
        for (int i = 0; i < 10_000; i++) {
            limiter.admit(Operation.GET_MEDIA, "stream-" + i);
        }
        clock.pass(Duration.ofSeconds(1));
        limiter.admit(Operation.GET_MEDIA, "another");

        assertThat(limiter.remembered()).isEqualTo(1);
    }

    @Test
    void manyThreadsTogetherGetNoMoreThanOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                counts.add(threads.submit(() -> admitted(500, Operation.GET_MEDIA, "camera")));
            }
            int all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            assertThat(all).isEqualTo(5);
        } finally {
            threads.shutdownNow();
        }
    }

    @Property(tries = 200)
    void noStretchOfTimeSeesMoreThanItsCallsAndOneSecondsBurst(
            @ForAll @IntRange(min = 1, max = 1000) int allowed,
            @ForAll @Size(min = 1, max = 300) List<@LongRange(max = 400_000_000L) Long> waits) {
        ManualClock time = new ManualClock();
        CallLimiter tried =
                new CallLimiter(
                        () -> ServiceLimits.none().with(Limit.GET_MEDIA_CALLS, allowed), time);
        List<Long> served = new ArrayList<>();
        long elapsed = 0;
        for (long wait : waits) {
            time.pass(Duration.ofNanos(wait));
            elapsed += wait;
            if (tried.admit(Operation.GET_MEDIA, "camera").isEmpty()) {
                served.add(elapsed);
            }
        }
        for (int first = 0; first < served.size(); first++) {
            for (int last = first; last < served.size(); last++) {
                double seconds = (served.get(last) - served.get(first)) / 1e9;
                // A millionth for an interval that is a whole number of nanoseconds.
                double most = allowed * (1 + seconds) * (1 + 1e-6);
                if (last - first + 1 > most) {
                    fail("%d calls in %f s, allowed %d", last - first + 1, seconds, allowed);
                }
            }
        }
    }

    private int admitted(int calls, Operation operation, String stream) {
        int admitted = 0;
        for (int i = 0; i < calls; i++) {
            admitted += limiter.admit(operation, stream).isEmpty() ? 1 : 0;
        }
        return admitted;
    }
}
