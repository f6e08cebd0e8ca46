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

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.simpleBlock;
import static io.github.flinkkvs.media.mkv.TestingMkv.tag;
import static io.github.flinkkvs.media.mkv.TestingMkv.tags;
import static io.github.flinkkvs.media.mkv.TestingMkv.text;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What chunks repeat is read once. Whatever stood in those before: each chunk is told as an
 * assembler tells it that has read no other.
 */
class ChunksAfterOthersPropertyTest {

    private static final byte[] WITH_DURATION =
            TestingChunk.videoTrack(1, unsigned(MatroskaElement.DEFAULT_DURATION, 40_000_000));

    /** Alike in part, so that one is the beginning of another, or differs from it at the end. */
    private static final List<byte[]> TRACKS =
            List.of(
                    tracks(TestingChunk.videoTrack(1)),
                    tracks(TestingChunk.videoTrack(1), TestingChunk.audioTrack(2)),
                    tracks(TestingChunk.videoTrack(1), TestingChunk.audioTrack(3)),
                    concat(tracks(TestingChunk.videoTrack(1)), tracks(TestingChunk.audioTrack(2))),
                    tracks(WITH_DURATION),
                    tracks(TestingChunk.videoTrack(2), WITH_DURATION),
                    tracks(concat(WITH_DURATION, element(MatroskaElement.VOID, data(1, 3)))),
                    tracks(largeTrack(1)),
                    tracks(largeTrack(2)),
                    new byte[0]);

    private static final List<byte[]> TAGS =
            List.of(
                    new byte[0],
                    tags(tag("door", "open")),
                    tags(tag("door", "shut")),
                    tags(tag("door", "open\0")),
                    tags(tag("door", "op\0n")),
                    tags(tag("d\u00f6\u00f6r", "open")),
                    tags(tag("door", "\u00f6pe")),
                    tags(tag("door", "open"), tag("room", "7")),
                    tags(tag("room", "7"), tag("door", "open")),
                    tags(tag("door", "x".repeat(300))),
                    tags(tag("door", "x".repeat(299) + "y")),
                    tags(simpleTag(text(MatroskaElement.TAG_NAME, "door"))),
                    tags(simpleTag(text(MatroskaElement.TAG_STRING, "open"))),
                    tags(
                            simpleTag(
                                    text(MatroskaElement.TAG_STRING, "open"),
                                    text(MatroskaElement.TAG_NAME, "door"))),
                    tags(
                            simpleTag(
                                    text(MatroskaElement.TAG_NAME, "door"),
                                    tag("room", "7"),
                                    text(MatroskaElement.TAG_STRING, "open"))));

    private static final List<byte[]> TRAILERS =
            List.of(
                    TestingChunk.trailerTags("0", TestingChunk.FRAGMENT),
                    TestingChunk.trailerTags("0", "a-token-of-its-own"),
                    TestingChunk.trailerTags("17", TestingChunk.FRAGMENT),
                    TestingChunk.trailerTags("a while", TestingChunk.FRAGMENT),
                    tags(TestingMkv.serviceTag("CONTINUATION_TOKEN", TestingChunk.FRAGMENT)),
                    tags(TestingMkv.serviceTag("ERROR_ID", "4000")),
                    new byte[0]);

    @Property(tries = 300)
    void eachChunkIsToldAsIfItWereTheFirst(
            @ForAll("sessions") List<byte[]> chunks,
            @ForAll @IntRange(min = 100, max = 5_000) int piece)
            throws Exception {
        ChunkAssembler used = new ChunkAssembler(ParserLimits.defaults());
        List<ChunkEvent> events = new ArrayList<>();
        for (byte[] chunk : chunks) {
            for (int from = 0; from < chunk.length; from += piece) {
                int count = Math.min(piece, chunk.length - from);
                events.addAll(TestingFeed.events(used, ByteBuffer.wrap(chunk, from, count)));
            }
        }

        List<MediaChunk> expected = new ArrayList<>();
        for (byte[] chunk : chunks) {
            expected.addAll(TestingFeed.chunks(TestingFeed.events(chunk)));
        }
        assertThat(TestingFeed.same(TestingFeed.chunks(events), expected)).isTrue();
    }

    @Property(tries = 300)
    void aDamagedChunkIsToldOrRefusedAsIfItWereTheFirst(
            @ForAll("sessions") List<byte[]> chunks,
            @ForAll("chunks") byte[] last,
            @ForAll @IntRange(max = 100_000) int place,
            @ForAll byte value) {
        byte[] before = concat(chunks.toArray(byte[][]::new));
        byte[] damaged = last.clone();
        damaged[place % damaged.length] = value;

        Outcome fresh = new Outcome();
        fresh.feed(damaged);
        Outcome used = new Outcome();
        used.feed(before);
        Assume.that(!used.assembler.insideChunk());
        used.events.clear();
        used.feed(damaged);

        assertThat(used.failedAt).isEqualTo(fresh.failedAt);
        assertThat(
                        TestingFeed.same(
                                TestingFeed.chunks(used.events), TestingFeed.chunks(fresh.events)))
                .isTrue();
    }

    @Provide
    Arbitrary<List<byte[]>> sessions() {
        return chunks().list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<byte[]> chunks() {
        return Combinators.combine(
                        Arbitraries.of(TRACKS),
                        Arbitraries.of(TAGS),
                        Arbitraries.of(TAGS),
                        Arbitraries.of(TRAILERS),
                        Arbitraries.of(SizeForm.EIGHT_BYTES, SizeForm.UNKNOWN_EIGHT_BYTES),
                        Arbitraries.integers().between(0, 50_000),
                        Arbitraries.of(true, false))
                .as(ChunksAfterOthersPropertyTest::chunk);
    }

    private static byte[] chunk(
            byte[] tracks,
            byte[] early,
            byte[] late,
            byte[] trailer,
            SizeForm clusterSize,
            int frameBytes,
            boolean tracksAreFirst) {
        byte[] front = TestingChunk.frontTags(TestingChunk.FRAGMENT, "1511852109.126", "5");
        return new TestingChunk()
                .tracks()
                .front(tracksAreFirst ? concat(tracks, early, front) : concat(early, front))
                .clusterSize(clusterSize)
                .cluster(
                        simpleBlock(1, 0, true, data(2, 30)),
                        simpleBlock(2, 20, true, data(3, frameBytes)))
                .interlude(tracksAreFirst ? late : concat(tracks, late))
                .trailer(trailer)
                .build();
    }

    private static byte[] tracks(byte[]... entries) {
        return element(MatroskaElement.TRACKS, entries);
    }

    private static byte[] largeTrack(int seed) {
        return TestingChunk.videoTrack(
                1, element(MatroskaElement.CODEC_PRIVATE, data(seed, RepeatedSection.MAX_BYTES)));
    }

    private static byte[] simpleTag(byte[]... content) {
        return element(MatroskaElement.SIMPLE_TAG, content);
    }

    /** What an assembler says of bytes, up to where it refuses them. */
    private static final class Outcome {
        private final ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        private final List<ChunkEvent> events = new ArrayList<>();
        private long failedAt = -1;

        void feed(byte[] bytes) {
            long begin = assembler.position();
            ByteBuffer in = ByteBuffer.wrap(bytes);
            try {
                while (in.hasRemaining()) {
                    ChunkEvent event = assembler.feed(in);
                    if (event != null) {
                        events.add(event);
                    }
                }
            } catch (MkvException e) {
                failedAt = e.position() - begin;
            }
        }
    }
}
