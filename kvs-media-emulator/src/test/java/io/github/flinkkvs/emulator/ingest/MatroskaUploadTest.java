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
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.emulator.store.FragmentCursor;
import io.github.flinkkvs.emulator.store.LogEntry;
import io.github.flinkkvs.emulator.store.StartSelector;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class MatroskaUploadTest {

    @Test
    void eachFragmentIsAckedThreeTimesInTheFormOfTheService() {
        TestUpload upload =
                TestUpload.relative().send(Media.start(1), Media.cluster(0), Media.cluster(1000));
        upload.end();

        String first = upload.fragments().get(0).number();
        String second = upload.fragments().get(1).number();
        assertThat(upload.acks().stream().map(Ack::line).collect(Collectors.joining()))
                .isEqualTo(
                        """
                        {"EventType":"BUFFERING","FragmentTimecode":0,"FragmentNumber":"%1$s"}
                        {"EventType":"RECEIVED","FragmentTimecode":0,"FragmentNumber":"%1$s"}
                        {"EventType":"PERSISTED","FragmentTimecode":0,"FragmentNumber":"%1$s"}
                        {"EventType":"BUFFERING","FragmentTimecode":1000,"FragmentNumber":"%2$s"}
                        {"EventType":"RECEIVED","FragmentTimecode":1000,"FragmentNumber":"%2$s"}
                        {"EventType":"PERSISTED","FragmentTimecode":1000,"FragmentNumber":"%2$s"}
                        """
                                .formatted(first, second));
    }

    @Test
    void withoutRetentionNothingIsSaidToBePersisted() {
        TestUpload upload = TestUpload.withoutRetention().send(Media.start(1), Media.cluster(0));

        assertThat(upload.end().ackTypes()).containsExactly("BUFFERING", "RECEIVED");
        assertThat(upload.fragments()).hasSize(1);
    }

    @Test
    void relativeTimecodesCountFromTheProducersStart() {
        TestUpload upload =
                TestUpload.relative().send(Media.start(1), Media.cluster(7), Media.cluster(1007));

        assertThat(upload.end().fragments())
                .extracting(StoredFragment::producerTimestamp)
                .containsExactly(TestUpload.START.plusMillis(7), TestUpload.START.plusMillis(1007));
        assertThat(upload.fragments())
                .extracting(StoredFragment::serverTimestamp)
                .containsOnly(TestUpload.NOW);
    }

    @Test
    void absoluteTimecodesCountFromTheEpochInUnitsOfTheScale() {
        TestUpload upload =
                TestUpload.absolute()
                        .send(
                                Media.opening(),
                                MatroskaElements.info("tenths", 100_000_000),
                                Media.tracks(1),
                                Media.cluster(17_000_000_005L, Media.block(1, 0)));

        assertThat(upload.end().fragments().get(0).producerTimestamp())
                .isEqualTo(Instant.parse("2023-11-14T22:13:20.5Z"));
        assertThat(upload.acks().get(0).timecode()).hasValue(1_700_000_000_500L);
    }

    @Test
    void aChunkIsWhatWasSentWithTheServicesTagsBetween() {
        byte[] ahead = Media.tag("ahead", "of info");
        byte[] behind = Media.tag("behind", "tracks");
        byte[] user = Media.tag("user", "tag");
        TestUpload upload =
                TestUpload.relative()
                        .send(Media.opening(), ahead, Media.info(), Media.tracks(1), behind)
                        .send(Media.cluster(0), user, Media.cues())
                        .send(Media.sizedCluster(1000), Media.cues());

        upload.end();

        assertThat(upload.chunk(0))
                .isEqualTo(
                        Media.bytes(
                                Media.opening(),
                                ahead,
                                Media.info(),
                                Media.tracks(1),
                                behind,
                                front(upload, 0),
                                Media.cluster(0),
                                user,
                                Media.cues()));
        assertThat(upload.chunk(1))
                .isEqualTo(
                        Media.bytes(
                                Media.opening(),
                                Media.info(),
                                Media.tracks(1),
                                behind,
                                front(upload, 1),
                                Media.sizedCluster(1000),
                                Media.cues()));
    }

    @Test
    void sizesAndOptionalElementsStayAsTheyWereSent() {
        byte[] group =
                new EbmlWriter(3)
                        .master(
                                MatroskaIds.BLOCK_GROUP,
                                g ->
                                        g.element(
                                                MatroskaIds.BLOCK,
                                                new byte[] {(byte) 0x81, 0, 9, 0}))
                        .toByteArray();
        byte[] laced =
                Media.element(MatroskaIds.SIMPLE_BLOCK, new byte[] {0x40, 1, 0, 0, 6, 1, 5, 5});
        byte[] cluster =
                new EbmlWriter()
                        .element(
                                MatroskaIds.CLUSTER,
                                5,
                                Media.bytes(
                                        Media.element(MatroskaIds.CRC, new byte[4]),
                                        Media.element(MatroskaIds.VOID, new byte[20]),
                                        Media.element(MatroskaIds.TIMECODE, new byte[] {0, 3}),
                                        Media.element(MatroskaIds.POSITION, new byte[1]),
                                        group,
                                        laced))
                        .toByteArray();
        byte[] segment = new EbmlWriter().unknownSize(MatroskaIds.SEGMENT, 1).toByteArray();
        TestUpload upload =
                TestUpload.relative()
                        .send(MatroskaElements.ebmlHeader(), segment, Media.info())
                        .send(Media.element(MatroskaIds.VOID, new byte[2000]), Media.tracks(1))
                        .send(cluster);

        upload.end();

        assertThat(upload.ackTypes()).containsExactly("BUFFERING", "RECEIVED", "PERSISTED");
        assertThat(upload.chunk(0))
                .isEqualTo(
                        Media.bytes(
                                Media.opening(),
                                Media.info(),
                                Media.element(MatroskaIds.VOID, new byte[2000]),
                                Media.tracks(1),
                                front(upload, 0),
                                cluster));
        assertThat(upload.fragments().get(0).frames()).isEqualTo(2);
    }

    @Test
    void aSegmentThatSaysItsSizeEndsWithItsLastCluster() {
        byte[] content = Media.bytes(Media.info(), Media.tracks(1), Media.cluster(0));
        byte[] file =
                Media.bytes(
                        MatroskaElements.ebmlHeader(), Media.element(MatroskaIds.SEGMENT, content));

        assertThat(TestUpload.relative().send(file).ackTypes()).containsExactly("BUFFERING");
        assertThat(TestUpload.relative().send(file).end().fragments()).hasSize(1);
        assertThat(TestUpload.relative().send(file, new byte[1]).acks().get(1).error())
                .isEqualTo(AckError.INVALID_MKV_DATA);
    }

    @Test
    void liveReadersGetEachBlockAsSoonAsItIsWhole() {
        TestUpload upload = TestUpload.relative().send(Media.start(1));
        FragmentCursor cursor =
                new FragmentCursor(upload.stream().log(), StartSelector.earliest(), () -> {});
        byte[] cluster = Media.cluster(0);
        byte[] next = Media.cluster(1000);

        upload.send(java.util.Arrays.copyOf(cluster, cluster.length - 1));
        LogEntry entry = cursor.next().orElseThrow();
        int untilLastBlock = cluster.length - blockSize();

        assertThat(entry.state()).isEqualTo(LogEntry.State.OPEN);
        assertThat(read(entry)).endsWith(java.util.Arrays.copyOf(cluster, untilLastBlock));
        upload.send(new byte[] {cluster[cluster.length - 1]});
        assertThat(entry.state()).isEqualTo(LogEntry.State.OPEN);
        assertThat(read(entry)).endsWith(cluster);
        upload.send(next);
        assertThat(entry.state()).isEqualTo(LogEntry.State.WHOLE);
    }

    @Test
    void theKinesisSdksMarkEndsAFragmentAndIsNotKept() {
        byte[] mark = Media.tag("AWS_KINESISVIDEO_END_OF_FRAGMENT", "");
        byte[] early = Media.tag("early", "tag");
        byte[] late = Media.tag("late", "tag");
        TestUpload upload =
                TestUpload.relative().send(Media.start(1), Media.cluster(0), early, mark);

        assertThat(upload.ackTypes()).containsExactly("BUFFERING", "RECEIVED", "PERSISTED");
        assertThat(upload.chunk(0)).endsWith(Media.bytes(Media.cluster(0), early));

        upload.send(late, Media.cluster(1000), mark).end();

        assertThat(upload.fragments()).hasSize(2);
        assertThat(upload.chunk(1))
                .endsWith(
                        Media.bytes(Media.tracks(1), late, front(upload, 1), Media.cluster(1000)));
    }

    @Test
    void aProducerThatDiesTakesItsLastFragmentWithIt() {
        TestUpload upload =
                TestUpload.relative().send(Media.start(1), Media.cluster(0), Media.cluster(1000));
        FragmentCursor cursor =
                new FragmentCursor(upload.stream().log(), StartSelector.earliest(), () -> {});
        cursor.next();
        LogEntry dying = cursor.next().orElseThrow();

        upload.upload().abandon();

        assertThat(upload.upload().over()).isTrue();
        assertThat(upload.fragments()).hasSize(1);
        assertThat(dying.state()).isEqualTo(LogEntry.State.BROKEN);
        assertThat(upload.send(Media.cluster(2000)).end().ackTypes())
                .containsExactly("BUFFERING", "RECEIVED", "PERSISTED", "BUFFERING");
    }

    @Test
    void anEmptyUploadIsAckedByNothing() {
        assertThat(TestUpload.relative().end().acks()).isEmpty();
        assertThat(TestUpload.relative().send(Media.start(1)).end().acks()).isEmpty();
    }

    @Test
    void threeTracksOfAnyNumberAreFine() {
        byte[] tracks =
                MatroskaElements.tracks(
                        List.of(
                                TrackSpec.video(7, "V_MPEG4/ISO/AVC", 64, 48),
                                TrackSpec.audio(126, "A_AAC", 8000, 1, 16),
                                TrackSpec.audio(3, "A_AAC", 8000, 1, 16)));
        byte[] cluster =
                Media.cluster(0, Media.block(3, 0), Media.block(126, 0), Media.block(7, 0));

        assertThat(
                        TestUpload.relative()
                                .send(Media.opening(), Media.info(), tracks, cluster)
                                .end()
                                .ackTypes())
                .containsExactly("BUFFERING", "RECEIVED", "PERSISTED");
    }

    private static byte[] front(TestUpload upload, int index) {
        StoredFragment fragment = upload.fragments().get(index);
        return ServiceTags.front(
                fragment.number(), fragment.serverTimestamp(), fragment.producerTimestamp());
    }

    private static int blockSize() {
        byte[] one = Media.cluster(0, Media.block(1, 0));
        byte[] two = Media.cluster(0, Media.block(1, 0), Media.block(1, 1));
        return two.length - one.length;
    }

    private static byte[] read(LogEntry entry) {
        ByteBuffer next;
        byte[] all = {};
        try (var reader = entry.reader()) {
            while ((next = reader.next(1000)) != null) {
                byte[] some = new byte[next.remaining()];
                next.get(some);
                all = Media.bytes(all, some);
            }
        }
        return all;
    }
}
