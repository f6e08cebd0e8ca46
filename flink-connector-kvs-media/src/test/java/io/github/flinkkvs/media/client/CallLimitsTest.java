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

package io.github.flinkkvs.media.client;

import io.github.flinkkvs.media.client.CallLimits.Operation;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class CallLimitsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now = Long.MAX_VALUE - SECOND; // overflows during the tests
    private final CallLimits limits = new CallLimits(() -> now);

    @Test
    void theFirstCallIsMadeAtOnceAndTheNextInItsTurn() {
        assertThat(limits.reserve(Operation.GET_MEDIA, "region", "cam")).isZero();
        assertThat(limits.reserve(Operation.GET_MEDIA, "region", "cam")).isEqualTo(SECOND / 4);
        assertThat(limits.reserve(Operation.GET_MEDIA, "region", "cam")).isEqualTo(SECOND / 2);
    }

    @Test
    void streamsRegionsAndOperationsAreCountedByThemselves() {
        limits.reserve(Operation.GET_MEDIA, "region", "cam");

        assertThat(limits.reserve(Operation.GET_MEDIA, "region", "other")).isZero();
        assertThat(limits.reserve(Operation.GET_MEDIA, "elsewhere", "cam")).isZero();
        assertThat(limits.reserve(Operation.GET_DATA_ENDPOINT, "region", "cam")).isZero();
    }

    @Test
    void aTimeWithoutCallsIsNotSavedUp() {
        limits.reserve(Operation.GET_MEDIA, "region", "cam");
        now += 100 * SECOND;

        assertThat(limits.reserve(Operation.GET_MEDIA, "region", "cam")).isZero();
        assertThat(limits.reserve(Operation.GET_MEDIA, "region", "cam")).isPositive();
    }

    @Test
    void aThousandStreamsAskForTheirEndpointsWithinTheAccountsLimit() {
        List<Long> calls = new ArrayList<>();
        for (int stream = 0; stream < 1_000; stream++) {
            calls.add(limits.reserve(Operation.GET_DATA_ENDPOINT, "region", "cam-" + stream));
        }

        assertThat(calls).isSorted();
        assertThat(calls.get(999)).isLessThan(11 * SECOND);
        assertThat(mostInASecond(calls)).isLessThanOrEqualTo(300);
    }

    @Test
    void noOperationEverExceedsItsLimitHoweverItIsCalled() {
        SplittableRandom random = new SplittableRandom(3);
        for (Operation operation : Operation.values()) {
            long start = now;
            List<Long> calls = new ArrayList<>();
            for (int call = 0; call < 10_000; call++) {
                now += random.nextInt(10) == 0 ? random.nextLong(SECOND) : 0;
                calls.add(now - start + limits.reserve(operation, "region", "cam"));
            }

            int limit = operation == Operation.LIST_STREAMS ? 50 : 5;
            assertThat(mostInASecond(calls)).as(operation.name()).isLessThanOrEqualTo(limit);
        }
    }

    private static int mostInASecond(List<Long> calls) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < calls.size(); last++) {
            while (calls.get(last) - calls.get(first) >= SECOND) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
