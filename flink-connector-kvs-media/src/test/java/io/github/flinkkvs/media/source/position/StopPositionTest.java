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

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.position.StopPosition.Kind;

import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class StopPositionTest {

    private static final FragmentNumber ONE = FragmentNumber.of("1");
    private static final Instant END = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void neverIsNoEnd() {
        assertThat(StopPosition.never().isBounded()).isFalse();
        assertThat(StopPosition.never().isReachedAt(ONE, Instant.MAX, Instant.MAX)).isFalse();
        assertThat(StopPosition.never().isReachedBehind(ONE)).isFalse();
        assertThat(StopPosition.never()).hasToString("never");
    }

    @Test
    void theFragmentAtTheInstantIsTheFirstThatIsNotReadByTheClockThatIsMeant() {
        StopPosition server = StopPosition.serverTimestamp(END);
        StopPosition producer = StopPosition.producerTimestamp(END);

        assertThat(server.isReachedAt(ONE, END.minusNanos(1), Instant.MAX)).isFalse();
        assertThat(server.isReachedAt(ONE, END, Instant.MIN)).isTrue();
        assertThat(producer.isReachedAt(ONE, Instant.MAX, END.minusNanos(1))).isFalse();
        assertThat(producer.isReachedAt(ONE, Instant.MIN, END)).isTrue();
        assertThat(server.isReachedBehind(ONE)).isFalse();
    }

    @Test
    void theFragmentWithTheNumberIsTheLastThatIsRead() {
        StopPosition stop = StopPosition.afterFragment(FragmentNumber.of("99"));

        assertThat(stop.isReachedAt(FragmentNumber.of("99"), END, END)).isFalse();
        assertThat(stop.isReachedAt(FragmentNumber.of("100"), END, END)).isTrue();
        assertThat(stop.isReachedBehind(FragmentNumber.of("98"))).isFalse();
        assertThat(stop.isReachedBehind(FragmentNumber.of("99"))).isTrue();
        assertThat(stop.isReachedBehind(FragmentNumber.of("100"))).isTrue();
    }

    @Test
    void nowIsAnEndThatIsNotKnownYet() {
        assertThat(StopPosition.now().isBounded()).isTrue();
        assertThat(StopPosition.now().isOpenNow()).isTrue();
        assertThat(StopPosition.now().isReachedAt(ONE, Instant.MAX, Instant.MAX)).isFalse();
        assertThat(StopPosition.now()).hasToString("now");
    }

    @Test
    void nowThatIsKnownIsAnEndLikeAnyOtherAndSaysWhatItCameFrom() {
        StopPosition known = StopPosition.afterFragment(ONE).asNow();

        assertThat(known.isOpenNow()).isFalse();
        assertThat(known.isOfNow()).isTrue();
        assertThat(known.isReachedBehind(ONE)).isTrue();
        assertThat(known).isNotEqualTo(StopPosition.afterFragment(ONE));
        assertThat(known).hasToString("now, which is fragment-number=1");
    }

    @Test
    void whatIsConfiguredWinsOverWhatWasSavedButNowStaysWhatItWas() {
        StopPosition saved = StopPosition.afterFragment(ONE).asNow();
        StopPosition other = StopPosition.serverTimestamp(END);

        assertThat(StopPosition.now().insteadOf(saved)).isEqualTo(saved);
        assertThat(StopPosition.now().insteadOf(other)).isEqualTo(StopPosition.now());
        assertThat(other.insteadOf(saved)).isEqualTo(other);
        assertThat(StopPosition.never().insteadOf(saved)).isEqualTo(StopPosition.never());
    }

    private static Stream<StopPosition> stops() {
        return Stream.of(
                StopPosition.never(),
                StopPosition.now(),
                StopPosition.serverTimestamp(END),
                StopPosition.producerTimestamp(Instant.MAX),
                StopPosition.afterFragment(ONE),
                StopPosition.afterFragment(ONE).asNow(),
                StopPosition.serverTimestamp(END).asNow());
    }

    @ParameterizedTest
    @MethodSource("stops")
    void eachEndIsFoundAgainInItsSavedFormAndTravelsInsideASource(StopPosition stop)
            throws Exception {
        assertThat(StopPosition.of(stop.kind(), stop.value(), stop.isOfNow()))
                .isEqualTo(stop)
                .hasSameHashCodeAs(stop);
        assertThat(InstantiationUtil.clone(stop)).isEqualTo(stop);
    }

    @Test
    void whatIsNoEndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StopPosition.of(Kind.SERVER_TIMESTAMP, "yesterday", false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StopPosition.of(Kind.FRAGMENT_NUMBER, "", false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StopPosition.of(Kind.NEVER, "", true));
        assertThatNullPointerException().isThrownBy(() -> StopPosition.serverTimestamp(null));
        assertThatNullPointerException().isThrownBy(() -> StopPosition.producerTimestamp(null));
        assertThatNullPointerException().isThrownBy(() -> StopPosition.afterFragment(null));
    }
}
