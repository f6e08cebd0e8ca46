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

package io.github.flinkkvs.media.model;

import org.apache.flink.util.InstantiationUtil;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FragmentNumberTest {

    private static final String SERVICE_NUMBER = "91343852333181432392682062607743920146264334721";

    @ParameterizedTest
    @CsvSource({
        "1, 2",
        "9, 10",
        "99, 100",
        "0099, 100",
        "9223372036854775807, 9223372036854775808",
        "91343852333181432392682062607743920146264334721, 91343852333181432392682062607743920146264334722",
        "91343852333181432392682062607743920146264334721, 100000000000000000000000000000000000000000000000"
    })
    void numbersAreOrderedAsIntegers(String lower, String higher) {
        assertThat(FragmentNumber.of(lower)).isLessThan(FragmentNumber.of(higher));
        assertThat(FragmentNumber.of(higher)).isGreaterThan(FragmentNumber.of(lower));
    }

    @Property
    void everyTwoNumbersCompareAsBigIntegersDo(
            @ForAll @NumericChars @StringLength(min = 1, max = 128) String one,
            @ForAll @NumericChars @StringLength(min = 1, max = 128) String other) {
        int expected = new BigInteger(one).compareTo(new BigInteger(other));

        int compared = FragmentNumber.of(one).compareTo(FragmentNumber.of(other));

        assertThat(Integer.signum(compared)).isEqualTo(expected);
        assertThat(FragmentNumber.of(one).equals(FragmentNumber.of(other)))
                .isEqualTo(expected == 0);
    }

    @Test
    void leadingZerosMakeNoDifference() {
        FragmentNumber plain = FragmentNumber.of("42");
        FragmentNumber padded = FragmentNumber.of("00042");

        assertThat(padded).isEqualTo(plain).isEqualByComparingTo(plain).hasSameHashCodeAs(plain);
        assertThat(FragmentNumber.of("000")).isEqualTo(FragmentNumber.of("0"));
    }

    @Test
    void itsTextIsWhatTheServiceWrote() {
        assertThat(FragmentNumber.of(SERVICE_NUMBER)).hasToString(SERVICE_NUMBER);
    }

    @Test
    void itTakesAllDigitsThatTheServiceMayWrite() {
        String longest = "9".repeat(128);

        assertThat(FragmentNumber.of(longest)).hasToString(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "-1", "+1", "1.0", "1e3", "0x1", "\u0661", "NOW"})
    void whatIsNoDecimalNumberIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FragmentNumber.of(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("1 to 128 decimal digits");
    }

    @Test
    void moreDigitsThanTheServiceMayWriteAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FragmentNumber.of("1".repeat(129)));
    }

    @Test
    void itTravelsInsideASerializedSource() throws Exception {
        FragmentNumber number = FragmentNumber.of(SERVICE_NUMBER);

        assertThat(InstantiationUtil.clone(number)).isEqualTo(number);
    }
}
