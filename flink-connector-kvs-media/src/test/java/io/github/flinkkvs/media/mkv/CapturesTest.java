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

import io.github.flinkkvs.media.mkv.Captures.ExpectedChunk;
import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.MediaTrackType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class CapturesTest {

    @ParameterizedTest
    @CsvSource({Captures.CLEAN + ",5", Captures.MIXED_TAGS + ",10", Captures.CUT + ",11"})
    void everyChunkIsFoundAsExpected(String capture, int count) throws Exception {
        List<ExpectedChunk> expected = Captures.expected(capture);
        assertThat(expected).hasSize(count);

        List<ChunkEvent> events = TestingFeed.events(Captures.bytes(capture));

        assertThat(events).hasSize(count).allMatch(MediaChunk.class::isInstance);
        List<MediaChunk> chunks = TestingFeed.chunks(events);
        long position = 0;
        for (int i = 0; i < count; i++) {
            assertMatches(chunks.get(i), expected.get(i));
            assertThat(chunks.get(i).position()).isEqualTo(position);
            position += chunks.get(i).length();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Captures.CLEAN, Captures.MIXED_TAGS, Captures.CUT})
    void piecesOfAnySizeGiveTheSameChunks(String capture) throws IOException {
        byte[] bytes = Captures.bytes(capture);
        List<ChunkEvent> whole = TestingFeed.events(bytes);

        for (int pieceBytes : new int[] {1, 2, 13, 1_448, 8_192, 65_536}) {
            assertThat(TestingFeed.same(TestingFeed.eventsInPieces(bytes, pieceBytes), whole))
                    .as("pieces of %d bytes", pieceBytes)
                    .isTrue();
        }
    }

    @Test
    void theLastChunkIsHeldWhileItsTrailerIsMissing() throws IOException {
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());

        TestingFeed.events(assembler, Captures.bytes(Captures.CUT));

        assertThat(assembler.insideChunk()).isTrue();
        assertThat(assembler.openBytes()).isEqualTo(155_514);
        assertThat(assembler.position()).isEqualTo(1_916_047);
        assertThat(assembler.openFragmentNumber()).isPresent();
        assertThat(assembler.openServerTimestamp()).isPresent();
    }

    @Test
    void aTrackIsReadWithAllThatItTells() throws IOException {
        List<MediaChunk> chunks =
                TestingFeed.chunks(TestingFeed.events(Captures.bytes(Captures.CLEAN)));

        MediaTrack track = onlyTrack(chunks);
        assertThat(track.number()).isEqualTo(1);
        assertThat(track.type()).isEqualTo(MediaTrackType.VIDEO);
        assertThat(track.codecId()).isEqualTo("V_MPEG4/ISO/AVC");
        assertThat(track.video()).contains(new MediaTrack.Video(640, 360));
        assertThat(track.codecPrivate().remaining()).isEqualTo(54);
        assertThat(track.defaultDuration()).contains(Duration.ofNanos(33_333_333));
        assertThat(track.audio()).isEmpty();
    }

    @Test
    void anUnsignedTrackUidAndPaddedTextAreRead() throws IOException {
        List<MediaChunk> chunks =
                TestingFeed.chunks(TestingFeed.events(Captures.bytes(Captures.MIXED_TAGS)));

        MediaTrack track = onlyTrack(chunks);
        assertThat(track.uid()).contains(new BigInteger("9369167114682348278"));
        assertThat(track.name()).isEqualTo(Optional.of("test track"));
        assertThat(track.codecId()).isEqualTo("V_MS/VFW/FOURCC");
    }

    @Test
    void frameTimesRunFromTheChunksStart() throws IOException {
        MediaChunk chunk =
                TestingFeed.chunks(TestingFeed.events(Captures.bytes(Captures.CLEAN))).get(1);

        assertThat(chunk.frames().timeOffsetNanos(0)).isZero();
        assertThat(chunk.frames().timeOffsetNanos(59)).isEqualTo(1_967_000_000L);
        assertThat(chunk.frames().durationNanos(0)).isEqualTo(33_333_333);
        assertThat(chunk.frames().trackNumber(0)).isEqualTo(1);
    }

    /** All chunks of a capture repeat their one track, so they share the list. */
    private static MediaTrack onlyTrack(List<MediaChunk> chunks) {
        List<MediaTrack> tracks = chunks.get(0).tracks();
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.tracks()).isSameAs(tracks));
        assertThat(tracks).hasSize(1);
        return tracks.get(0);
    }

    private static void assertMatches(MediaChunk chunk, ExpectedChunk expected) throws Exception {
        assertThat(chunk.fragmentNumber()).isEqualTo(expected.fragmentNumber());
        assertThat(chunk.continuationToken()).isEqualTo(expected.fragmentNumber());
        assertThat(chunk.producerTimestamp()).isEqualTo(instant(expected.producerTimestamp()));
        assertThat(chunk.serverTimestamp()).isEqualTo(instant(expected.serverTimestamp()));
        assertThat(chunk.millisBehindNow()).hasValue(expected.millisBehindNow());
        assertThat(chunk.frames().size()).isEqualTo(expected.frames());
        assertThat(chunk.frames().keyFrameCount()).isEqualTo(expected.keyFrames());
        assertThat(chunk.length()).isEqualTo(expected.length());
        assertThat(sha256(chunk)).isEqualTo(expected.sha256());
        assertThat(chunk.tags()).isEqualTo(expected.tags());
        assertThat(chunk.bytes().length).isLessThanOrEqualTo(2 * chunk.length());
    }

    private static Instant instant(String epochSeconds) {
        return Instant.ofEpochMilli(
                new BigDecimal(epochSeconds).movePointRight(3).longValueExact());
    }

    private static String sha256(MediaChunk chunk) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(chunk.bytes(), 0, chunk.length());
        return HexFormat.of().formatHex(digest.digest());
    }
}
