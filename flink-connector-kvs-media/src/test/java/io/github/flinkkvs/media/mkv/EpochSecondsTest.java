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

package io.github.flinkkvs.media.mkv;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EpochSecondsTest {

    @ParameterizedTest
    @CsvSource({
        "1511852109.126, 2017-11-28T06:55:09.126Z",
        "0.000, 1970-01-01T00:00:00Z",
        "5, 1970-01-01T00:00:05Z",
        "1.0000000019, 1970-01-01T00:00:01.000000001Z",
        "1.511852109126E9, 2017-11-28T06:55:09.126Z",
        "253402300799.999, 9999-12-31T23:59:59.999Z"
    })
    void decimalsAreReadToTheNanosecond(String text, Instant expected) throws Exception {
        assertThat(EpochSeconds.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "soon",
                "-1",
                "NaN",
                "1e",
                "253402300800",
                "1E999999999",
                "1E-999999999",
                "0E999999999",
                "0E-999999999",
                "1E2147483648"
            })
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> EpochSeconds.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining('"' + text + '"');
    }

    @Test
    void longTextIsRefusedAndShownInPart() {
        assertThatThrownBy(() -> EpochSeconds.parse("1".repeat(100_000)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("longer than 64 characters")
                .hasMessageMatching(".{0,200}");
    }
}
