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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

class MediaFragmentTest {

    private final MediaFragment fragment = TestingFragments.fragment();

    @Test
    void itShowsWhatTheServiceSaidOfIt() {
        assertThat(fragment.streamName()).isEqualTo("camera-1");
        assertThat(fragment.fragmentNumber()).isEqualTo(TestingFragments.NUMBER);
        assertThat(fragment.continuationToken()).isEqualTo(TestingFragments.NUMBER.toString());
        assertThat(fragment.producerTimestamp()).isEqualTo(TestingFragments.PRODUCER_TIME);
        assertThat(fragment.serverTimestamp()).isEqualTo(TestingFragments.SERVER_TIME);
        assertThat(fragment.millisBehindNow()).hasValue(2_500);
    }

    @Test
    void framesAreViewsOfTheChunksBytes() {
        List<MediaFrame> frames = fragment.frames();

        assertThat(frames)
                .extracting(frame -> text(frame.data()))
                .containsExactly("key-", "pcm-", "delta");
        assertThat(frames).extracting(MediaFrame::trackNumber).containsExactly(1L, 2L, 1L);
        assertThat(frames).extracting(MediaFrame::index).containsExactly(0, 1, 2);
        assertThat(frames).extracting(MediaFrame::keyFrame).containsExactly(true, true, false);
    }

    @Test
    void aFragmentWithoutItsMediaSaysSoWhereTheyAreAskedFor() {
        MediaFragment without =
                new MediaFragment(
                        fragment.stream(),
                        fragment.header(),
                        fragment.tags(),
                        fragment.tracks(),
                        fragment.index(),
                        new byte[0],
                        fragment.chunkLength());

        assertThat(without.chunkLength()).isEqualTo(fragment.chunkLength());
        assertThat(without.frames())
                .extracting(MediaFrame::trackNumber)
                .containsExactly(1L, 2L, 1L);
        assertThatIllegalStateException()
                .isThrownBy(without::chunk)
                .withMessageContaining(TestingFragments.NUMBER.toString())
                .withMessageContaining("without its media");
        assertThatIllegalStateException().isThrownBy(() -> without.frames().get(0).data());
    }

    @Test
    void aFramesTimeCountsFromTheProducerTimestamp() {
        assertThat(fragment.frames())
                .extracting(MediaFrame::timestamp)
                .containsExactly(
                        TestingFragments.PRODUCER_TIME,
                        TestingFragments.PRODUCER_TIME.minusMillis(5),
                        TestingFragments.PRODUCER_TIME.plusMillis(40));
    }

    @Test
    void aFrameLastsAsLongAsTheProducerSaidIfItDid() {
        assertThat(fragment.frames().get(0).duration()).contains(Duration.ofMillis(40));
        assertThat(fragment.frames().get(1).duration()).isEmpty();
    }

    @Test
    void framesAndKeyFramesAreCountedWithoutMakingThem() {
        assertThat(fragment.frameCount()).isEqualTo(3);
        assertThat(fragment.keyFrameCount()).isEqualTo(2);
    }

    @Test
    void aFrameThatIsNotThereIsRefusedAtOnce() {
        List<MediaFrame> frames = fragment.frames();

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> frames.get(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> frames.get(-1));
    }

    @Test
    void tagsKeepOrderPlaceAndRepeatedNames() {
        assertThat(fragment.tags())
                .containsExactly(
                        new MediaTag("ContactId", "first", MediaTag.Place.BEFORE_CLUSTER),
                        new MediaTag("Mood", "gr\u00fcn", MediaTag.Place.AFTER_CLUSTER),
                        new MediaTag("ContactId", "second", MediaTag.Place.AFTER_CLUSTER));
    }

    @Test
    void tagValuesOfOneNameAreAllThereInOrder() {
        assertThat(fragment.tagValues())
                .containsExactly(
                        entry("ContactId", List.of("first", "second")),
                        entry("Mood", List.of("gr\u00fcn")));
    }

    @Test
    void theChunkEndsWhereItsLengthSays() {
        assertThat(fragment.chunkLength()).isEqualTo(TestingFragments.chunkText().length());
        assertThat(text(fragment.chunk())).isEqualTo(TestingFragments.chunkText());
    }

    @Test
    void theChunkCannotBeWrittenTo() {
        assertThatExceptionOfType(ReadOnlyBufferException.class)
                .isThrownBy(() -> fragment.chunk().put(0, (byte) 0));
        assertThatExceptionOfType(ReadOnlyBufferException.class)
                .isThrownBy(() -> fragment.frames().get(0).data().put(0, (byte) 0));
    }

    @Test
    void aFramesViewReachesNoByteBeyondTheFrame() {
        ByteBuffer data = fragment.frames().get(0).data();

        assertThat(data.capacity()).isEqualTo(4);
        assertThat(data.hasArray()).isFalse();
    }

    @Test
    void theChunkIsWrittenAsReceived() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        fragment.writeTo(out);

        assertThat(out.toString(UTF_8)).isEqualTo(TestingFragments.chunkText());
    }

    @Test
    void streamAndNumberMakeTheFragment() {
        FragmentNumber next = FragmentNumber.of("91343852333181432392682062607743920146264334722");

        assertThat(fragment)
                .isEqualTo(TestingFragments.fragment())
                .hasSameHashCodeAs(TestingFragments.fragment());
        assertThat(fragment).isNotEqualTo(TestingFragments.fragment("camera-1", next));
        assertThat(fragment)
                .isNotEqualTo(TestingFragments.fragment("camera-2", TestingFragments.NUMBER));
    }

    @Test
    void itsTextNamesStreamAndNumberAndHoldsNoMedia() {
        assertThat(fragment.toString())
                .contains(
                        "stream=camera-1",
                        TestingFragments.NUMBER.toString(),
                        "frames=3",
                        "bytes=27")
                .doesNotContain("pcm-");
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }
}
