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

package io.github.flinkkvs.media.decode;

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecodedFrameSerializerTest {

    /** Written by the first version: it is read for ever. */
    private static final String GOLDEN =
            "01000a66726f6e742d646f6f720001370000000300000000000000010000000069a40dc0075bcd15"
                    + "010100000002000000010000000301020a";

    private final TypeSerializer<DecodedFrame> serializer =
            TypeInformation.of(DecodedFrame.class).createSerializer(new SerializerConfigImpl());

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsRead(PictureFormat format) throws IOException {
        DecodedFrame frame = frame(format);

        assertThat(read(written(frame))).isEqualTo(frame);
        assertThat(serializer.copy(frame)).isSameAs(frame);
    }

    @Test
    void theFirstVersionIsRead() throws IOException {
        assertThat(HexFormat.of().formatHex(written(frame(PictureFormat.JPEG)))).isEqualTo(GOLDEN);
        assertThat(read(HexFormat.of().parseHex(GOLDEN))).isEqualTo(frame(PictureFormat.JPEG));
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        byte[] bytes = written(frame(PictureFormat.BGR));
        bytes[0] = 2;

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 2 found");
    }

    private static DecodedFrame frame(PictureFormat format) {
        return new DecodedFrame(
                StreamId.of("front-door"),
                FragmentNumber.of("7"),
                3,
                1,
                Instant.parse("2026-03-01T09:58:24.123456789Z"),
                true,
                new Picture(format, 2, 1, new byte[] {1, 2, 10}));
    }

    private byte[] written(DecodedFrame frame) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(frame, out);
        return out.getCopyOfBuffer();
    }

    private DecodedFrame read(byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }
}
