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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.number;
import static io.github.flinkkvs.media.mkv.TestingMkv.serviceTag;
import static io.github.flinkkvs.media.mkv.TestingMkv.simpleBlock;
import static io.github.flinkkvs.media.mkv.TestingMkv.tag;
import static io.github.flinkkvs.media.mkv.TestingMkv.tags;
import static io.github.flinkkvs.media.mkv.TestingMkv.text;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned8;
import static java.nio.charset.StandardCharsets.US_ASCII;

/** Builds a chunk as GetMedia sends it; everything in it can be replaced, added to or left out. */
final class TestingChunk {

    static final String FRAGMENT = "91343852333181432392682062607743920146159169392";

    /** A TrackUID that a signed long cannot hold, as in a real capture. */
    static final BigInteger LARGE_UID = new BigInteger("9369167114682348278");

    private SizeForm segmentSize = SizeForm.UNKNOWN_EIGHT_BYTES;
    private SizeForm clusterSize = SizeForm.EIGHT_BYTES;
    private byte[] prelude = {};
    private byte[] info = element(MatroskaElement.INFO, unsigned(TIMECODE_SCALE, 1_000_000));
    private byte[] tracks = element(MatroskaElement.TRACKS, videoTrack(1));
    private byte[] front = frontTags(FRAGMENT, "1511852109.126", "1511852108.513");
    private final List<byte[]> clusters = new ArrayList<>();
    private byte[] interlude = {};
    private byte[] trailer = trailerTags("15858", FRAGMENT);

    private static final MatroskaElement TIMECODE_SCALE = MatroskaElement.TIMECODE_SCALE;

    static byte[] frontTags(String fragment, String server, String producer) {
        return tags(
                serviceTag("FRAGMENT_NUMBER", fragment),
                serviceTag("SERVER_TIMESTAMP", server),
                serviceTag("PRODUCER_TIMESTAMP", producer));
    }

    static byte[] trailerTags(String behindNow, String token) {
        return tags(
                serviceTag("MILLIS_BEHIND_NOW", behindNow),
                serviceTag("CONTINUATION_TOKEN", token));
    }

    static byte[] ebmlHeader() {
        return element(
                MatroskaElement.EBML,
                element(0x4282, SizeForm.ONE_BYTE, "matroska\0".getBytes(US_ASCII)));
    }

    static byte[] videoTrack(int trackNumber, byte[]... more) {
        return element(
                MatroskaElement.TRACK_ENTRY,
                unsigned(MatroskaElement.TRACK_NUMBER, trackNumber),
                unsigned8(MatroskaElement.TRACK_UID, LARGE_UID),
                unsigned(MatroskaElement.TRACK_TYPE, 1),
                text(MatroskaElement.CODEC_ID, "V_MPEG4/ISO/AVC\0\0\0"),
                element(MatroskaElement.CODEC_PRIVATE, data(trackNumber, 54)),
                text(MatroskaElement.NAME, "camera\0\0"),
                element(
                        MatroskaElement.VIDEO,
                        unsigned(MatroskaElement.PIXEL_WIDTH, 640),
                        unsigned(MatroskaElement.PIXEL_HEIGHT, 360)),
                concat(more));
    }

    static byte[] audioTrack(int trackNumber) {
        return element(
                MatroskaElement.TRACK_ENTRY,
                unsigned(MatroskaElement.TRACK_NUMBER, trackNumber),
                unsigned(MatroskaElement.TRACK_TYPE, 2),
                text(MatroskaElement.CODEC_ID, "A_AAC"),
                text(MatroskaElement.LANGUAGE, "ger"),
                unsigned(MatroskaElement.DEFAULT_DURATION, 20_000_000),
                element(
                        MatroskaElement.AUDIO,
                        number(MatroskaElement.SAMPLING_FREQUENCY, 48_000),
                        unsigned(MatroskaElement.CHANNELS, 2),
                        unsigned(MatroskaElement.BIT_DEPTH, 16)));
    }

    /** A chunk with something of everything, 1 to 2 kB. */
    static byte[] rich() {
        return new TestingChunk()
                .prelude(tags(tag("early", "bird")), element(MatroskaElement.VOID, data(1, 9)))
                .tracks(videoTrack(1), audioTrack(2))
                .cluster(
                        unsigned(MatroskaElement.TIMECODE, 5_000),
                        simpleBlock(1, 0, true, data(2, 300)),
                        simpleBlock(2, -3, true, data(3, 40)),
                        element(
                                MatroskaElement.BLOCK_GROUP,
                                element(
                                        MatroskaElement.BLOCK,
                                        TestingMkv.block(1, 33, 0, data(4, 50))),
                                unsigned(MatroskaElement.BLOCK_DURATION, 33),
                                element(MatroskaElement.REFERENCE_BLOCK, TestingMkv.bytes(0xDF))))
                .interlude(
                        element(MatroskaElement.CUES, element(MatroskaElement.VOID, data(5, 30))),
                        tags(tag("late", "riser\0")))
                .build();
    }

    TestingChunk segmentSize(SizeForm form) {
        segmentSize = form;
        return this;
    }

    TestingChunk clusterSize(SizeForm form) {
        clusterSize = form;
        return this;
    }

    /** What stands between the Segment's header and Info. */
    TestingChunk prelude(byte[]... elements) {
        prelude = concat(elements);
        return this;
    }

    TestingChunk info(byte[]... content) {
        info = element(MatroskaElement.INFO, content);
        return this;
    }

    TestingChunk tracks(byte[]... entries) {
        tracks = element(MatroskaElement.TRACKS, entries);
        return this;
    }

    TestingChunk front(byte[]... elements) {
        front = concat(elements);
        return this;
    }

    /** Adds a cluster. */
    TestingChunk cluster(byte[]... content) {
        clusters.add(element(MatroskaElement.CLUSTER, clusterSize, content));
        return this;
    }

    /** What stands between the cluster and the trailer. */
    TestingChunk interlude(byte[]... elements) {
        interlude = concat(elements);
        return this;
    }

    TestingChunk trailer(byte[]... elements) {
        trailer = concat(elements);
        return this;
    }

    byte[] build() {
        byte[] media = concat(clusters.toArray(byte[][]::new));
        return concat(
                ebmlHeader(),
                element(
                        MatroskaElement.SEGMENT,
                        segmentSize,
                        concat(prelude, info, tracks, front, media, interlude, trailer)));
    }
}
