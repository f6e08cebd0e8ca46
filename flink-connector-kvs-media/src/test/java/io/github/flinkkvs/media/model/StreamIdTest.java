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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StreamIdTest {

    private static final String ARN =
            "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/camera_1.a-b/1551924009774";

    @Test
    void aNameIsKeptAsItIs() {
        StreamId stream = StreamId.of("camera_1.a-b");

        assertThat(stream.name()).isEqualTo("camera_1.a-b");
        assertThat(stream.arn()).isEmpty();
        assertThat(stream).hasToString("camera_1.a-b");
    }

    @Test
    void anArnHasTheNameInsideIt() {
        StreamId stream = StreamId.of(ARN);

        assertThat(stream.name()).isEqualTo("camera_1.a-b");
        assertThat(stream.arn()).contains(ARN);
        assertThat(stream).hasToString(ARN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "aws-cn", "aws-us-gov", "aws-iso"})
    void anyPartitionIsAccepted(String partition) {
        String arn = ARN.replace("arn:aws:", "arn:" + partition + ":");

        assertThat(StreamId.of(arn).arn()).contains(arn);
    }

    @Test
    void namesMayHave256Characters() {
        assertThat(StreamId.of("n".repeat(256)).name()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> StreamId.of("n".repeat(257)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "two words",
                "camera/1",
                "k\u00e4mera",
                "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/camera",
                "arn:aws:kinesis:eu-central-1:123456789012:stream/camera/1551924009774",
                "arn:aws:kinesisvideo:eu-central-1:123456789012:channel/camera/1551924009774"
            })
    void whatIsNeitherNameNorArnIsRefusedWithBothForms(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamId.of(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("stream name")
                .withMessageContaining("ARN");
    }

    @Test
    void aStreamByNameIsNotTheStreamByArn() {
        assertThat(StreamId.of(ARN)).isNotEqualTo(StreamId.of("camera_1.a-b"));
        assertThat(StreamId.of(ARN))
                .isEqualTo(StreamId.of(ARN))
                .hasSameHashCodeAs(StreamId.of(ARN));
    }

    @Test
    void itTravelsInsideASerializedSource() throws Exception {
        assertThat(InstantiationUtil.clone(StreamId.of(ARN))).isEqualTo(StreamId.of(ARN));
    }
}
