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

package io.github.flinkkvs.emulator.ingest;

import io.github.flinkkvs.emulator.mkv.EbmlWriter;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** One case for each error that media can be refused with, and each way to it. */
class RefusedUploadTest {
    private static final byte[] START = Media.start(1);

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(4001, "a block too large", tooLarge()),
                arguments(4002, "blocks more than 10 s apart", tooLong()),
                arguments(4004, "a cluster earlier than the last", backInTime()),
                arguments(4006, "text", "this is not Matroska".getBytes(UTF_8)),
                arguments(4006, "a second segment", twice()),
                arguments(4006, "tracks amid clusters", with(Media.cluster(0), Media.tracks(1))),
                arguments(4006, "no tracks", Media.bytes(Media.opening(), Media.cluster(0))),
                arguments(4006, "a block ahead of the timecode", untimed()),
                arguments(4006, "a block in no cluster", with(blockElement(1))),
                arguments(4006, "a cluster that ends within a block", overrun()),
                arguments(4006, "MP4", new byte[] {0, 0, 0, 0x18, 'f', 't', 'y', 'p'}),
                arguments(4006, "a block without a head", with(clusterHead(), shortBlock())),
                arguments(4006, "an unknown element", with(new byte[] {(byte) 0x99, (byte) 0x80})),
                arguments(4006, "a broken tag", with(brokenTag())),
                arguments(4007, "a time that no clock tells", noTime()),
                arguments(4009, "too many tags", with(Media.cluster(0), tags(11))),
                arguments(4009, "a long name", with(Media.tag("n".repeat(129), "v"))),
                arguments(4009, "a long value", with(Media.tag("n", "v".repeat(257)))),
                arguments(4009, "a reserved name", with(Media.tag("AWS_MINE", "v"))),
                arguments(4010, "a frame of no track", with(clusterHead(), blockElement(2))),
                arguments(4011, "a track without frames", missingFrames()),
                arguments(4012, "four tracks", Media.start(4)));
    }

    private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void isAckedByTheServicesErrorAndEndsTheUpload(int id, String what, byte[] media) {
        TestUpload upload = TestUpload.relative().send(media);

        Ack last = upload.acks().get(upload.acks().size() - 1);
        assertThat(last.type()).isEqualTo(Ack.Type.ERROR);
        assertThat(last.error().id()).isEqualTo(id);
        assertThat(upload.upload().over()).isTrue();
        int acked = upload.acks().size();
        assertThat(upload.send(Media.cluster(9000)).end().acks()).hasSize(acked);
        assertThat(upload.fragments()).hasSize((int) count(upload, Ack.Type.RECEIVED));
        assertThat(count(upload, Ack.Type.PERSISTED)).isEqualTo(count(upload, Ack.Type.RECEIVED));
    }

    @Test
    void theErrorNamesTheFragmentThatItEnds() {
        TestUpload upload =
                TestUpload.relative().send(START, clusterHead(), blockElement(1), blockElement(2));

        String number = upload.acks().get(0).fragmentNumber();
        assertThat(upload.acks().get(1).line())
                .isEqualTo(
                        "{\"EventType\":\"ERROR\",\"FragmentTimecode\":0,\"FragmentNumber\":\""
                                + number
                                + "\",\"ErrorCode\":\"TRACK_NUMBER_MISMATCH\",\"ErrorId\":4010}\n");
    }

    @Test
    void theErrorNamesNoFragmentWhereThereIsNone() {
        assertThat(TestUpload.relative().send(new byte[10]).acks().get(0).line())
                .isEqualTo(
                        "{\"EventType\":\"ERROR\",\"ErrorCode\":\"INVALID_MKV_DATA\",\"ErrorId\":4006}\n");
    }

    @Test
    void whatWasReceivedAheadOfTheErrorStays() {
        TestUpload upload = TestUpload.relative().send(backInTime());

        assertThat(upload.ackTypes())
                .containsExactly("BUFFERING", "RECEIVED", "PERSISTED", "ERROR");
        assertThat(upload.acks().get(3).timecode()).hasValue(999);
        assertThat(upload.fragments()).hasSize(1);
    }

    @Test
    void mediaThatEndAmidABlockAreRefused() {
        TestUpload upload =
                TestUpload.relative().send(START, clusterHead(), new byte[] {(byte) 0xA3});

        assertThat(upload.end().ackTypes()).containsExactly("BUFFERING", "ERROR");
        assertThat(upload.acks().get(1).error()).isEqualTo(AckError.INVALID_MKV_DATA);
        assertThat(upload.fragments()).isEmpty();
    }

    @Test
    void aSizedClusterThatLacksBytesIsRefused() {
        byte[] cluster = Media.sizedCluster(0);
        byte[] cut = java.util.Arrays.copyOf(cluster, cluster.length - 30);

        assertThat(TestUpload.relative().send(START, cut).end().ackTypes())
                .containsExactly("BUFFERING", "ERROR");
    }

    @Test
    void aStreamThatIsDeletedTakesNoMore() {
        TestUpload upload = TestUpload.relative().send(START, Media.cluster(0));
        upload.deleteStream();

        upload.send(Media.cluster(1000));

        assertThat(upload.ackTypes()).containsExactly("BUFFERING", "ERROR");
        assertThat(upload.acks().get(1).error()).isEqualTo(AckError.STREAM_NOT_ACTIVE);
    }

    @Test
    void whoRunsTheUploadMayEndItByAnyError() {
        TestUpload upload = TestUpload.relative().send(START, Media.cluster(0));

        upload.upload().refuse(AckError.MAX_CONNECTION_DURATION_REACHED);
        upload.upload().refuse(AckError.INTERNAL_ERROR);

        assertThat(upload.ackTypes()).containsExactly("BUFFERING", "ERROR");
        assertThat(upload.acks().get(1).error().id()).isEqualTo(4003);
    }

    @Test
    void tenTagsForEachFragmentAndThoseOfMuxersAreFine() {
        EbmlWriter muxer = new EbmlWriter();
        muxer.master(
                MatroskaIds.TAGS,
                tags ->
                        tags.master(
                                MatroskaIds.TAG,
                                tag -> {
                                    tag.element(MatroskaIds.TARGETS, new byte[0]);
                                    for (int i = 0; i < 54; i++) {
                                        tag.master(
                                                MatroskaIds.SIMPLE_TAG,
                                                pair -> pair.text(MatroskaIds.TAG_NAME, "BPS"));
                                    }
                                }));
        byte[] notification = Media.tag("AWS_KINESISVIDEO_NOTIFICATION", "");

        TestUpload upload =
                TestUpload.relative()
                        .send(START, tags(10), Media.cluster(0), tags(10), notification)
                        .send(Media.cluster(1000), tags(10), muxer.toByteArray());

        assertThat(upload.end().fragments()).hasSize(2);
    }

    private static long count(TestUpload upload, Ack.Type type) {
        return upload.acks().stream().filter(ack -> ack.type() == type).count();
    }

    private static byte[] with(byte[]... more) {
        return Media.bytes(START, Media.bytes(more));
    }

    private static byte[] tags(int count) {
        byte[] all = {};
        for (int i = 0; i < count; i++) {
            all = Media.bytes(all, Media.tag("n".repeat(128), "v".repeat(256)));
        }
        return all;
    }

    private static byte[] clusterHead() {
        return Media.cluster(0, new io.github.flinkkvs.emulator.mkv.SimpleBlock[0]);
    }

    private static byte[] blockElement(int track) {
        return Media.element(
                MatroskaIds.SIMPLE_BLOCK, new byte[] {(byte) (0x80 | track), 0, 0, 0, 5});
    }

    private static byte[] shortBlock() {
        return Media.element(MatroskaIds.SIMPLE_BLOCK, new byte[] {(byte) 0x81, 0, 0});
    }

    private static byte[] tooLarge() {
        return with(clusterHead(), Media.head(MatroskaIds.SIMPLE_BLOCK, 50 << 20));
    }

    private static byte[] tooLong() {
        return with(Media.cluster(0, Media.block(1, -1), Media.block(1, 10_000)));
    }

    private static byte[] backInTime() {
        return with(Media.cluster(1000), Media.cluster(999));
    }

    private static byte[] twice() {
        return with(Media.cluster(0), START, Media.cluster(0));
    }

    private static byte[] untimed() {
        return with(
                new EbmlWriter().unknownSize(MatroskaIds.CLUSTER, 1).toByteArray(),
                blockElement(1));
    }

    private static byte[] overrun() {
        return with(
                Media.element(
                        MatroskaIds.CLUSTER,
                        Media.bytes(
                                Media.element(MatroskaIds.TIMECODE, new byte[1]),
                                Media.head(MatroskaIds.SIMPLE_BLOCK, 100))));
    }

    private static byte[] brokenTag() {
        return Media.element(MatroskaIds.TAGS, Media.head(MatroskaIds.TAG, 1000));
    }

    private static byte[] noTime() {
        return with(Media.cluster(Long.MAX_VALUE / 1000));
    }

    private static byte[] missingFrames() {
        return Media.bytes(
                Media.opening(),
                MatroskaElements.info("two tracks", 1_000_000),
                Media.tracks(2),
                MatroskaElements.cluster(0, List.of(Media.block(1, 0))),
                Media.cluster(1000));
    }
}
