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

package io.github.flinkkvs.media.source.position;

import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class StopPositionTest {

    private static final Instant END = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void neverIsNoEnd() {
        assertThat(StopPosition.never().isBounded()).isFalse();
        assertThat(StopPosition.never().serverTimestamp()).isEmpty();
        assertThat(StopPosition.never().isReachedAt(Instant.MAX)).isFalse();
        assertThat(StopPosition.never()).hasToString("never");
    }

    @Test
    void theFragmentAtTheInstantIsTheFirstThatIsNotRead() {
        StopPosition stop = StopPosition.serverTimestamp(END);

        assertThat(stop.isReachedAt(END.minusNanos(1))).isFalse();
        assertThat(stop.isReachedAt(END)).isTrue();
        assertThat(stop.isReachedAt(END.plusNanos(1))).isTrue();
    }

    @Test
    void anInstantIsAnEnd() {
        StopPosition stop = StopPosition.serverTimestamp(END);

        assertThat(stop.isBounded()).isTrue();
        assertThat(stop.serverTimestamp()).contains(END);
        assertThat(stop).hasToString("server-timestamp=2026-03-01T10:00:00Z");
    }

    @Test
    void itTravelsInsideASerializedSource() throws Exception {
        StopPosition stop = StopPosition.serverTimestamp(END);

        assertThat(InstantiationUtil.clone(StopPosition.never())).isEqualTo(StopPosition.never());
        assertThat(InstantiationUtil.clone(stop)).isEqualTo(stop).hasSameHashCodeAs(stop);
    }

    @Test
    void aMissingInstantIsRefusedWhereItIsWritten() {
        assertThatNullPointerException().isThrownBy(() -> StopPosition.serverTimestamp(null));
    }
}
