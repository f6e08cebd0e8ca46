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

import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.store.StoredFragment;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** However the bytes of an upload come, what becomes of them is the same. */
class UploadInPiecesTest {
    private static final byte[] MARK = Media.tag("AWS_KINESISVIDEO_END_OF_FRAGMENT", "");

    private static final byte[] WHOLE =
            Media.bytes(
                    Media.opening(),
                    Media.tag("ahead", "of info"),
                    Media.info(),
                    Media.element(MatroskaIds.VOID, new byte[3]),
                    Media.tracks(1),
                    Media.cluster(0),
                    Media.tag("user", "tag"),
                    Media.sizedCluster(1000),
                    Media.cluster(2000),
                    MARK,
                    Media.tag("late", "tag"),
                    Media.cluster(3000),
                    Media.cues());

    private static final byte[] REFUSED =
            Media.bytes(Media.start(1), Media.cluster(5), Media.cluster(1), Media.cluster(2));

    @Test
    void cutAnywhereInTwo() {
        for (byte[] media : List.of(WHOLE, REFUSED)) {
            TestUpload atOnce = TestUpload.relative().send(media).end();
            for (int cut = 0; cut <= media.length; cut++) {
                TestUpload inTwo =
                        TestUpload.relative()
                                .send(Arrays.copyOf(media, cut))
                                .send(Arrays.copyOfRange(media, cut, media.length))
                                .end();
                assertSame(inTwo, atOnce);
            }
        }
    }

    @Test
    void byteByByte() {
        TestUpload upload = TestUpload.relative();
        for (byte one : WHOLE) {
            upload.send(new byte[] {one});
        }

        assertSame(upload.end(), TestUpload.relative().send(WHOLE).end());
        assertThat(upload.fragments()).hasSize(4);
    }

    /** Whatever comes, the answer is acks, of which an error is the last, and nothing is thrown. */
    @Property(tries = 3000)
    void withBytesThatAreWrong(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 1_000_000) Integer> where,
            @ForAll byte what,
            @ForAll("pieces") int piece) {
        byte[] media = WHOLE.clone();
        where.forEach(at -> media[at % media.length] = (byte) (what + at));
        assertSane(send(media, piece));
    }

    @Property(tries = 3000)
    void withElementsInAnyOrder(
            @ForAll("elements") List<byte[]> elements, @ForAll("pieces") int piece) {
        byte[] all = elements.stream().reduce(Media.start(1), Media::bytes);
        assertSane(send(all, piece));
    }

    @Property(tries = 1000)
    void withNoiseForMedia(@ForAll byte[] noise, @ForAll("pieces") int piece) {
        assertSane(send(noise, piece));
    }

    @Provide
    Arbitrary<Integer> pieces() {
        return Arbitraries.of(1, 2, 3, 7, 64, 1000);
    }

    @Provide
    Arbitrary<List<byte[]>> elements() {
        return Arbitraries.of(
                        Media.cluster(0),
                        Media.cluster(1000),
                        Media.sizedCluster(1000),
                        Media.cluster(2000, Media.block(1, 0)),
                        Media.tag("user", "tag"),
                        MARK,
                        Media.cues(),
                        Media.tracks(2),
                        Media.info(),
                        Media.opening(),
                        Media.element(MatroskaIds.VOID, new byte[9]),
                        Media.element(MatroskaIds.TIMECODE, new byte[1]),
                        Media.element(MatroskaIds.SIMPLE_BLOCK, new byte[] {(byte) 0x81, 0, 1, 0}),
                        Media.element(
                                MatroskaIds.BLOCK_GROUP, new byte[] {(byte) 0xA1, (byte) 0x81, 7}),
                        Media.head(MatroskaIds.SIMPLE_BLOCK, 40 << 20),
                        Media.head(MatroskaIds.CLUSTER, 1L << 40),
                        Media.head(MatroskaIds.TAGS, 5),
                        new byte[] {0},
                        new byte[] {(byte) 0xFF})
                .list()
                .ofMaxSize(40);
    }

    @Test
    void sizesThatAreOnlyClaimedTakeNoMemory() {
        List<TestUpload> uploads =
                java.util.stream.Stream.generate(
                                () ->
                                        TestUpload.relative()
                                                .send(Media.start(1), clusterHead())
                                                .send(
                                                        Media.head(
                                                                MatroskaIds.SIMPLE_BLOCK, 49 << 20))
                                                .send(new byte[100]))
                        .limit(2000)
                        .toList();

        assertThat(uploads).noneMatch(upload -> upload.upload().over());
    }

    @Test
    void millionsOfEmptyElementsAreRefused() {
        byte[] empty = new byte[1 << 20];
        for (int i = 0; i < empty.length; i += 2) {
            empty[i] = (byte) MatroskaIds.VOID;
            empty[i + 1] = (byte) 0x80;
        }
        TestUpload loose = TestUpload.relative().send(Media.start(1), clusterHead(), empty);
        TestUpload held =
                TestUpload.relative().send(Media.start(1), Media.element(MatroskaIds.TAGS, empty));

        assertThat(loose.ackTypes()).containsExactly("BUFFERING", "ERROR");
        assertThat(held.ackTypes()).containsExactly("ERROR");
    }

    private static byte[] clusterHead() {
        return Media.cluster(0, new io.github.flinkkvs.emulator.mkv.SimpleBlock[0]);
    }

    private static TestUpload send(byte[] media, int piece) {
        TestUpload upload = TestUpload.relative();
        for (int from = 0; from < media.length; from += piece) {
            int length = Math.min(piece, media.length - from);
            upload.upload().accept(ByteBuffer.wrap(media, from, length));
        }
        return upload.end();
    }

    private static void assertSame(TestUpload upload, TestUpload other) {
        assertThat(upload.acks()).isEqualTo(other.acks());
        assertThat(upload.fragments())
                .extracting(StoredFragment::toByteArray)
                .containsExactlyElementsOf(
                        other.fragments().stream().map(StoredFragment::toByteArray).toList());
    }

    private static void assertSane(TestUpload upload) {
        List<String> types = upload.ackTypes();
        assertThat(upload.upload().over()).isTrue();
        assertThat(upload.fragments())
                .hasSize((int) types.stream().filter("PERSISTED"::equals).count());
        assertThat(types.subList(0, Math.max(0, types.size() - 1))).doesNotContain("ERROR");
        assertThat(upload.acks())
                .noneMatch(ack -> ack.error() == AckError.INTERNAL_ERROR)
                .noneMatch(ack -> ack.error() == AckError.ARCHIVAL_ERROR);
    }
}
