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

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.simpleBlock;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes arrive in pieces, or end early. Large chunks are cut by {@link CutEverywhereITCase}.
 */
class CutTest {

    @Test
    void ownChunksCutInTwoAtAnyOffsetAreTheSame() throws Exception {
        assertCutsChangeNothing(session());
    }

    @Test
    void aCaptureCutInTwoAtAnyOffsetIsTheSame() throws Exception {
        assertCutsChangeNothing(Captures.bytes(Captures.MIXED_TAGS));
    }

    @Test
    void singleBytesGiveTheSameEvents() throws Exception {
        byte[] bytes = session();

        assertThat(
                        TestingFeed.same(
                                TestingFeed.eventsInPieces(bytes, 1), TestingFeed.events(bytes)))
                .isTrue();
    }

    @Test
    void onlyWholeChunksComeOfBytesThatEndEarly() throws Exception {
        assertOnlyWholeChunks(session());
    }

    @Test
    void onlyWholeChunksComeOfACaptureThatEndsEarly() throws Exception {
        assertOnlyWholeChunks(Captures.bytes(Captures.MIXED_TAGS));
    }

    @Test
    void anAssemblerReadsAChunkAfterOthersLikeANewOne() throws Exception {
        byte[] second = TestingChunk.rich();
        ChunkAssembler used = new ChunkAssembler(ParserLimits.defaults());
        TestingFeed.events(used, session());
        long usedPosition = used.position();
        ChunkAssembler fresh = new ChunkAssembler(ParserLimits.defaults());

        for (int i = 0; i < second.length; i++) {
            ByteBuffer next = ByteBuffer.wrap(second, i, 1);
            ChunkEvent ofUsed = used.feed(next.duplicate());
            ChunkEvent ofFresh = fresh.feed(next);
            assertThat(used.openBytes()).isEqualTo(fresh.openBytes());
            assertThat(used.openFragmentNumber()).isEqualTo(fresh.openFragmentNumber());
            assertThat(used.openServerTimestamp()).isEqualTo(fresh.openServerTimestamp());
            assertThat(used.position()).isEqualTo(usedPosition + fresh.position());
            assertThat(ofUsed == null).isEqualTo(ofFresh == null);
            assertThat(ofUsed == null || TestingFeed.same(ofUsed, ofFresh)).isTrue();
        }
    }

    /** Chunks of several kinds, one of them discarded; the last one is whole. */
    private static byte[] session() {
        byte[] unknownSizes =
                new TestingChunk()
                        .segmentSize(SizeForm.UNKNOWN_ONE_BYTE)
                        .clusterSize(SizeForm.UNKNOWN_ONE_BYTE)
                        .cluster(simpleBlock(1, 0, true, data(1, 70)))
                        .build();
        byte[] knownSizes =
                new TestingChunk()
                        .segmentSize(SizeForm.FOUR_BYTES)
                        .cluster(simpleBlock(1, 0, true, data(1, 70)))
                        .build();
        byte[] discarded = new TestingChunk().trailer().build();
        return concat(
                TestingChunk.rich(),
                unknownSizes,
                element(MatroskaElement.VOID, data(1, 20)),
                knownSizes,
                discarded,
                unknownSizes);
    }

    private static void assertCutsChangeNothing(byte[] bytes) throws IOException {
        List<ChunkEvent> whole = TestingFeed.events(bytes);
        for (int cut = 0; cut <= bytes.length; cut++) {
            ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
            List<ChunkEvent> events = new ArrayList<>();
            events.addAll(TestingFeed.events(assembler, ByteBuffer.wrap(bytes, 0, cut)));
            events.addAll(
                    TestingFeed.events(assembler, ByteBuffer.wrap(bytes, cut, bytes.length - cut)));
            assertThat(TestingFeed.same(events, whole)).as("cut at %d", cut).isTrue();
        }
    }

    private static void assertOnlyWholeChunks(byte[] bytes) throws IOException {
        List<ChunkEvent> whole = TestingFeed.events(bytes);
        for (int end = 0; end < bytes.length; end++) {
            ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
            List<ChunkEvent> events = TestingFeed.events(assembler, ByteBuffer.wrap(bytes, 0, end));
            assertThat(events.size()).isLessThan(whole.size());
            assertThat(TestingFeed.same(events, whole.subList(0, events.size()))).isTrue();
            assertThat(assembler.position()).isEqualTo(end);
        }
    }
}
