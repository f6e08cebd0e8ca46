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

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

import static io.github.flinkkvs.media.mkv.MatroskaElement.CLUSTER;
import static io.github.flinkkvs.media.mkv.MatroskaElement.CODEC_PRIVATE;
import static io.github.flinkkvs.media.mkv.MatroskaElement.CUES;
import static io.github.flinkkvs.media.mkv.MatroskaElement.EBML;
import static io.github.flinkkvs.media.mkv.MatroskaElement.INFO;
import static io.github.flinkkvs.media.mkv.MatroskaElement.SEGMENT;
import static io.github.flinkkvs.media.mkv.MatroskaElement.SIMPLE_BLOCK;
import static io.github.flinkkvs.media.mkv.MatroskaElement.SIMPLE_TAG;
import static io.github.flinkkvs.media.mkv.MatroskaElement.TAGS;
import static io.github.flinkkvs.media.mkv.MatroskaElement.TAG_STRING;
import static io.github.flinkkvs.media.mkv.MatroskaElement.TIMECODE;
import static io.github.flinkkvs.media.mkv.MatroskaElement.TRACK_ENTRY;
import static io.github.flinkkvs.media.mkv.MatroskaElement.VOID;
import static io.github.flinkkvs.media.mkv.TestingChunk.FRAGMENT;
import static io.github.flinkkvs.media.mkv.TestingChunk.ebmlHeader;
import static io.github.flinkkvs.media.mkv.TestingChunk.videoTrack;
import static io.github.flinkkvs.media.mkv.TestingMkv.bytes;
import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.header;
import static io.github.flinkkvs.media.mkv.TestingMkv.simpleBlock;
import static io.github.flinkkvs.media.mkv.TestingMkv.tag;
import static io.github.flinkkvs.media.mkv.TestingMkv.tags;
import static io.github.flinkkvs.media.mkv.TestingMkv.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Bytes that no service should send: each is one typed error that tells where and why. */
class HostileInputTest {

    private static final long LARGEST_SIZE = (1L << 56) - 2;

    private static final ParserLimits SMALL = new ParserLimits(100_000, 6, 3, 5, 2, 100, 60);

    @ParameterizedTest
    @ValueSource(longs = {100_000_000, 1L << 31, 1L << 32, 1L << 48, LARGEST_SIZE})
    void aClaimedSizeBeyondTheLimitIsRefusedAtTheHeader(long size) {
        byte[] head = concat(ebmlHeader(), header(SEGMENT.id(), VarInt.mask(8)));

        for (int id : new int[] {CLUSTER.id(), CUES.id(), TAGS.id(), VOID.id(), 0x4D80}) {
            MkvException e = failure(concat(head, header(id, size)));

            assertThat(e.elementId()).isEqualTo(id);
            assertThat(e.elementSize()).isEqualTo(size);
            assertThat(e.position()).isEqualTo(head.length);
            assertThat(e).hasMessageContaining("(maxChunkBytes)").hasMessageContaining("67108864");
        }
        assertThat(failure(header(EBML.id(), size)).path()).isEqualTo("EBML");
        assertThat(failure(header(VOID.id(), size)).path()).isEqualTo("Void");
        assertThat(failure(concat(ebmlHeader(), header(SEGMENT.id(), size))).path())
                .isEqualTo("Segment");
    }

