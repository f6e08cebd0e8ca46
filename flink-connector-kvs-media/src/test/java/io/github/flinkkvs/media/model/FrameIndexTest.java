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

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrameIndexTest {

    @Test
    void framesAreFoundAsTheyWereAdded() {
        FrameIndex frames = index(1_000);

        assertThat(frames.size()).isEqualTo(1_000);
        assertThat(frames.keyFrameCount()).isEqualTo(100);
        assertThat(frames.trackNumber(999)).isEqualTo(1L << 40 | 999);
        assertThat(frames.timeOffsetNanos(999)).isEqualTo(-999);
        assertThat(frames.durationNanos(999)).isEqualTo(1_998);
        assertThat(frames.keyFrame(990)).isTrue();
        assertThat(frames.keyFrame(999)).isFalse();
        assertThat(frames.offset(999)).isEqualTo(9_990);
        assertThat(frames.length(999)).isEqualTo(10);
    }

    @Property
    void anyNumbersAreFoundAsTheyWereAdded(@ForAll("frames") List<Frame> added) {
        FrameIndexBuilder builder = FrameIndex.builder();
        added.forEach(frame -> frame.addTo(builder));

        assertThat(framesOf(builder.build())).isEqualTo(added);
    }

    @Property
    void numbersCloseToEachOtherAreFoundAsTheyWereAdded(
            @ForAll long base, @ForAll @Size(max = 40) List<Byte> differences) {
        List<Frame> added = new ArrayList<>();
        FrameIndexBuilder builder = FrameIndex.builder();
        for (byte more : differences) {
            long millis = (base % 1_000_000_000 + more) * 1_000_000;
            int place = (int) (base & 0xFFFFFF) + more + 128;
            added.add(new Frame(base + more, millis, base - more, more > 0, place, more + 128));
        }
        added.forEach(frame -> frame.addTo(builder));

        assertThat(framesOf(builder.build())).isEqualTo(added);
    }

    @Test
    void aFrameOfASmallFragmentCostsAFewBytes() {
        FrameIndexBuilder builder = FrameIndex.builder();
        for (int i = 0; i < 60; i++) {
            builder.add(1, i * 33_000_000L, -1, i == 0, 8_000 * i, 8_000 + i);
        }

        assertThat(builder.build().retainedBytes()).isLessThan(80 + 60 * 9);
    }

    @Test
    void framesBeyondTheLastAreRefused() {
        FrameIndex frames = index(3);

        assertThatThrownBy(() -> frames.offset(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> frames.length(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anIndexDoesNotChangeWithItsBuilder() {
        FrameIndexBuilder builder = FrameIndex.builder();
        FrameIndex first = builder.add(1, 2, 3, true, 4, 5).build();
        FrameIndex second = builder.add(9, 9, 9, false, 9, 9).build();

        assertThat(first.size()).isEqualTo(1);
        assertThat(first.trackNumber(0)).isEqualTo(1);
        assertThat(second.size()).isEqualTo(1);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (int size : new int[] {0, 1, 64, 65, 1_000}) {
            FrameIndex frames = index(size);
            DataInputStream in = in(written(frames));
            assertThat(FrameIndex.readFrom(in)).isEqualTo(frames).hasSameHashCodeAs(frames);
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void bytesCutShortAreAnIoException() throws Exception {
        byte[] written = written(index(3));
        for (int length = 0; length < written.length; length++) {
            byte[] cut = Arrays.copyOf(written, length);
            assertThatThrownBy(() -> FrameIndex.readFrom(in(cut))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void valuesThatCannotHaveBeenWrittenAreRefused() throws Exception {
        int offsetAt = Integer.BYTES + 3 * Long.BYTES;
        assertRefused(0, -1);
        assertRefused(0, FrameIndex.MAX_FRAMES + 1);
        assertRefused(0, Integer.MAX_VALUE);
        assertRefused(offsetAt, -1);
        assertRefused(offsetAt + Integer.BYTES, -1);
    }

    @Test
    void toStringCounts() {
        assertThat(index(20)).hasToString("FrameIndex{20 frames, 2 key frames}");
    }

    private static void assertRefused(int at, int value) throws IOException {
        byte[] written = written(index(1));
        ByteBuffer.wrap(written).putInt(at, value);
        assertThatThrownBy(() -> FrameIndex.readFrom(in(written)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(String.valueOf(value));
    }

    private static List<Frame> framesOf(FrameIndex index) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < index.size(); i++) {
            frames.add(
                    new Frame(
                            index.trackNumber(i),
                            index.timeOffsetNanos(i),
                            index.durationNanos(i),
                            index.keyFrame(i),
                            index.offset(i),
                            index.length(i)));
        }
        return frames;
    }

    private static FrameIndex index(int size) {
        FrameIndexBuilder frames = FrameIndex.builder();
        for (int i = 0; i < size; i++) {
            frames.add(1L << 40 | i, -i, 2L * i, i % 10 == 0, 10 * i, 10);
        }
        return frames.build();
    }

    private static byte[] written(FrameIndex frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private record Frame(
            long track, long time, long duration, boolean keyFrame, int offset, int length) {

        void addTo(FrameIndexBuilder frames) {
            frames.add(track, time, duration, keyFrame, offset, length);
        }
    }

    @Provide
    Arbitrary<List<Frame>> frames() {
        Arbitrary<Integer> positive = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<Long> any = Arbitraries.longs();
        return Combinators.combine(any, any, any, Arbitraries.of(true, false), positive, positive)
                .as(Frame::new)
                .list()
                .ofMaxSize(40);
    }
}
