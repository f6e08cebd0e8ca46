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

package io.github.flinkkvs.examples.call;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class OpenCallTest {

    private static final Instant BEGIN = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int HERTZ = 8000;

    @Test
    void soundThatFollowsHasNothingMissingAhead() {
        OpenCall call = afterOneSecond();

        assertThat(call.missingAhead(sound(1000), SILENCE)).isZero();
        assertThat(call.duration()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void jitterIsNoGapAndDoesNotAddUp() {
        OpenCall call = afterOneSecond();
        for (int i = 1; i <= 50; i++) {
            CallSound sound = sound(1000 * i + (i % 2 == 0 ? 150 : -150));
            assertThat(call.missingAhead(sound, SILENCE)).isZero();
            call = call.plus(sound, 0);
        }

        assertThat(call.missingAhead(sound(51_000), SILENCE)).isZero();
        assertThat(call.duration()).isEqualTo(Duration.ofSeconds(51));
    }

    @Test
    void aGapIsFilledToTheSampleAndWhatFollowsIsInItsPlace() {
        OpenCall call = afterOneSecond();
        CallSound late = sound(2500);

        long missing = call.missingAhead(late, SILENCE);
        OpenCall later = call.plusSilence(missing).plus(late, 0);

        assertThat(missing).isEqualTo(1500 * HERTZ / 1000);
        assertThat(later.duration()).isEqualTo(Duration.ofMillis(3500));
        assertThat(later.missingAhead(sound(3500), SILENCE)).isZero();
        assertThat(later.missingAhead(sound(4500), SILENCE)).isEqualTo(HERTZ);
    }

    @Test
    void aClockThatJumpsAheadFillsNoDaysOfSilence() {
        OpenCall call = afterOneSecond();
        CallSound tomorrow = sound(86_400_000);

        assertThat(call.missingAhead(tomorrow, SILENCE)).isZero();
        OpenCall later = call.plus(tomorrow, 0);
        assertThat(later.missingAhead(sound(86_401_000), SILENCE)).isZero();
        assertThat(later.missingAhead(sound(86_403_000), SILENCE)).isEqualTo(2 * HERTZ);
    }

    @Test
    void timesThatLieAsFarApartAsCanBeAreAJumpToo() {
        CallSound strange =
                new CallSound(
                        "s", "c", "c", BEGIN, Instant.MAX, Instant.MAX, HERTZ, 1, new byte[2]);

        assertThat(afterOneSecond().missingAhead(strange, SILENCE)).isZero();
        assertThat(afterOneSecond().plus(strange, 0).instants()).isEqualTo(HERTZ + 1);
    }

    @Test
    void aClockThatIsSetBackIsCountedOnFrom() {
        OpenCall later = afterOneSecond().plus(sound(-5000), 0);

        assertThat(later.missingAhead(sound(-4000), SILENCE)).isZero();
        assertThat(later.missingAhead(sound(-3000), SILENCE)).isEqualTo(HERTZ);
    }

    @Test
    void anotherContactOrALongSilenceIsNotOfTheCallButAFragmentWithoutTagIs() {
        OpenCall call = afterOneSecond();

        assertThat(call.goesOnWith(sound("c", 1, HERTZ), SILENCE)).isTrue();
        assertThat(call.goesOnWith(sound("", 60, HERTZ), SILENCE)).isTrue();
        assertThat(call.goesOnWith(sound("d", 1, HERTZ), SILENCE)).isFalse();
        assertThat(call.goesOnWith(sound("c", 61, HERTZ), SILENCE)).isFalse();
        assertThat(call.goesOnWith(sound("c", 1, 2 * HERTZ), SILENCE)).isFalse();
    }

    @Test
    void stateAndRecordsAreWrittenFieldByField() {
        assertThat(TypeInformation.of(OpenCall.class)).isInstanceOf(PojoTypeInfo.class);
        assertThat(TypeInformation.of(CallSound.class)).isInstanceOf(PojoTypeInfo.class);
    }

    private static OpenCall afterOneSecond() {
        CallSound first = sound(0);
        return OpenCall.begin(first).plus(first, 0);
    }

    /** One second of sound from some milliseconds after the call's begin on. */
    private static CallSound sound(long millis) {
        Instant start = BEGIN.plusMillis(millis);
        return new CallSound(
                "s",
                "AUDIO_FROM_CUSTOMER",
                "c",
                BEGIN,
                start,
                start,
                HERTZ,
                1,
                new byte[2 * HERTZ]);
    }

    /** The same, of a fragment that the service received some seconds after the first. */
    private static CallSound sound(String contactId, int seconds, int hertz) {
        Instant received = BEGIN.plusSeconds(seconds);
        return new CallSound(
                "s",
                "AUDIO_FROM_CUSTOMER",
                contactId,
                received,
                BEGIN,
                BEGIN,
                hertz,
                1,
                new byte[2]);
    }
}
