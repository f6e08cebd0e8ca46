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

import io.github.flinkkvs.media.GoldenBytes;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BadFragmentSerializerTest {

    private static final BadFragment FULL =
            BadFragment.unreadable(
                    StreamId.of("camera-1"),
                    TestingFragments.NUMBER,
                    Optional.of(TestingFragments.PRODUCER_TIME),
                    Optional.of(TestingFragments.SERVER_TIME),
                    "an element is too large",
                    4_711,
                    new byte[] {1, 2, 3});

    private static final BadFragment BARE =
            BadFragment.unreadable(
                    StreamId.of("camera-1"),
                    TestingFragments.NUMBER,
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    -1,
                    new byte[0]);

    private final TypeSerializer<BadFragment> serializer =
            BadFragmentTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());

    @Test
    void nothingIsLostOnTheWay() throws IOException {
        for (BadFragment bad :
                new BadFragment[] {
                    FULL,
                    BARE,
                    BadFragment.notDeserialized(TestingFragments.fragment(), "thrown at")
                }) {
            assertSameContent(read(write(bad)), bad);
        }
    }

    @Test
    void itReadsAndWritesTheBytesOfFormatOne() throws IOException {
        byte[] golden = GoldenBytes.of("bad-fragment-v1");

        assertThat(write(FULL)).isEqualTo(golden);
        assertSameContent(read(golden), FULL);
    }

    @Test
    void anUnknownFormatIsRefusedWithBothFormats() throws IOException {
        byte[] bytes = write(FULL);
        bytes[0] = 2;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(bytes))
                .withMessageContaining("format 2 found")
                .withMessageContaining("format 1 supported");
    }

    @Test
    void bytesCutAnywhereAreAnIoException() throws IOException {
        byte[] whole = write(FULL);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(IOException.class)
                    .as("cut at byte %d", length)
                    .isThrownBy(() -> read(cut));
        }
    }

    @Test
    void aBinaryCopyTakesOneAndNoByteMore() throws IOException {
        DataOutputSerializer two = new DataOutputSerializer(64);
        serializer.serialize(FULL, two);
        serializer.serialize(BARE, two);
        DataInputDeserializer in = new DataInputDeserializer(two.getCopyOfBuffer());
        DataOutputSerializer out = new DataOutputSerializer(64);

        serializer.copy(in, out);

        assertThat(out.getCopyOfBuffer()).isEqualTo(write(FULL));
        assertSameContent(serializer.deserialize(in), BARE);
    }

    @Test
    void aRestoredSnapshotGivesACompatibleSerializer() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        TypeSerializerSnapshot<BadFragment> restored =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader());

        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    }

    @Test
    void thereIsOneSerializerAndOneTypeInformation() throws Exception {
        assertThat(InstantiationUtil.clone(serializer)).isSameAs(serializer);
        assertThat(serializer.copy(FULL)).isSameAs(FULL);
        assertThat(TypeInformation.of(BadFragment.class)).isSameAs(BadFragmentTypeInfo.INSTANCE);
        assertThat(InstantiationUtil.clone(BadFragmentTypeInfo.INSTANCE))
                .isSameAs(BadFragmentTypeInfo.INSTANCE);
        assertThat(BadFragmentTypeInfo.INSTANCE.isKeyType()).isFalse();
    }

    private byte[] write(BadFragment fragment) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(fragment, out);
        return out.getCopyOfBuffer();
    }

    private BadFragment read(byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }

    private static void assertSameContent(BadFragment actual, BadFragment expected) {
        assertThat(actual).isEqualTo(expected);
        assertThat(actual.producerTimestamp()).isEqualTo(expected.producerTimestamp());
        assertThat(actual.serverTimestamp()).isEqualTo(expected.serverTimestamp());
        assertThat(actual.reason()).isEqualTo(expected.reason());
        assertThat(actual.errorOffset()).isEqualTo(expected.errorOffset());
        assertThat(actual.bytes()).isEqualTo(expected.bytes());
    }
}
