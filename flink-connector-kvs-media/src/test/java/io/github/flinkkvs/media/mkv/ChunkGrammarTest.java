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

package io.github.flinkkvs.media.mkv;

import io.github.flinkkvs.media.mkv.TestingMkv.SizeForm;
import io.github.flinkkvs.media.model.MediaTag;
import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.MediaTrackType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import static io.github.flinkkvs.media.mkv.TestingChunk.FRAGMENT;
import static io.github.flinkkvs.media.mkv.TestingChunk.audioTrack;
import static io.github.flinkkvs.media.mkv.TestingChunk.ebmlHeader;
import static io.github.flinkkvs.media.mkv.TestingChunk.frontTags;
import static io.github.flinkkvs.media.mkv.TestingChunk.videoTrack;
import static io.github.flinkkvs.media.mkv.TestingFeed.bytesOf;
import static io.github.flinkkvs.media.mkv.TestingFeed.chunk;
import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.serviceTag;
import static io.github.flinkkvs.media.mkv.TestingMkv.simpleBlock;
import static io.github.flinkkvs.media.mkv.TestingMkv.tag;
import static io.github.flinkkvs.media.mkv.TestingMkv.tags;
import static io.github.flinkkvs.media.mkv.TestingMkv.text;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned;
import static io.github.flinkkvs.media.model.MediaTag.Place.AFTER_CLUSTER;
import static io.github.flinkkvs.media.model.MediaTag.Place.BEFORE_CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

/** Each variant of the grammar of chunks. */
class ChunkGrammarTest {

    private static final byte[] TIMECODE = unsigned(MatroskaElement.TIMECODE, 0);

