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

package io.github.flinkkvs.media.file;

import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.media.codec.MediaFiles;
import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.StreamId;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MatroskaMergerTest {

    private static final Instant START = Instant.parse("2026-05-01T12:00:00.250Z");

    private static final TrackSpec VIDEO = TrackSpec.video(1, "V_MPEG4/ISO/AVC", 640, 480);
    private static final TrackSpec AUDIO = TrackSpec.audio(2, "A_AAC", 8_000, 1, 16);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final MatroskaMerger merger = new MatroskaMerger(out);
    private int fragments;

    @Test
    void timesBeginAtZeroAndFollowTheProducersTimestamps() throws IOException {
        merger.append(fragment(START, video(0, 100, 200)));
        merger.append(fragment(START.plusMillis(300), video(0, 100, 200)));

        assertThat(millis(1)).containsExactly(0L, 100L, 200L, 300L, 400L, 500L);
    }

    @Test
    void aGapStaysAGap() throws IOException {
        merger.append(fragment(START, video(0, 100)));
        merger.append(fragment(START.plusSeconds(3_600), video(0, 100)));

        assertThat(millis(1)).containsExactly(0L, 100L, 3_600_000L, 3_600_100L);
    }

    @Test
    void whereTheProducersClockIsSetBackTheNextFragmentFollowsDirectly() throws IOException {
        Instant back = START.minusSeconds(3_600);
        merger.append(fragment(START, video(0, 100, 200)));
        merger.append(fragment(back, video(0, 100)));
        merger.append(fragment(back.plusSeconds(5), video(0, 100)));

        assertThat(millis(1)).containsExactly(0L, 100L, 200L, 300L, 400L, 5_300L, 5_400L);
    }

    @Test
    void mediaThatWereSentTwicePlayTwice() throws IOException {
        merger.append(fragment(START, video(0, 100, 200)));
        merger.append(fragment(START, video(0, 100, 200)));
        merger.append(fragment(START.plusMillis(300), video(0)));

        assertThat(millis(1)).containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L);
    }

    @Test
    void theTracksOfAFragmentStayTogether() throws IOException {
        List<TrackSpec> tracks = List.of(VIDEO, AUDIO);
        merger.append(
                fragment(START, tracks, cluster(0, block(1, 0), block(2, 10), block(2, 500))));
        merger.append(
                fragment(START.plusMillis(200), tracks, cluster(0, block(1, 0), block(2, 0))));

        // Sound of the second fragment would fall back to 200: both are late by what it lacks.
        assertThat(millis(2)).containsExactly(10L, 500L, 990L);
        assertThat(millis(1)).containsExactly(0L, 990L);
    }

    @Test
    void soundThatReachesIntoTheNextFragmentDelaysNothing() throws IOException {
        List<TrackSpec> tracks = List.of(VIDEO, AUDIO);
        merger.append(
                fragment(START, tracks, cluster(0, block(1, 0), block(1, 900), block(2, 1_010))));
        merger.append(
                fragment(START.plusSeconds(1), tracks, cluster(0, block(1, 0), block(2, 50))));

        assertThat(millis(1)).containsExactly(0L, 900L, 1_000L);
        assertThat(millis(2)).containsExactly(1_010L, 1_050L);
    }

    @Test
    void theEarliestFrameIsAtZeroWhereverItStands() throws IOException {
        merger.append(
                fragment(
                        START,
                        List.of(VIDEO, AUDIO),
                        cluster(0, block(1, 0), block(2, -40), block(1, 33))));

        assertThat(millis(1)).containsExactly(40L, 73L);
        assertThat(millis(2)).containsExactly(0L);
    }

    @Test
    void framesStayInTheOrderToDecodeIn() throws IOException {
        merger.append(fragment(START, video(0, 300, 100, 200)));
        merger.append(fragment(START.plusMillis(400), video(0, 300, 100, 200)));

        assertThat(millis(1)).containsExactly(0L, 300L, 100L, 200L, 400L, 700L, 500L, 600L);
    }

    @Test
    void aFragmentLongerThanABlockCanTellGetsFurtherClusters() throws IOException {
        merger.append(
                fragment(
                        START,
                        List.of(VIDEO),
                        cluster(0, block(1, 0), block(1, 32_767)),
                        cluster(40_000, block(1, 0)),
                        cluster(3_000_000_000L, block(1, 0), block(1, -33))));

        assertThat(millis(1)).containsExactly(0L, 32_767L, 40_000L, 3_000_000_000L, 2_999_999_967L);
    }

    @Test
    void framesKeepTheirBytesAndFlagsAndTheDocumentHasOneHeaderAndNoTags() throws IOException {
        MediaFragment first = fragment(START, video(0, 100));
        MediaFragment second = fragment(START.plusMillis(200), video(0, 100));
        merger.append(first);
        merger.append(second);

        List<MediaFrame> frames = new ArrayList<>(first.frames());
        frames.addAll(second.frames());
        MediaFragment merged = merged();
        assertThat(merged.frames()).hasSameSizeAs(frames);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(merged.frames().get(i).data()).isEqualTo(frames.get(i).data());
            assertThat(merged.frames().get(i).keyFrame()).isEqualTo(frames.get(i).keyFrame());
        }
        assertThat(merged.tags()).isEmpty();
        assertThat(merged.tracks()).isEqualTo(first.tracks());
        String hex = HexFormat.of().formatHex(out.toByteArray());
        assertThat(hex).startsWith("1a45dfa3").containsOnlyOnce("1a45dfa3");
        assertThat(hex).containsOnlyOnce("18538067").containsOnlyOnce("1654ae6b");
        assertThat(hex).doesNotContain("1254c367");
    }

    @Test
    void theDateIsTheProducersTimeOfTheFirstFrame() throws IOException {
        merger.append(fragment(START, video(40, 80)));

        long nanos =
                Duration.between(Instant.parse("2001-01-01T00:00:00Z"), START.plusMillis(40))
                        .toNanos();
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .contains("446188" + HexFormat.of().toHexDigits(nanos));
    }

    @Test
    void durationsOfFramesAreKept() throws IOException {
        byte[] lasting =
                group(
                        new EbmlBuffer()
                                .header(0xA1, 5)
                                .raw(ByteBuffer.wrap(new byte[] {(byte) 0x81, 0, 0, 0, 7}))
                                .unsigned(0x9B, 250));
        byte[] depending =
                group(
                        new EbmlBuffer()
                                .header(0xA1, 5)
                                .raw(ByteBuffer.wrap(new byte[] {(byte) 0x81, 0, 50, 0, 8}))
                                .unsigned(0x9B, 70)
                                .signed(0xFB, -50));
        merger.append(
                fragment(
                        START,
                        List.of(VIDEO),
                        concat(MatroskaElements.clusterHead(0), lasting, depending)));
        // It falls back, and follows when the longest frame before it has ended.
        merger.append(fragment(START, video(0)));

        assertThat(millis(1)).containsExactly(0L, 50L, 250L);
        assertThat(merged().frames())
                .extracting(frame -> frame.duration().map(Duration::toMillis).orElse(0L))
                .containsExactly(250L, 70L, 0L);
        assertThat(merged().frames())
                .extracting(MediaFrame::keyFrame)
                .containsExactly(true, false, true);
    }

    @Test
    void framesOfATrackThatIsNotDeclaredAreLeftOut() throws IOException {
        merger.append(fragment(START, List.of(VIDEO), cluster(0, block(9, 0), block(1, 30))));

        assertThat(merged().frames()).extracting(MediaFrame::trackNumber).containsExactly(1L);
    }

    @Test
    void otherTracksAreRefusedAndTheDocumentIsAsBefore() throws IOException {
        merger.append(fragment(START, video(0)));
        int bytes = out.size();
        TrackSpec larger = TrackSpec.video(1, "V_MPEG4/ISO/AVC", 1_280, 720);
        MediaFragment other = fragment(START, List.of(larger), cluster(0, block(1, 0)));
        MediaFragment more = fragment(START, List.of(VIDEO, AUDIO), cluster(0, block(1, 0)));

        assertThat(merger.canAppend(other)).isFalse();
        assertThat(merger.canAppend(more)).isFalse();
        assertThatThrownBy(() -> merger.append(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(other.fragmentNumber().toString())
                .hasMessageContaining("differs from the document's");
        assertThatThrownBy(() -> merger.append(more))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has 2 tracks, the document has 1");
        assertThat(out.size()).isEqualTo(bytes);
        merger.append(fragment(START.plusSeconds(1), video(0)));
        assertThat(millis(1)).containsExactly(0L, 1_000L);
    }

    @Test
    void anotherStreamIsRefused() throws IOException {
        MediaFragment first = fragment(START, video(0));
        merger.append(first);
        MediaFragment other =
                new MediaFragment(
                        StreamId.of("other"),
                        first.header(),
                        List.of(),
                        first.tracks(),
                        FrameIndex.builder().build(),
                        new byte[0],
                        0);

        assertThat(merger.canAppend(other)).isFalse();
        assertThatThrownBy(() -> merger.append(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of other cannot be appended")
                .hasMessageContaining("the document is of camera");
    }

    @Test
    void anotherUidOfATrackDoesNotMatter() throws IOException {
        byte[] chunk = chunk(START, List.of(VIDEO), cluster(0, block(1, 0)));
        String hex = HexFormat.of().formatHex(chunk);
        String changed = hex.replaceFirst("73c58101", "73c58102");
        assertThat(changed).isNotEqualTo(hex);
        MediaFragment other = MediaFiles.fragments(HexFormat.of().parseHex(changed)).get(0);
        MediaFragment first = MediaFiles.fragments(chunk).get(0);
        assertThat(other.tracks()).isNotEqualTo(first.tracks());

        merger.append(first);

        assertThat(merger.canAppend(other)).isTrue();
    }

    @Test
    void aFragmentWithoutItsBytesIsRefusedBeforeAnythingIsWritten() throws IOException {
        MediaFragment whole = fragment(START, video(0));
        MediaFragment bare =
                new MediaFragment(
                        whole.stream(),
                        whole.header(),
                        List.of(),
                        whole.tracks(),
                        FrameIndex.builder().build(),
                        new byte[0],
                        500);

        assertThatThrownBy(() -> merger.append(bare)).isInstanceOf(IllegalStateException.class);
        assertThat(out.size()).isZero();
        merger.append(whole);
        assertThat(millis(1)).containsExactly(0L);
    }

    @Test
    void aFirstFragmentWithoutTracksIsRefused() throws IOException {
        byte[] withTracks = chunk(START, List.of(VIDEO), cluster(0, block(1, 0)));
        String hex = HexFormat.of().formatHex(withTracks).replaceFirst("1654ae6b", "1654ae6a");
        MediaFragment fragment = MediaFiles.fragments(HexFormat.of().parseHex(hex)).get(0);

        assertThatThrownBy(() -> merger.append(fragment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has no Tracks ahead of its cluster");
        assertThat(out.size()).isZero();
    }

    @Test
    void afterAFailureToWriteNothingIsAppended() throws IOException {
        MatroskaMerger failing =
                new MatroskaMerger(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("full");
                            }
                        });
        MediaFragment fragment = fragment(START, video(0));

        assertThatThrownBy(() -> failing.append(fragment)).hasMessage("full");
        assertThatThrownBy(() -> failing.append(fragment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("begin another document");
    }

    @Test
    void tracksAreFoundInAChunkCutAnywhereOrNotAtAll() throws IOException {
        byte[] chunk = chunk(START, List.of(VIDEO, AUDIO), cluster(0, block(1, 0)));
        ByteBuffer whole = TracksElement.in(ByteBuffer.wrap(chunk)).orElseThrow();
        for (int length = 0; length < chunk.length; length++) {
            assertThat(TracksElement.in(ByteBuffer.wrap(chunk, 0, length)))
                    .satisfiesAnyOf(
                            found -> assertThat(found).isEmpty(),
                            found -> assertThat(found).contains(whole));
        }
    }

    private MediaFragment fragment(Instant producer, byte[] cluster) throws IOException {
        return fragment(producer, List.of(VIDEO), cluster);
    }

    private MediaFragment fragment(Instant producer, List<TrackSpec> tracks, byte[]... clusters)
            throws IOException {
        return MediaFiles.fragments(chunk(producer, tracks, clusters)).get(0);
    }

    private byte[] chunk(Instant producer, List<TrackSpec> tracks, byte[]... clusters) {
        String number = String.valueOf(++fragments);
        return concat(
                MatroskaElements.ebmlHeader(),
                MatroskaElements.segmentStart(),
                MatroskaElements.info("test", 1_000_000),
                MatroskaElements.tracks(tracks),
                ServiceTags.front(number, producer, producer),
                concat(clusters),
                MatroskaElements.tags(Map.of("tag", "of the producer")),
                ServiceTags.trailer(0, number));
    }

    private static byte[] video(int... millis) {
        SimpleBlock[] blocks = new SimpleBlock[millis.length];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new SimpleBlock(1, millis[i], i == 0, new byte[] {(byte) i, 1, 2});
        }
        return cluster(0, blocks);
    }

    private static byte[] cluster(long millis, SimpleBlock... blocks) {
        return MatroskaElements.sizedCluster(millis, List.of(blocks));
    }

    private static SimpleBlock block(int track, int millis) {
        return new SimpleBlock(track, millis, true, new byte[] {(byte) millis});
    }

    private static byte[] group(EbmlBuffer content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new EbmlBuffer().master(0xA0, content).writeTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private List<Long> millis(int track) throws IOException {
        return merged().frames().stream()
                .filter(frame -> frame.trackNumber() == track)
                .map(frame -> frame.timestamp().toEpochMilli())
                .toList();
    }

    /** The document, with what the service would add to it; its times are those since 1970. */
    private MediaFragment merged() throws IOException {
        return MediaFiles.fragments(
                        concat(
                                out.toByteArray(),
                                ServiceTags.front("1", Instant.EPOCH, Instant.EPOCH),
                                ServiceTags.trailer(0, "1")))
                .get(0);
    }
}
