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

import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.model.FragmentNumber;

import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class StartPositionTest {

    private static final Instant INSTANT = Instant.parse("2026-03-01T10:00:00.250Z");

    private static Stream<Arguments> starts() {
        return Stream.of(
                Arguments.of(StartPosition.now(), SessionStart.Type.NOW, "", "now"),
                Arguments.of(StartPosition.earliest(), SessionStart.Type.EARLIEST, "", "earliest"),
                Arguments.of(
                        StartPosition.serverTimestamp(INSTANT),
                        SessionStart.Type.SERVER_TIMESTAMP,
                        "2026-03-01T10:00:00.250Z",
                        "server-timestamp=2026-03-01T10:00:00.250Z"),
                Arguments.of(
                        StartPosition.producerTimestamp(INSTANT),
                        SessionStart.Type.PRODUCER_TIMESTAMP,
                        "2026-03-01T10:00:00.250Z",
                        "producer-timestamp=2026-03-01T10:00:00.250Z"),
                Arguments.of(
                        StartPosition.afterFragment(FragmentNumber.of("42")),
                        SessionStart.Type.FRAGMENT_NUMBER,
                        "42",
                        "fragment-number=42"),
                Arguments.of(
                        StartPosition.atFragment(FragmentNumber.of("42"), INSTANT),
                        SessionStart.Type.SERVER_TIMESTAMP,
                        "2026-03-01T10:00:00.250Z",
                        "at-fragment=42 by server-timestamp=2026-03-01T10:00:00.250Z"),
                Arguments.of(
                        StartPosition.continuationToken("t0.k-n"),
                        SessionStart.Type.CONTINUATION_TOKEN,
                        "t0.k-n",
                        "continuation-token=t0.k-n"));
    }

    @ParameterizedTest
    @MethodSource("starts")
    void eachStartIsASelectorOfTheService(
            StartPosition start, SessionStart.Type type, String value, String text) {
        assertThat(start.toSessionStart()).isEqualTo(new SessionStart(type, value));
        assertThat(start).hasToString(text);
    }

    @ParameterizedTest
    @MethodSource("starts")
    void eachStartIsFoundAgainInItsSavedForm(StartPosition start) throws Exception {
        StartPosition restored = StartPosition.of(start.toSessionStart(), start.firstFragment());

        assertThat(restored).isEqualTo(start).hasSameHashCodeAs(start);
        assertThat(InstantiationUtil.clone(start)).isEqualTo(start);
    }

    @Test
    void onlyNowIsNow() {
        assertThat(starts().map(arguments -> (StartPosition) arguments.get()[0]))
                .filteredOn(StartPosition::isNow)
                .containsExactly(StartPosition.now());
    }

    @Test
    void startsOfEqualValueAndOtherTypeDiffer() {
        assertThat(StartPosition.serverTimestamp(INSTANT))
                .isNotEqualTo(StartPosition.producerTimestamp(INSTANT));
        assertThat(StartPosition.earliest()).isNotEqualTo(StartPosition.now());
    }

    @Test
    void anEmptyTokenIsRefusedWhereItIsWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> StartPosition.continuationToken(""));
    }

    @Test
    void aMissingInstantIsRefusedWhereItIsWritten() {
        assertThatNullPointerException().isThrownBy(() -> StartPosition.serverTimestamp(null));
        assertThatNullPointerException().isThrownBy(() -> StartPosition.producerTimestamp(null));
    }

    @Test
    void aNumberOfTheFormThatWasSeenTellsItsTime() {
        FragmentNumber seen = FragmentNumber.of("91343852333181432392682062607743920146264334721");

        StartPosition start = StartPosition.atFragment(seen);

        assertThat(start.problem()).isEmpty();
        assertThat(start.firstFragment()).contains(seen);
        assertThat(start.toSessionStart())
                .isEqualTo(
                        SessionStart.atServerTimestamp(Instant.parse("2017-11-28T06:55:09.127Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "91343852333181432392682062607743920146264334721000",
                "10000000000000000000000000000000000000000000042",
                "91343852333181432392682062201909209828092280832"
            })
    void aNumberOfAnotherFormNeedsATime(String number) {
        StartPosition start = StartPosition.atFragment(FragmentNumber.of(number));

        assertThat(start.problem().orElseThrow())
                .contains(number)
                .contains("atFragment(number, serverTimestamp)");
        assertThat(StartPosition.atFragment(FragmentNumber.of(number), INSTANT).problem())
                .isEmpty();
    }

    @Test
    void numbersAndTokensAreOfOneStreamOnly() {
        assertThat(starts().map(arguments -> (StartPosition) arguments.get()[0]))
                .filteredOn(StartPosition::isOfOneStream)
                .hasSize(3);
    }
}
