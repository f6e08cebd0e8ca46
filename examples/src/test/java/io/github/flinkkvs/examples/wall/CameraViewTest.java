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

package io.github.flinkkvs.examples.wall;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class CameraViewTest {

    @ParameterizedTest
    @CsvSource({
        "PT20S, false, no picture for 20 s",
        "PT21S, true, no picture for 21 s",
        "PT1M15S, true, no picture for 1 min 15 s",
        "PT26H5M59S, true, no picture for 26 h 5 min"
    })
    void silenceIsToldInTheLargestUnit(Duration silence, boolean isSilent, String text) {
        CameraView camera = new CameraView("cam", Instant.EPOCH, silence, null);

        assertThat(camera.isSilent()).isEqualTo(isSilent);
        assertThat(camera.silenceText()).isEqualTo(text);
    }
}
