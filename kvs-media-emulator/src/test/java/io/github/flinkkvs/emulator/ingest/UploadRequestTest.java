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

package io.github.flinkkvs.emulator.ingest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadRequestTest {

    @ParameterizedTest
    @CsvSource({
        "1700000000.007, 2023-11-14T22:13:20.007Z",
        "1700000000.7, 2023-11-14T22:13:20.700Z",
        "1700000000, 2023-11-14T22:13:20Z",
        "1.7E9, 2023-11-14T22:13:20Z",
        "' 1.700000000007e+09 ', 2023-11-14T22:13:20.007Z",
        "0, 1970-01-01T00:00:00Z",
        ".5, 1970-01-01T00:00:00.5Z",
        "2023-11-14T22:13:20.007Z, 2023-11-14T22:13:20.007Z"
    })
    void theStartIsReadInEveryFormThatClientsSend(String header, Instant start) {
        assertThat(UploadRequest.of("RELATIVE", header).start()).isEqualTo(start);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-1", "1E999999999", "1e12", "-2023-11-14T22:13:20Z", "NaN"})
    void anyOtherStartIsRefused(String header) {
        assertThatThrownBy(() -> UploadRequest.of("RELATIVE", header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x-amzn-producer-start-timestamp");
    }

    @Test
    void absoluteTimecodesNeedNoStart() {
        assertThat(UploadRequest.of("ABSOLUTE", null).start()).isEqualTo(Instant.EPOCH);
        assertThat(UploadRequest.of("ABSOLUTE", "1700000000").start()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void relativeTimecodesDo() {
        assertThatThrownBy(() -> UploadRequest.of("RELATIVE", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereAreTwoTypes() {
        assertThatThrownBy(() -> UploadRequest.of("relative", "1"))
                .hasMessageContaining("ABSOLUTE or RELATIVE");
        assertThatThrownBy(() -> UploadRequest.of(null, "1"))
                .hasMessageContaining("x-amzn-fragment-timecode-type");
    }
}
