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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static io.github.flinkkvs.media.mkv.TestingMkv.bytes;
import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.serviceTag;
import static io.github.flinkkvs.media.mkv.TestingMkv.simpleBlock;
import static io.github.flinkkvs.media.mkv.TestingMkv.tag;
import static io.github.flinkkvs.media.mkv.TestingMkv.tags;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned;

/** Sessions that the fuzzer begins with: of each form something. */
public final class MkvSeeds {

    private static final byte[] CUT = {7};

    private MkvSeeds() {}

    /** Sessions, each behind the byte that tells how it is cut. */
    public static List<byte[]> streams() {
        byte[] small = new TestingChunk().build();
        byte[] open = new TestingChunk().trailer().build();
        byte[] error =
                new TestingChunk()
                        .trailer(
                                tags(serviceTag("ERROR_ID", "4000"), serviceTag("ERROR_CODE", "X")))
                        .build();
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(concat(CUT, TestingChunk.rich()));
        seeds.add(concat(CUT, TestingChunk.rich(), small));
        seeds.add(concat(CUT, open, small));
        seeds.add(concat(CUT, error));
        seeds.add(concat(CUT, small, element(MatroskaElement.VOID, data(1, 3)), open));
        seeds.add(concat(CUT, unknownSizes()));
        seeds.add(concat(CUT, laces()));
        seeds.add(concat(CUT, manyClusters(), small));
        seeds.add(concat(CUT, large(), unfinished(100), small));
        return seeds;
    }

    private static byte[] unknownSizes() {
        return new TestingChunk()
                .clusterSize(SizeForm.UNKNOWN_ONE_BYTE)
                .cluster(unsigned(MatroskaElement.TIMECODE, 0), simpleBlock(1, 0, true, data(1, 9)))
                .cluster(
                        unsigned(MatroskaElement.TIMECODE, 9), simpleBlock(1, 0, false, data(2, 9)))
                .interlude(tags(tag("a", "b")))
                .build();
    }

    /** Each cluster once made room for itself, by a copy of the whole chunk. */
    private static byte[] manyClusters() {
        byte[][] clusters = new byte[1_500][];
        Arrays.fill(clusters, element(MatroskaElement.CLUSTER, SizeForm.ONE_BYTE));
        return new TestingChunk().interlude(clusters).build();
    }

    private static byte[] large() {
        return new TestingChunk().cluster(simpleBlock(1, 0, true, data(1, 15_000))).build();
    }

    /** Each cluster once got room for a chunk as large as the last whole one. */
    private static byte[] unfinished(int chunks) {
        byte[][] unfinished = new byte[chunks][];
        Arrays.fill(
                unfinished,
                concat(
                        element(MatroskaElement.EBML),
                        element(
                                MatroskaElement.SEGMENT,
                                SizeForm.UNKNOWN_ONE_BYTE,
                                element(
                                        MatroskaElement.CLUSTER,
                                        SizeForm.UNKNOWN_ONE_BYTE,
                                        unsigned(MatroskaElement.TIMECODE, 1)))));
        return concat(unfinished);
    }

    private static byte[] laces() {
        return new TestingChunk()
                .tracks(TestingChunk.videoTrack(1), TestingChunk.audioTrack(2))
                .cluster(
                        element(
                                MatroskaElement.SIMPLE_BLOCK,
                                TestingMkv.block(2, 0, 0x02, bytes(2, 3, 4), data(1, 12))),
                        element(
                                MatroskaElement.SIMPLE_BLOCK,
                                TestingMkv.block(2, 1, 0x04, bytes(3), data(2, 12))),
                        element(
                                MatroskaElement.SIMPLE_BLOCK,
                                TestingMkv.block(2, 2, 0x06, bytes(2, 0x83, 0xC0), data(3, 12))))
                .build();
    }
}
