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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MediaFragmentSerializerTest {

    private final TypeSerializer<MediaFragment> serializer =
            MediaFragmentTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());

    @Test
    void nothingOfAFragmentIsLostOnTheWay() throws IOException {
        MediaFragment fragment = TestingFragments.fragment();

        MediaFragment arrived = read(write(fragment));

        assertSameContent(arrived, fragment);
    }

    @Test
    void aFragmentOfWhichLittleIsKnownArrivesToo() throws IOException {
        MediaFragment fragment = TestingFragments.bareFragment();

        MediaFragment arrived = read(write(fragment));

        assertSameContent(arrived, fragment);
        assertThat(arrived.millisBehindNow()).isEmpty();
    }

    @Test
    void tagsLongerThanModifiedUtfAllowsArrive() throws IOException {
        MediaFragment bare = TestingFragments.bareFragment();
        String longValue = "\u00e9".repeat(70_000);
        MediaFragment fragment =
                new MediaFragment(
                        bare.stream(),
                        bare.header(),
                        List.of(new MediaTag("t", longValue, MediaTag.Place.AFTER_CLUSTER)),
                        bare.tracks(),
                        bare.index(),
                        new byte[0],
                        0);

        assertThat(read(write(fragment)).tags().get(0).value()).isEqualTo(longValue);
    }

    @Test
    void itReadsAndWritesTheBytesOfFormatOne() throws IOException {
        byte[] golden = GoldenBytes.of("media-fragment-v1");

        assertThat(write(TestingFragments.fragment())).isEqualTo(golden);
        assertSameContent(read(golden), TestingFragments.fragment());
    }

    @Test
    void severalFragmentsFollowEachOther() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(TestingFragments.fragment(), out);
        serializer.serialize(TestingFragments.bareFragment(), out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertSameContent(serializer.deserialize(in), TestingFragments.fragment());
        assertSameContent(serializer.deserialize(in), TestingFragments.bareFragment());
        assertThat(in.available()).isZero();
    }

    @Test
    void aBinaryCopyTakesOneFragmentAndNoByteMore() throws IOException {
        byte[] one = write(TestingFragments.fragment());
        DataInputDeserializer in = new DataInputDeserializer(concat(one, new byte[] {9, 9}));
        DataOutputSerializer out = new DataOutputSerializer(64);

        serializer.copy(in, out);

        assertThat(out.getCopyOfBuffer()).isEqualTo(one);
        assertThat(in.available()).isEqualTo(2);
    }

    @Test
    void aCopyIsTheSameInstance() {
        MediaFragment fragment = TestingFragments.fragment();

        assertThat(serializer.copy(fragment)).isSameAs(fragment);
        assertThat(serializer.copy(fragment, TestingFragments.bareFragment())).isSameAs(fragment);
        assertThat(serializer.isImmutableType()).isTrue();
    }

    @Test
    void anUnknownFormatIsRefusedWithBothFormats() throws IOException {
        byte[] bytes = write(TestingFragments.fragment());
        bytes[0] = 2;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(bytes))
                .withMessageContaining("format 2 found")
                .withMessageContaining("format 1 supported");
    }

    @Test
    void bytesCutAnywhereAreAnIoException() throws IOException {
        byte[] whole = write(TestingFragments.fragment());

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(IOException.class)
                    .as("cut at byte %d", length)
                    .isThrownBy(() -> read(cut));
        }
    }

    @Test
    void anyDamagedByteIsReadOrAnIoException() throws IOException {
        byte[] whole = write(TestingFragments.fragment());

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

        TypeSerializerSnapshot<MediaFragment> restored =
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
                                TypeInformation.of(MediaFragment.class),
                                TypeExtractor.createTypeInfo(MediaFragment.class),
                                TypeExtractor.getForObject(TestingFragments.fragment()),
                                InstantiationUtil.clone(MediaFragmentTypeInfo.INSTANCE)))
                .allSatisfy(info -> assertThat(info).isSameAs(MediaFragmentTypeInfo.INSTANCE));
    }

    @Test
    void aFragmentIsNoKey() {
        assertThat(MediaFragmentTypeInfo.INSTANCE.isKeyType()).isFalse();
    }

    private byte[] write(MediaFragment fragment) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(fragment, out);
        return out.getCopyOfBuffer();
    }

    private MediaFragment read(byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }

    private String outcome(byte[] bytes) {
        try {
            readFully(bytes);
            return "read";
        } catch (IOException e) {
            return "IOException";
        } catch (RuntimeException | OutOfMemoryError e) {
            return e.toString();
        }
    }

    /** Views come later than reading, so a frame outside of the chunk would only show there. */
    private void readFully(byte[] bytes) throws IOException {
        MediaFragment fragment = read(bytes);
        fragment.frames().forEach(MediaFrame::data);
    }

    private static void assertSameContent(MediaFragment actual, MediaFragment expected) {
        assertThat(actual).isEqualTo(expected);
        assertThat(actual.header()).isEqualTo(expected.header());
        assertThat(actual.tags()).isEqualTo(expected.tags());
        assertThat(actual.tracks()).isEqualTo(expected.tracks());
        assertThat(actual.index()).isEqualTo(expected.index());
        assertThat(actual.chunk()).isEqualTo(expected.chunk());
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
