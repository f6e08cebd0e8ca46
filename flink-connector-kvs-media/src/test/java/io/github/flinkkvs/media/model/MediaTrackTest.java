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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MediaTrackTest {

    private static final byte[] CODEC_PRIVATE = {1, 2, 3};

    private static final MediaTrack FULL =
            MediaTrack.builder()
                    .number(Long.MAX_VALUE)
                    .uid(new BigInteger("18446744073709551615"))
                    .type(MediaTrackType.METADATA)
                    .codecId("V_MPEG4/ISO/AVC")
                    .name("K\u00fcche \u20ac")
                    .language("ger")
                    .codecPrivate(CODEC_PRIVATE)
                    .defaultDuration(Duration.ofNanos(33_333_333))
                    .video(new MediaTrack.Video(640, 360))
                    .audio(new MediaTrack.Audio(44_100.5, 2, OptionalInt.of(16)))
                    .build();

    private static final MediaTrack BARE = MediaTrack.builder().number(1).build();

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        MediaTrack noBitDepth =
                MediaTrack.builder()
                        .number(2)
                        .audio(new MediaTrack.Audio(8_000, 1, OptionalInt.empty()))
                        .build();

        for (MediaTrack track : List.of(FULL, BARE, noBitDepth)) {
            byte[] written = written(track);
            DataInputStream in = in(written);
            assertThat(MediaTrack.readFrom(in)).isEqualTo(track).hasSameHashCodeAs(track);
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void bytesCutShortAreAnIoException() throws Exception {
        byte[] written = written(FULL);
        for (int length = 0; length < written.length; length++) {
            byte[] cut = Arrays.copyOf(written, length);
            assertThatThrownBy(() -> MediaTrack.readFrom(in(cut))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void lengthsThatCannotHaveBeenWrittenAreRefused() throws Exception {
        int lengthAt = written(FULL).length - CODEC_PRIVATE.length - Integer.BYTES;
        for (int length : new int[] {-1, Integer.MAX_VALUE, (64 << 20) + 1}) {
            byte[] written = written(FULL);
            ByteBuffer.wrap(written).putInt(lengthAt, length);
            assertThatThrownBy(() -> MediaTrack.readFrom(in(written)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(length + " bytes");
        }
    }

    @Test
    void aNumberThatCannotHaveBeenWrittenIsRefused() throws Exception {
        byte[] written = written(BARE);
        ByteBuffer.wrap(written).putLong(0, 0);

        assertThatThrownBy(() -> MediaTrack.readFrom(in(written))).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNotKnownIsEmpty() {
        assertThat(BARE.type()).isEqualTo(MediaTrackType.UNKNOWN);
        assertThat(BARE.codecId()).isEmpty();
        assertThat(BARE.codecPrivate().hasRemaining()).isFalse();
        assertThat(BARE.uid()).isEmpty();
        assertThat(BARE.name()).isEmpty();
        assertThat(BARE.language()).isEmpty();
        assertThat(BARE.defaultDuration()).isEmpty();
        assertThat(BARE.video()).isEmpty();
        assertThat(BARE.audio()).isEmpty();
    }

    @Test
    void codecPrivateCannotBeChangedFromOutside() {
        byte[] mine = {1, 2, 3};
        MediaTrack track = MediaTrack.builder().number(1).codecPrivate(mine).build();
        mine[0] = 9;

        assertThat(track.codecPrivate()).isEqualTo(ByteBuffer.wrap(CODEC_PRIVATE));
        assertThatThrownBy(() -> track.codecPrivate().put(0, (byte) 9))
                .isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void tracksDifferByEachOfTheirFields() {
        List<MediaTrack> others =
                List.of(
                        BARE,
                        MediaTrack.builder().number(2).build(),
                        MediaTrack.builder().number(1).uid(BigInteger.ONE).build(),
                        MediaTrack.builder().number(1).type(MediaTrackType.VIDEO).build(),
                        MediaTrack.builder().number(1).codecId("x").build(),
                        MediaTrack.builder().number(1).name("x").build(),
                        MediaTrack.builder().number(1).language("x").build(),
                        MediaTrack.builder().number(1).codecPrivate(CODEC_PRIVATE).build(),
                        MediaTrack.builder().number(1).defaultDuration(Duration.ZERO).build(),
                        MediaTrack.builder().number(1).video(new MediaTrack.Video(1, 1)).build(),
                        FULL);

        assertThat(others).doesNotHaveDuplicates();
    }

    @Test
    void valuesThatNoTrackHasAreRefused() {
        assertThatThrownBy(() -> MediaTrack.builder().build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MediaTrack.builder().uid(BigInteger.ONE.negate()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MediaTrack.builder().uid(BigInteger.TWO.pow(64)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toStringTellsTheSizeOfTheDecoderDataOnly() {
        assertThat(BARE)
                .hasToString(
                        "MediaTrack{number=1, type=UNKNOWN, codecId=, name=null, "
                                + "codecPrivate=0 bytes}");
    }

    @ParameterizedTest
    @EnumSource(MediaTrackType.class)
    void aTypeIsFoundByItsCode(MediaTrackType type) {
        assertThat(MediaTrackType.ofCode(type.code())).isEqualTo(type);
    }

    @Test
    void aCodeWithoutNameIsUnknown() {
        assertThat(MediaTrackType.ofCode(0x7F)).isEqualTo(MediaTrackType.UNKNOWN);
        assertThat(MediaTrackType.ofCode(Long.MIN_VALUE | 1)).isEqualTo(MediaTrackType.UNKNOWN);
    }

    private static byte[] written(MediaTrack track) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        track.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
