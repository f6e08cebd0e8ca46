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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ParserLimitsTest {

    @Test
    void theDefaultsHoldTheLargestFragmentOfTheService() {
        ParserLimits limits = ParserLimits.defaults();

        assertThat(limits.maxChunkBytes()).isEqualTo(64 << 20);
        assertThat(limits)
                .isEqualTo(new ParserLimits(64 << 20, 8, 100_000, 1_000, 64, 64 << 10, 1 << 20));
    }

    @Test
    void theChunksLimitCanBeSetByItself() {
        ParserLimits limits = ParserLimits.defaults().withMaxChunkBytes(1_000);

        assertThat(limits.maxChunkBytes()).isEqualTo(1_000);
        assertThat(limits.withMaxChunkBytes(64 << 20)).isEqualTo(ParserLimits.defaults());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, Integer.MAX_VALUE})
    void limitsThatCannotBeKeptAreRefused(int value) {
        assertThatThrownBy(() -> ParserLimits.defaults().withMaxChunkBytes(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxChunkBytes")
                .hasMessageContaining(String.valueOf(value));
        assertThatThrownBy(() -> new ParserLimits(1, 1, value, 1, 1, 1, 1))
                .hasMessageContaining("maxFrames");
    }
}