    @ParameterizedTest
    @ValueSource(longs = {60_000_000, 100_000_000, 1L << 48, LARGEST_SIZE})
    void aClaimedSizeAllocatesNothingOfTheKind(long size) {
        byte[] media = new TestingChunk().trailer().build();
        byte[] bytes = concat(media, header(CLUSTER.id(), size), header(SIMPLE_BLOCK.id(), size));
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> TestingFeed.events(assembler, bytes))
                .isInstanceOf(MkvException.class);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .isLessThan(ChunkBuffer.AHEAD + (1 << 20));
    }

    @Test
    void aBlockInAnUnknownSizeClusterCannotExceedTheChunk() {
        byte[] bytes =
                concat(
                        new TestingChunk().trailer().build(),
                        element(CLUSTER, SizeForm.UNKNOWN_ONE_BYTE),
                        header(SIMPLE_BLOCK.id(), 1L << 40));

        MkvException e = failure(bytes);

        assertThat(e.path()).isEqualTo("Segment/Cluster/SimpleBlock");
        assertThat(e.fragmentNumber()).contains(FRAGMENT);
        assertThat(e.elementSize()).isEqualTo(1L << 40);
        assertThat(e).hasMessageContaining("maxChunkBytes").hasMessageContaining(FRAGMENT);
    }

    @Test
    void aChunkCannotGrowBeyondItsLimitInSmallSteps() {
        byte[] start =
                concat(
                        new TestingChunk().trailer().build(),
                        element(CLUSTER, SizeForm.UNKNOWN_ONE_BYTE));
        byte[] block = element(VOID, data(1, 1_000));
        ChunkAssembler assembler = new ChunkAssembler(SMALL);

        MkvException e =
                catchThrowableOfType(
                        MkvException.class,
                        () -> {
                            TestingFeed.events(assembler, start);
                            for (int i = 0; i < 200; i++) {
                                TestingFeed.events(assembler, block);
                            }
                        });

        assertThat(e).hasMessageContaining("at most 100000 allowed (maxChunkBytes)");
        assertThat(assembler.position()).isBetween(99_000L, 101_000L);
    }

    @Test
    void bytesThatAreNoElementAreRefusedWithTheByteSeen() {
        MkvException id = failure(concat(TestingChunk.rich(), bytes(0x0C)));
        assertThat(id.position()).isEqualTo(TestingChunk.rich().length);
        assertThat(id.elementId()).isZero();
        assertThat(id.elementSize()).isEqualTo(MkvException.UNKNOWN_SIZE);
        assertThat(id.path()).isEqualTo("Segment");
        assertThat(id).hasMessageContaining("0x0C").hasMessageContaining("at most 4");

        MkvException size = failure(concat(bytes(0x1A, 0x45, 0xDF, 0xA3), bytes(0)));
        assertThat(size).hasMessageContaining("size's first byte is 0x00");
        assertThat(size.path()).isEmpty();
    }

    @Test
    void elementsWhereOnlyADocumentMayBeginAreRefused() {
        assertRefused("0x4D80", element(0x4D80, SizeForm.ONE_BYTE));
        assertRefused("Cluster", element(CLUSTER, data(1, 3)));
        assertRefused("Segment", element(SEGMENT));
        assertRefused("0xA3", bytes(0xA3, 0x80));
    }

    @Test
    void elementsBetweenChunksAreRefused() {
        byte[] whole = TestingChunk.rich();
        for (byte[] next :
                new byte[][] {
                    element(CUES, data(1, 3)),
                    tags(tag("late", "tag")),
                    element(0x4D80, SizeForm.ONE_BYTE),
                    element(CLUSTER, SizeForm.UNKNOWN_ONE_BYTE)
                }) {
            MkvException e = failure(concat(whole, next));
            assertThat(e.position()).isEqualTo(whole.length);
            assertThat(e).hasMessageContaining("only an EBML header may");
        }
        assertThat(failure(concat(whole, element(SEGMENT))).path()).isEqualTo("Segment");
    }

    @Test
    void structureInAPlaceThatIsNotItsOwnIsRefused() {
        byte[] inCluster = new TestingChunk().cluster(ebmlHeader()).build();
        MkvException e = failure(inCluster);
        assertThat(e.path()).isEqualTo("Segment/Cluster/EBML");
        assertThat(e.elementId()).isEqualTo(EBML.id());
        assertThat(e).hasMessageContaining("must not stand inside Cluster");

        assertRefused(
                "inside Cluster", new TestingChunk().cluster(tags(tag("stray", "tag"))).build());
        assertRefused(
                "a Segment already",
                concat(
                        ebmlHeader(),
                        element(SEGMENT, element(VOID)),
                        element(SEGMENT, SizeForm.UNKNOWN_ONE_BYTE)));
    }

    @Test
    void unknownSizesOtherThanOfSegmentAndClusterAreRefused() {
        byte[] head = concat(ebmlHeader(), header(SEGMENT.id(), VarInt.mask(8)));
        for (int id : new int[] {TAGS.id(), INFO.id(), CUES.id(), VOID.id(), 0x4D80}) {
            MkvException e = failure(concat(head, header(id, VarInt.mask(8))));
            assertThat(e.elementId()).isEqualTo(id);
            assertThat(e.elementSize()).isEqualTo(MkvException.UNKNOWN_SIZE);
            assertThat(e).hasMessageContaining("its size is unknown");
        }
        assertRefused("its size is unknown", header(EBML.id(), VarInt.mask(8)));
    }

    @Test
    void aChildThatOverrunsItsParentIsRefused() {
        byte[] head = concat(ebmlHeader(), header(SEGMENT.id(), VarInt.mask(8)));

        MkvException leaf = failure(concat(head, element(CLUSTER, header(SIMPLE_BLOCK.id(), 5))));
        assertThat(leaf.path()).isEqualTo("Segment/Cluster/SimpleBlock");
        assertThat(leaf).hasMessageContaining("ends 5 bytes behind the element around it");

        MkvException cutHeader =
                failure(concat(head, element(TAGS, bytes(0x73)), bytes(0x73, 0x80)));
        assertThat(cutHeader.path()).isEqualTo("Segment/Tags/Tag");
    }

    @Test
    void tooManyElementsInsideEachOtherAreRefused() {
        byte[] nested = element(SIMPLE_TAG);
        for (int i = 0; i < 20; i++) {
            nested = element(SIMPLE_TAG, nested);
        }

        MkvException e = failure(new TestingChunk().prelude(tags(nested)).build());

        assertThat(e.path()).startsWith("Segment/Tags/Tag/SimpleTag/SimpleTag");
        assertThat(e).hasMessageContaining("9, at most 8 allowed (maxDepth)");
    }

    @Test
    void countsBeyondTheirLimitsAreRefused() {
        byte[] block = simpleBlock(1, 0, true, data(1, 1));
        byte[] lace = element(SIMPLE_BLOCK, TestingMkv.block(1, 0, 0x04, bytes(3, 1, 2, 3, 4)));
        byte[] manyTags = tags(tag("a", ""), tag("b", ""), tag("c", ""));

        assertLimit(
                "maxFrames",
                "Segment/Cluster/SimpleBlock",
                new TestingChunk().cluster(block, block, block, block));
        assertLimit("maxFrames", "Segment/Cluster/SimpleBlock", new TestingChunk().cluster(lace));
        assertLimit(
                "maxTags",
                "Segment/Tags/Tag/SimpleTag",
                new TestingChunk().prelude(manyTags, manyTags));
        assertLimit(
                "maxTracks",
                "Segment/Tracks/TrackEntry",
                new TestingChunk().tracks(videoTrack(1), videoTrack(2), videoTrack(3)));
        assertLimit(
                "maxTagBytes",
                "Segment/Tags/Tag/SimpleTag/TagString",
                new TestingChunk().prelude(tags(tag("a", "x".repeat(101)))));
        assertLimit(
                "maxTagBytes",
                "Segment/Tags/Tag/SimpleTag/TagName",
                new TestingChunk().prelude(tags(tag("x".repeat(101), "a"))));
        assertLimit(
                "maxCodecPrivateBytes",
                "Segment/Tracks/TrackEntry/CodecPrivate",
                new TestingChunk()
                        .tracks(element(TRACK_ENTRY, element(CODEC_PRIVATE, data(1, 61)))));
    }

    @Test
    void theSizeOfATextIsRefusedBeforeTheTextHasCome() {
        byte[] name = text(MatroskaElement.TAG_NAME, "n");
        byte[] string = header(TAG_STRING.id(), 70_000);
        byte[] simpleTag = concat(header(SIMPLE_TAG.id(), 80_000), name, string);
        byte[] tag = concat(header(MatroskaElement.TAG.id(), 90_000), simpleTag);
        byte[] tags = header(TAGS.id(), 100_000);
        byte[] head = concat(ebmlHeader(), header(SEGMENT.id(), VarInt.mask(8)));

        MkvException e = failure(concat(head, tags, tag));

        assertThat(e.path()).isEqualTo("Segment/Tags/Tag/SimpleTag/TagString");
        assertThat(e.elementSize()).isEqualTo(70_000);
        assertThat(e.position()).isEqualTo(head.length + tags.length + tag.length - string.length);
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        assertRefused("64 bits", new TestingChunk().cluster(element(TIMECODE, data(1, 9))).build());
        assertRefused(
                "63 allowed",
                new TestingChunk()
                        .cluster(element(TIMECODE, bytes(0xFF, 0, 0, 0, 0, 0, 0, 0)))
                        .build());
        assertRefused(
                "not 0, 4 or 8",
                new TestingChunk()
                        .tracks(
                                element(
                                        TRACK_ENTRY,
                                        element(
                                                MatroskaElement.AUDIO,
                                                element(
                                                        MatroskaElement.SAMPLING_FREQUENCY,
                                                        data(1, 5)))))
                        .build());
        assertRefused("no number", new TestingChunk().tracks(element(TRACK_ENTRY)).build());
    }

    @Test
    void serviceTagsThatMakeNoSenseAreRefusedAtTheirElement() {
        byte[] bytes = new TestingChunk().front(TestingChunk.frontTags("12x", "1", "2")).build();

        MkvException e = failure(bytes);

        assertThat(e.path()).isEqualTo("Segment/Tags");
        assertThat(e.elementId()).isEqualTo(TAGS.id());
        assertThat(e.fragmentNumber()).isEmpty();
        assertThat(e).hasMessageContaining("\"12x\"");
        assertRefused("AWS_KINESISVIDEO_FRAGMENT_NUMBER", new TestingChunk().front().build());
    }

    @Test
    void afterAnErrorTheAssemblerIsUnusable() {
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        assertThatThrownBy(() -> assembler.feed(ByteBuffer.wrap(bytes(0))))
                .isInstanceOf(MkvException.class)
                .hasMessage(
                        "Cannot read an element at byte 0 of the session: no element begins here: "
                                + "the id's first byte is 0x00, which stands for 9 bytes, at most 4 allowed");

        assertThatThrownBy(() -> assembler.feed(ByteBuffer.wrap(TestingChunk.rich())))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void assertLimit(String limit, String path, TestingChunk chunk) {
        ChunkAssembler assembler = new ChunkAssembler(SMALL);
        MkvException e =
                catchThrowableOfType(
                        MkvException.class, () -> TestingFeed.events(assembler, chunk.build()));
        assertThat(e).as(limit).isNotNull().hasMessageContaining("allowed (" + limit + ")");
        assertThat(e.path()).isEqualTo(path);
    }

    private static void assertRefused(String why, byte[] bytes) {
        assertThat(failure(bytes)).hasMessageContaining(why);
    }

    /** The error of these bytes, which is the same one however they are cut. */
    private static MkvException failure(byte[] bytes) {
        MkvException whole =
                catchThrowableOfType(MkvException.class, () -> TestingFeed.events(bytes));
        assertThat(whole).as("an error").isNotNull();
        assertThatThrownBy(() -> TestingFeed.eventsInPieces(bytes, 1))
                .hasMessage(whole.getMessage());
        return whole;
    }
}
