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

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionLimiterTest {
    private final AtomicReference<ServiceLimits> limits =
            new AtomicReference<>(ServiceLimits.service());
    private final ConnectionLimiter limiter = new ConnectionLimiter(limits::get);

    private static final class Session implements LimitedConnection {
        private final AtomicInteger displacements = new AtomicInteger();

        @Override
        public void displaced() {
            displacements.incrementAndGet();
        }
    }

    @Test
    void threeReadersAreServedAndTheFourthIsRefusedAsTheServiceDoes() {
        assertThat(opened(Operation.GET_MEDIA, "camera", 3)).isEqualTo(3);

        assertThat(limiter.open(Operation.GET_MEDIA, "camera", new Session()))
                .hasValue(
                        new Refusal(
                                Limit.GET_MEDIA_CONNECTIONS,
                                3,
                                400,
                                "ConnectionLimitExceededException",
                                "Limit exceeded on number of connections for GetMedia API for"
                                        + " resource 'camera'. Allowed: 3 connections at a time"
                                        + " and stream (get-media-connections)"));
    }

    @Test
    void eachStreamAndEachOperationIsCountedForItself() {
        opened(Operation.GET_MEDIA, "camera", 3);

        assertThat(opened(Operation.GET_MEDIA, "other", 4)).isEqualTo(3);
        assertThat(opened(Operation.GET_MEDIA_FOR_FRAGMENT_LIST, "camera", 9)).isEqualTo(5);
        assertThat(opened(Operation.LIST_FRAGMENTS, "camera", 100)).isEqualTo(100);
    }

    @Test
    void aReaderThatEndsMakesRoomOnceHoweverOftenItIsClosed() {
        Session first = new Session();
        limiter.open(Operation.GET_MEDIA, "camera", first);
        opened(Operation.GET_MEDIA, "camera", 2);
        limiter.close(Operation.GET_MEDIA, "camera", first);
        limiter.close(Operation.GET_MEDIA, "camera", first);

        assertThat(opened(Operation.GET_MEDIA, "camera", 2)).isEqualTo(1);
        assertThat(limiter.count(Operation.GET_MEDIA, "camera")).isEqualTo(3);
    }

    @Test
    void closingARefusedReaderTakesNobodysPlace() {
        opened(Operation.GET_MEDIA, "camera", 3);
        Session refused = new Session();
        limiter.open(Operation.GET_MEDIA, "camera", refused);
        limiter.close(Operation.GET_MEDIA, "camera", refused);

        assertThat(limiter.count(Operation.GET_MEDIA, "camera")).isEqualTo(3);
    }

    @Test
    void ofTwoProducersTheLastIsAccepted() {
        Session first = new Session();
        Session second = new Session();

        assertThat(limiter.open(Operation.PUT_MEDIA, "camera", first)).isEmpty();
        assertThat(limiter.open(Operation.PUT_MEDIA, "camera", second)).isEmpty();
        assertThat(first.displacements).hasValue(1);
        assertThat(second.displacements).hasValue(0);
        limiter.close(Operation.PUT_MEDIA, "camera", first);
        assertThat(limiter.count(Operation.PUT_MEDIA, "camera")).isEqualTo(1);
    }

    @Test
    void aLimitThatComesBackCountsThoseThatOpenedMeanwhile() {
        limits.set(ServiceLimits.none());
        opened(Operation.GET_MEDIA, "camera", 10);
        limits.set(ServiceLimits.service());

        assertThat(opened(Operation.GET_MEDIA, "camera", 1)).isZero();
    }

    @Test
    void manyThreadsNeverHoldMoreThanTheLimit() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger holding = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(threads.submit(() -> openAndClose(holding, most)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(limiter.count(Operation.GET_MEDIA, "camera")).isZero();
    }

    private void openAndClose(AtomicInteger holding, AtomicInteger most) {
        for (int i = 0; i < 2000; i++) {
            Session session = new Session();
            if (limiter.open(Operation.GET_MEDIA, "camera", session).isEmpty()) {
                most.accumulateAndGet(holding.incrementAndGet(), Math::max);
                holding.decrementAndGet();
                limiter.close(Operation.GET_MEDIA, "camera", session);
            }
        }
    }

    private int opened(Operation operation, String stream, int tries) {
        int opened = 0;
        for (int i = 0; i < tries; i++) {
            opened += limiter.open(operation, stream, new Session()).isEmpty() ? 1 : 0;
        }
        return opened;
    }
}
