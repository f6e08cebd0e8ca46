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

package io.github.flinkkvs.media.source.config;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class KvsMediaSourceOptionsTest {

    private static List<ConfigOption<?>> options() {
        return KvsMediaSourceOptions.all();
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionHasADescriptionAndADefaultUnlessItIsALimitThatIsOff(ConfigOption<?> option) {
        assertThat(new HtmlFormatter().format(option.description())).isNotBlank();
        if (!option.key().endsWith("-per-second")) {
            assertThat(option.hasDefaultValue()).isTrue();
            assertThat(new Configuration().get(option)).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyKeyIsWrittenInLowerCaseWithHyphens(ConfigOption<?> option) {
        assertThat(option.key()).matches("source(\\.[a-z]+(-[a-z]+)*)+");
    }
}
