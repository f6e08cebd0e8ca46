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
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MediaFrameSerializerTest {

    private final TypeSerializer<MediaFrame> serializer =
            MediaFrameTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());
    private final MediaFragment fragment = TestingFragments.fragment();
    private final MediaFrame keyFrame = fragment.frames().get(0);
    private final MediaFrame sound = fragment.frames().get(1);

    @Test
    void nothingOfAFrameIsLostOnTheWay() throws IOException {
        for (MediaFrame frame : fragment.frames()) {
            assertSameContent(read(write(frame)), frame);
        }
    }

    @Test
    void aFrameTravelsWithItsOwnBytesOnly() throws IOException {
        byte[] written = write(keyFrame);
        MediaFrame arrived = read(written);

        assertThat(new String(written, ISO_8859_1))
                .contains("key-")
                .doesNotContain("head", "pcm-", "delta", "tail");
        assertThat(arrived.detached()).as("it has no other bytes").isSameAs(arrived);
    }

    @Test
    void aFrameOfWhichLittleIsKnownArrivesToo() throws IOException {
        for (long trackNumber : new long[] {0, 7}) {
            MediaFrame bare = bareFrame(trackNumber);

            assertSameContent(read(write(bare)), bare);
        }
    }

    @Test
    void itReadsAndWritesTheBytesOfFormatOne() throws IOException {
        assertGolden("media-frame-v1", keyFrame);
        assertGolden("media-frame-v1-sound", sound);
        assertGolden("media-frame-v1-bare", bareFrame(7));
    }

    @Test
    void severalFramesFollowEachOther() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (MediaFrame frame : fragment.frames()) {
            serializer.serialize(frame, out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        for (MediaFrame frame : fragment.frames()) {
            assertSameContent(serializer.deserialize(in), frame);
        }
        assertThat(in.available()).isZero();
    }

    @Test
    void aBinaryCopyTakesOneFrameAndNoByteMore() throws IOException {
        byte[] one = write(keyFrame);
        DataInputDeserializer in = new DataInputDeserializer(Arrays.copyOf(one, one.length + 2));
        DataOutputSerializer out = new DataOutputSerializer(64);

        serializer.copy(in, out);

        assertThat(out.getCopyOfBuffer()).isEqualTo(one);
        assertThat(in.available()).isEqualTo(2);
    }

    @Test
    void aCopyIsTheSameInstance() {
        assertThat(serializer.copy(keyFrame)).isSameAs(keyFrame);
        assertThat(serializer.copy(keyFrame, sound)).isSameAs(keyFrame);
        assertThat(serializer.isImmutableType()).isTrue();
    }

    @Test
    void aFrameWithoutItsMediaIsNotSent() {
        MediaFragment without =
                new MediaFragment(
                        fragment.stream(),
                        fragment.header(),
                        fragment.tags(),
                        fragment.tracks(),
                        fragment.index(),
                        new byte[0],
                        fragment.chunkLength());

        assertThatIllegalStateException()
                .isThrownBy(() -> write(without.frames().get(0)))
                .withMessageContaining("without its media");
    }

    @Test
    void anUnknownFormatIsRefusedWithBothFormats() throws IOException {
        byte[] bytes = write(keyFrame);
        bytes[0] = 2;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(bytes))
                .withMessageContaining("format 2 found")
                .withMessageContaining("format 1 supported");
    }

    @Test
    void bytesCutAnywhereAreAnIoException() throws IOException {
        for (MediaFrame frame : fragment.frames()) {
            byte[] whole = write(frame);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatExceptionOfType(IOException.class)
                        .as("cut at byte %d", length)
                        .isThrownBy(() -> read(cut));
            }
        }
    }

    @Test
    void anyDamagedByteIsReadOrAnIoException() throws IOException {
        byte[] whole = write(keyFrame);

        for (int position = 0; position < whole.length; position++) {
            for (int value : new int[] {0x00, 0x7F, 0x80, 0xFF}) {
                byte[] damaged = whole.clone();
                damaged[position] = (byte) value;
                assertThat(outcome(damaged))
                        .as("byte %d set to %d", position, value)
                        .isIn("read", "IOException");
            }
        }
    }

    @Test
    void aRestoredSnapshotGivesACompatibleSerializer() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        TypeSerializerSnapshot<MediaFrame> restored =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader());

        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(restored)
                                .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void theSerializerStaysOneInstance() throws Exception {
        assertThat(InstantiationUtil.clone(serializer)).isSameAs(serializer);
        assertThat(serializer.duplicate()).isSameAs(serializer);
    }

    @Test
    void flinkFindsTheTypeInformationByItself() throws Exception {
        assertThat(
                        Stream.of(
                                TypeInformation.of(MediaFrame.class),
                                TypeExtractor.createTypeInfo(MediaFrame.class),
                                TypeExtractor.getForObject(keyFrame),
                                InstantiationUtil.clone(MediaFrameTypeInfo.INSTANCE)))
                .allSatisfy(info -> assertThat(info).isSameAs(MediaFrameTypeInfo.INSTANCE));
    }

    @Test
    void aFrameIsNoKey() {
        assertThat(MediaFrameTypeInfo.INSTANCE.isKeyType()).isFalse();
    }

    private static MediaFrame bareFrame(long trackNumber) {
        return new MediaFrame(
                StreamId.of("bare"),
                FragmentNumber.of("0"),
                0,
                Instant.EPOCH,
                Optional.empty(),
                false,
                MediaTrack.undeclared(trackNumber),
                new byte[0]);
    }

    private void assertGolden(String name, MediaFrame frame) throws IOException {
        byte[] golden = GoldenBytes.of(name);

        assertThat(write(frame)).isEqualTo(golden);
        assertSameContent(read(golden), frame);
    }

    private byte[] write(MediaFrame frame) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(frame, out);
        return out.getCopyOfBuffer();
    }

    private MediaFrame read(byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }

    private String outcome(byte[] bytes) {
        try {
            read(bytes);
            return "read";
        } catch (IOException e) {
            return "IOException";
        } catch (RuntimeException | OutOfMemoryError e) {
            return e.toString();
        }
    }

    private static void assertSameContent(MediaFrame actual, MediaFrame expected) {
        assertThat(actual).isEqualTo(expected);
        assertThat(actual.timestamp()).isEqualTo(expected.timestamp());
        assertThat(actual.duration()).isEqualTo(expected.duration());
        assertThat(actual.keyFrame()).isEqualTo(expected.keyFrame());
        assertThat(actual.track()).isEqualTo(expected.track());
        assertThat(actual.data()).isEqualTo(expected.data());
    }
}