    private final ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());

    @Test
    void aChunkTellsWhatTheServiceSays() throws Exception {
        byte[] bytes = new TestingChunk().cluster(TIMECODE).build();

        MediaChunk chunk = chunk(bytes);

        assertThat(bytesOf(chunk)).isEqualTo(bytes);
        assertThat(chunk.position()).isZero();
        assertThat(chunk.fragmentNumber()).isEqualTo(FRAGMENT);
        assertThat(chunk.continuationToken()).isEqualTo(FRAGMENT);
        assertThat(chunk.serverTimestamp()).isEqualTo(Instant.ofEpochMilli(1511852109126L));
        assertThat(chunk.producerTimestamp()).isEqualTo(Instant.ofEpochMilli(1511852108513L));
        assertThat(chunk.millisBehindNow()).hasValue(15858);
        assertThat(chunk.tags()).isEmpty();
        assertThat(chunk.frames().size()).isZero();
        assertThat(chunk)
                .hasToString(
                        "MediaChunk{fragmentNumber="
                                + FRAGMENT
                                + ", position=0, length="
                                + bytes.length
                                + ", FrameIndex{0 frames, 0 key frames}}");
    }

    @Test
    void aChunkIsToldWithTheLastByteOfItsTrailer() throws Exception {
        byte[] bytes = TestingChunk.rich();

        assertThat(assembler.feed(ByteBuffer.wrap(bytes, 0, bytes.length - 1))).isNull();
        assertThat(assembler.insideChunk()).isTrue();
        assertThat(assembler.openBytes()).isEqualTo(bytes.length - 1);
        ChunkEvent event = assembler.feed(ByteBuffer.wrap(bytes, bytes.length - 1, 1));

        assertThat(event).isInstanceOf(MediaChunk.class);
        assertThat(assembler.insideChunk()).isFalse();
        assertThat(assembler.openFragmentNumber()).isEmpty();
        assertThat(assembler.position()).isEqualTo(bytes.length);
    }

    @Test
    void theOpenFragmentIsKnownOnceItsFrontTagsAreRead() throws Exception {
        byte[] bytes = new TestingChunk().trailer().build();

        assembler.feed(ByteBuffer.wrap(bytes, 0, bytes.length - 1));
        assertThat(assembler.openFragmentNumber()).isEmpty();
        assembler.feed(ByteBuffer.wrap(bytes, bytes.length - 1, 1));

        assertThat(assembler.openFragmentNumber()).contains(FRAGMENT);
        assertThat(assembler.openServerTimestamp()).contains(Instant.ofEpochMilli(1511852109126L));
    }

    @Test
    void oneEventIsReturnedAtATimeAndTheRestIsLeftInTheBuffer() throws Exception {
        byte[] bytes = TestingChunk.rich();
        ByteBuffer in = ByteBuffer.wrap(concat(bytes, bytes, bytes));

        for (int i = 0; i < 3; i++) {
            MediaChunk chunk = (MediaChunk) assembler.feed(in);
            assertThat(chunk.position()).isEqualTo((long) i * bytes.length);
            assertThat(in.position()).isEqualTo((i + 1) * bytes.length);
        }
        assertThat(assembler.feed(in)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = SizeForm.class,
            names = {"ONE_BYTE"},
            mode = EnumSource.Mode.EXCLUDE)
    void segmentAndClusterMayHaveAnyFormOfSize(SizeForm form) throws Exception {
        for (SizeForm clusterForm : SizeForm.values()) {
            byte[] bytes =
                    new TestingChunk()
                            .segmentSize(form)
                            .clusterSize(clusterForm)
                            .cluster(TIMECODE, simpleBlock(1, 5, true, data(1, 20)))
                            .build();

            MediaChunk chunk = chunk(bytes);

            assertThat(bytesOf(chunk)).isEqualTo(bytes);
            assertThat(chunk.frames().size()).isEqualTo(1);
        }
    }

    @Test
    void strangeAndGlobalElementsAreKeptInTheBytesAndPassedOver() throws Exception {
        byte[] strange =
                concat(
                        element(0x4D80, SizeForm.EIGHT_BYTES, data(1, 11)),
                        element(MatroskaElement.VOID, data(2, 12)),
                        element(MatroskaElement.CRC_32, data(3, 4)));
        for (SizeForm form : List.of(SizeForm.EIGHT_BYTES, SizeForm.UNKNOWN_ONE_BYTE)) {
            byte[] bytes =
                    new TestingChunk()
                            .prelude(element(MatroskaElement.SEEK_HEAD, data(4, 13)), strange)
                            .info(strange, unsigned(MatroskaElement.TIMECODE_SCALE, 1_000_000))
                            .tracks(strange, videoTrack(1, strange), strange)
                            .front(strange, frontTags(FRAGMENT, "2", "1"), strange)
                            .clusterSize(form)
                            .cluster(strange, TIMECODE, strange, simpleBlock(1, 1, true, strange))
                            .interlude(element(MatroskaElement.CUES, strange), strange)
                            .build();

            MediaChunk chunk = chunk(bytes);

            assertThat(bytesOf(chunk)).isEqualTo(bytes);
            assertThat(chunk.frames().size()).isEqualTo(1);
            assertThat(chunk.tracks()).hasSize(1);
        }
    }

    @Test
    void voidBetweenChunksBelongsToNone() throws Exception {
        byte[] bytes = TestingChunk.rich();
        byte[] gap = element(MatroskaElement.VOID, data(1, 100));
        assertThat(assembler.feed(ByteBuffer.wrap(bytes))).isNotNull();

        assertThat(assembler.feed(ByteBuffer.wrap(gap))).isNull();
        assertThat(assembler.insideChunk()).isFalse();
        MediaChunk next = (MediaChunk) assembler.feed(ByteBuffer.wrap(bytes));

        assertThat(bytesOf(next)).isEqualTo(bytes);
        assertThat(next.position()).isEqualTo(bytes.length + gap.length);
    }

    @Test
    void tagsAreToldInOrderAndWithTheirPlace() throws Exception {
        byte[] nested =
                element(
                        MatroskaElement.SIMPLE_TAG,
                        text(MatroskaElement.TAG_NAME, "outer"),
                        tag("inner", "i"),
                        text(MatroskaElement.TAG_STRING, "o"));
        byte[] binary =
                element(
                        MatroskaElement.SIMPLE_TAG,
                        text(MatroskaElement.TAG_NAME, "binary"),
                        element(0x4485, SizeForm.ONE_BYTE, data(1, 3)));
        MediaChunk chunk =
                chunk(
                        new TestingChunk()
                                .prelude(tags(tag("a", "1"), tag("a", "2")), tags(nested))
                                .cluster(TIMECODE)
                                .interlude(
                                        tags(binary, tag("padded\0\0", "v\0")),
                                        tags(
                                                tag("empty", ""),
                                                serviceTag("END_OF_FRAGMENT", "x"),
                                                tag("m\u00fcde", "\u20ac")))
                                .build());

        assertThat(chunk.tags())
                .containsExactly(
                        new MediaTag("a", "1", BEFORE_CLUSTER),
                        new MediaTag("a", "2", BEFORE_CLUSTER),
                        new MediaTag("outer", "o", BEFORE_CLUSTER),
                        new MediaTag("inner", "i", BEFORE_CLUSTER),
                        new MediaTag("padded", "v", AFTER_CLUSTER),
                        new MediaTag("empty", "", AFTER_CLUSTER),
                        new MediaTag("AWS_KINESISVIDEO_END_OF_FRAGMENT", "x", AFTER_CLUSTER),
                        new MediaTag("m\u00fcde", "\u20ac", AFTER_CLUSTER));
    }

    @Test
    void textThatIsNotUtf8IsReplacedInPart() throws Exception {
        byte[] broken =
                element(
                        MatroskaElement.SIMPLE_TAG,
                        text(MatroskaElement.TAG_NAME, "n"),
                        element(MatroskaElement.TAG_STRING, TestingMkv.bytes('a', 0xFF, 'b')));

        assertThat(chunk(new TestingChunk().prelude(tags(broken)).build()).tags())
                .containsExactly(new MediaTag("n", "a\ufffdb", BEFORE_CLUSTER));
    }

    @Test
    void tracksAreReadWithAllTheyTell() throws Exception {
        List<MediaTrack> tracks =
                chunk(new TestingChunk().tracks(videoTrack(1), audioTrack(2)).build()).tracks();

        assertThat(tracks)
                .containsExactly(
                        MediaTrack.builder()
                                .number(1)
                                .uid(TestingChunk.LARGE_UID)
                                .type(MediaTrackType.VIDEO)
                                .codecId("V_MPEG4/ISO/AVC")
                                .codecPrivate(data(1, 54))
                                .name("camera")
                                .video(new MediaTrack.Video(640, 360))
                                .build(),
                        MediaTrack.builder()
                                .number(2)
                                .type(MediaTrackType.AUDIO)
                                .codecId("A_AAC")
                                .language("ger")
                                .defaultDuration(Duration.ofMillis(20))
                                .audio(new MediaTrack.Audio(48_000, 2, OptionalInt.of(16)))
                                .build());
    }

    @Test
    void equalTracksAreTheSameListAndOtherTracksAnother() throws Exception {
        byte[] one = new TestingChunk().tracks(videoTrack(1)).build();
        byte[] two = new TestingChunk().tracks(videoTrack(1), audioTrack(2)).build();

        List<MediaChunk> chunks =
                TestingFeed.chunks(TestingFeed.events(concat(one, one, two, two, one)));

        assertThat(chunks.get(1).tracks()).isSameAs(chunks.get(0).tracks());
        assertThat(chunks.get(2).tracks()).hasSize(2);
        assertThat(chunks.get(3).tracks()).isSameAs(chunks.get(2).tracks());
        assertThat(chunks.get(4).tracks()).isEqualTo(chunks.get(0).tracks());
    }

    @Test
    void aTrailerWithoutClusterEndsAChunkWithoutFrames() throws Exception {
        assertThat(chunk(new TestingChunk().build()).frames().size()).isZero();
    }

    @Test
    void aChunkThatTheNextOneInterruptsIsDiscarded() throws Exception {
        byte[] cut = new TestingChunk().cluster(TIMECODE).trailer().build();
        byte[] whole = TestingChunk.rich();

        List<ChunkEvent> events = TestingFeed.events(concat(cut, whole));

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isEqualTo(discarded(cut.length));
        assertThat(bytesOf((MediaChunk) events.get(1))).isEqualTo(whole);
        assertThat(((MediaChunk) events.get(1)).position()).isEqualTo(cut.length);
    }

    @Test
    void aChunkInterruptedInAnUnknownSizeClusterOrBeforeItsTagsIsDiscarded() throws Exception {
        byte[] inCluster =
                new TestingChunk()
                        .clusterSize(SizeForm.UNKNOWN_ONE_BYTE)
                        .cluster(TIMECODE, simpleBlock(1, 0, true, data(1, 10)))
                        .trailer()
                        .build();
        byte[] whole = TestingChunk.rich();

        List<ChunkEvent> events = TestingFeed.events(concat(inCluster, ebmlHeader(), whole));

        assertThat(events).hasSize(3);
        assertThat(events.get(0)).isEqualTo(discarded(inCluster.length));
        assertThat(events.get(1))
                .isEqualTo(
                        new DiscardedChunk(
                                Optional.empty(),
                                Optional.empty(),
                                ebmlHeader().length,
                                inCluster.length));
        assertThat(bytesOf((MediaChunk) events.get(2))).isEqualTo(whole);
    }

    private static DiscardedChunk discarded(long bytes) {
        Optional<Instant> serverTimestamp = Optional.of(Instant.parse("2017-11-28T06:55:09.126Z"));
        return new DiscardedChunk(Optional.of(FRAGMENT), serverTimestamp, bytes, 0);
    }

    @Test
    void aChunkOfFrontTagsOnlyIsHeldUntilMoreComes() throws Exception {
        byte[] announced = new TestingChunk().trailer().build();

        assertThat(TestingFeed.events(assembler, announced)).isEmpty();

        assertThat(assembler.insideChunk()).isTrue();
        assertThat(assembler.openBytes()).isEqualTo(announced.length);
    }

    @Test
    void anErrorChunkIsToldAtTheEndOfItsTags() throws Exception {
        byte[] error =
                concat(
                        ebmlHeader(),
                        element(
                                MatroskaElement.SEGMENT,
                                SizeForm.UNKNOWN_EIGHT_BYTES,
                                tags(
                                        serviceTag("ERROR_CODE", "FRAGMENT_NOT_FOUND"),
                                        serviceTag("ERROR_ID", "3000"),
                                        serviceTag("FRAGMENT_NUMBER", FRAGMENT))));
        byte[] before = TestingChunk.rich();

        List<ChunkEvent> events = TestingFeed.events(assembler, concat(before, error, before));

        assertThat(events.get(1))
                .isEqualTo(
                        new ErrorChunk(
                                OptionalInt.of(3000),
                                "FRAGMENT_NOT_FOUND",
                                Optional.of(FRAGMENT),
                                before.length));
        assertThat(events.get(0)).isInstanceOf(MediaChunk.class);
        assertThat(events.get(2)).isInstanceOf(MediaChunk.class);
    }

    @Test
    void anErrorBehindTheClusterEndsTheChunkToo() throws Exception {
        byte[] bytes =
                new TestingChunk()
                        .cluster(TIMECODE)
                        .trailer(
                                tags(
                                        serviceTag("ERROR_ID", "5000"),
                                        serviceTag("CONTINUATION_TOKEN", FRAGMENT)))
                        .build();

        assertThat(TestingFeed.events(assembler, bytes))
                .containsExactly(
                        new ErrorChunk(OptionalInt.of(5000), "", Optional.of(FRAGMENT), 0));
        assertThat(assembler.insideChunk()).isFalse();
    }
}
