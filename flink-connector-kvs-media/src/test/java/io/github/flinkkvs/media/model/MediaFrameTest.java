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

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MediaFrameTest {

    private final MediaFragment fragment = TestingFragments.fragment();
    private final MediaFrame delta = fragment.frames().get(2);

    @Test
    void aFrameSaysWhereItIsFrom() {
        assertThat(delta.stream()).isEqualTo(StreamId.of("camera-1"));
        assertThat(delta.streamName()).isEqualTo("camera-1");
        assertThat(delta.fragmentNumber()).isEqualTo(TestingFragments.NUMBER);
        assertThat(delta.index()).isEqualTo(2);
    }

    @Test
    void aFrameSaysHowToDecodeIt() {
        assertThat(delta.track().codecId()).isEqualTo("V_MPEG4/ISO/AVC");
        assertThat(delta.track().codecPrivate().remaining()).isEqualTo(4);
        assertThat(delta.track().video()).contains(new MediaTrack.Video(640, 480));
        assertThat(delta.trackNumber()).isEqualTo(1);
        assertThat(delta.keyFrame()).isFalse();
        assertThat(delta.duration()).contains(Duration.ofMillis(40));
        assertThat(delta.timestamp()).isEqualTo(TestingFragments.PRODUCER_TIME.plusMillis(40));
    }

    @Test
    void framesOfAFragmentShareItsTracks() {
        assertThat(fragment.frames())
                .extracting(MediaFrame::track)
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .containsExactly(
                        fragment.tracks().get(0),
                        fragment.tracks().get(1),
                        fragment.tracks().get(0));
    }

    @Test
    void aTrackThatTheFragmentDoesNotDeclareHasItsNumberOnly() {
        for (long number : new long[] {0, 7}) {
            MediaTrack track = frameOfTrack(number).track();

            assertThat(track.number()).isEqualTo(number);
            assertThat(track.type()).isEqualTo(MediaTrackType.UNKNOWN);
            assertThat(track.codecId()).isEmpty();
            assertThat(track.codecPrivate().hasRemaining()).isFalse();
        }
    }

    @Test
    void itsBytesAreAViewThatReachesNoFurther() {
        ByteBuffer data = delta.data();

        assertThat(text(data.duplicate())).isEqualTo("delta");
        assertThat(delta.length()).isEqualTo(5);
        assertThat(data.capacity()).isEqualTo(5);
        assertThat(data.hasArray()).isFalse();
        assertThatExceptionOfType(ReadOnlyBufferException.class)
                .isThrownBy(() -> data.put(0, (byte) 0));
        assertThat(data.get()).as("each view has a position of its own").isEqualTo((byte) 'd');
        assertThat(delta.data().remaining()).isEqualTo(5);
    }

    @Test
    void aDetachedFrameIsTheSameFrameWithBytesOfItsOwn() {
        byte[] chunk = "<delta>".getBytes(UTF_8);
        MediaFrame frame = frameIn(chunk);

        MediaFrame detached = frame.detached();
        chunk[1] = 'D';

        assertThat(detached).isEqualTo(frame).hasToString(frame.toString());
        assertThat(detached.track()).isSameAs(frame.track());
        assertThat(detached.duration()).isEqualTo(frame.duration());
        assertThat(text(frame.data())).isEqualTo("Delta");
        assertThat(text(detached.data())).isEqualTo("delta");
        assertThat(detached.detached()).isSameAs(detached);
    }

    @Test
    void aFrameCanBeMadeByHand() {
        MediaTrack track = MediaTrack.builder().number(3).codecId("V_MJPEG").build();
        Instant time = Instant.parse("2026-03-01T10:00:00Z");

        MediaFrame frame =
                new MediaFrame(
                        StreamId.of("camera-9"),
                        FragmentNumber.of("5"),
                        1,
                        time,
                        Optional.empty(),
                        true,
                        track,
                        new byte[] {1, 2, 3});

        assertThat(frame.timestamp()).isEqualTo(time);
        assertThat(frame.duration()).isEmpty();
        assertThat(frame.track()).isSameAs(track);
        assertThat(frame.data()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void aFrameWithoutItsMediaSaysSoWhereTheyAreAskedFor() {
        MediaFragment without =
                new MediaFragment(
                        fragment.stream(),
                        fragment.header(),
                        fragment.tags(),
                        fragment.tracks(),
                        fragment.index(),
                        new byte[0],
                        fragment.chunkLength());
        MediaFrame frame = without.frames().get(2);

        assertThat(frame.timestamp()).isEqualTo(delta.timestamp());
        assertThat(frame.length()).isEqualTo(5);
        assertThatIllegalStateException()
                .isThrownBy(frame::data)
                .withMessageContaining(TestingFragments.NUMBER.toString())
                .withMessageContaining("without its media");
        assertThatIllegalStateException().isThrownBy(frame::detached);
    }

    @Test
    void streamNumberAndIndexMakeTheFrame() {
        FragmentNumber next = FragmentNumber.of("91343852333181432392682062607743920146264334722");
        List<MediaFrame> again = TestingFragments.fragment().frames();

        assertThat(delta).isEqualTo(again.get(2)).hasSameHashCodeAs(again.get(2));
        assertThat(delta)
                .isNotEqualTo(again.get(0))
                .isNotEqualTo(TestingFragments.fragment("camera-1", next).frames().get(2))
                .isNotEqualTo(
                        TestingFragments.fragment("camera-2", TestingFragments.NUMBER)
                                .frames()
                                .get(2));
    }

    @Test
    void itsTextHoldsNoMedia() {
        assertThat(delta.toString())
                .contains("stream=camera-1", TestingFragments.NUMBER.toString(), "bytes=5")
                .doesNotContain("delta");
    }

    private MediaFrame frameOfTrack(long number) {
        FrameIndex index = FrameIndex.builder().add(number, 0, -1, true, 0, 1).build();
        return fragment(index, new byte[1]).frames().get(0);
    }

    private MediaFrame frameIn(byte[] chunk) {
        FrameIndex index = FrameIndex.builder().add(1, 0, 40_000_000, true, 1, 5).build();
        return fragment(index, chunk).frames().get(0);
    }

    private MediaFragment fragment(FrameIndex index, byte[] chunk) {
        return new MediaFragment(
                fragment.stream(),
                fragment.header(),
                fragment.tags(),
                fragment.tracks(),
                index,
                chunk,
                chunk.length);
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }
}
