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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class DidYouMeanTest {

    private static final List<String> KEYS = List.of("retry.timeout", "retry.backoff", "interval");

    @ParameterizedTest
    @CsvSource({
        "retry.timout, retry.timeout",
        "retry.time-out, retry.timeout",
        "RETRY.TIMEOUT, retry.timeout",
        "rerty.backoff, retry.backoff",
        "intervals, interval",
        "nterval, interval"
    })
    void theKeyWithTheFewestTypingErrorsIsMeant(String written, String meant) {
        assertThat(DidYouMean.hint(written, KEYS, KEYS)).isEqualTo("did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "colour", "retries"})
    void whatResemblesNoKeyIsAnsweredWithAllThatAreListed(String written) {
        assertThat(DidYouMean.hint(written, KEYS, List.of("b", "a"))).isEqualTo("known are a, b");
    }

    @Test
    void ofTwoThatAreEquallyNearTheFirstIsNamed() {
        assertThat(DidYouMean.hint("abcx", List.of("abce", "abcd"), KEYS))
                .isEqualTo("did you mean 'abcd'?");
    }
}
