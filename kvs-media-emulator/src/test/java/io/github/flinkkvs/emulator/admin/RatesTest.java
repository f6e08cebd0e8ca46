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

package io.github.flinkkvs.emulator.admin;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class RatesTest {
    private long now;
    private final Rates rates = new Rates(() -> now);

    @Test
    void aNewCounterIsTakenOverItsAge() {
        assertThat(rates.of("a", 1000, 10)).isEqualTo(100);
    }

    @Test
    void aKnownCounterIsTakenSinceItWasLastAskedFor() {
        rates.of("a", 1000, 10);
        now += TimeUnit.SECONDS.toNanos(2);

        assertThat(rates.of("a", 1500, 12)).isEqualTo(250);
    }

    @Test
    void whoAsksALittleLaterGetsTheSame() {
        rates.of("a", 1000, 10);
        now += TimeUnit.MILLISECONDS.toNanos(100);

        assertThat(rates.of("a", 1400, 10)).isEqualTo(100);
    }

    @Test
    void othersAreForgotten() {
        rates.of("a", 1000, 10);
        rates.retain(Set.of("b"));
        now += TimeUnit.SECONDS.toNanos(2);

        assertThat(rates.of("a", 1200, 12)).isEqualTo(100);
    }
}
