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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import static io.github.flinkkvs.media.mkv.MatroskaElement.CLUSTER;
import static io.github.flinkkvs.media.mkv.MatroskaElement.CRC_32;
import static io.github.flinkkvs.media.mkv.MatroskaElement.CUES;
import static io.github.flinkkvs.media.mkv.MatroskaElement.EBML;
import static io.github.flinkkvs.media.mkv.MatroskaElement.INFO;
import static io.github.flinkkvs.media.mkv.MatroskaElement.SEGMENT;
import static io.github.flinkkvs.media.mkv.MatroskaElement.SIMPLE_BLOCK;
import static io.github.flinkkvs.media.mkv.MatroskaElement.TIMECODE;
import static io.github.flinkkvs.media.mkv.MatroskaElement.VOID;
import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.data;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

class EbmlParserTest {

    @Test
    void mastersAndLeavesAreToldInTheirOrder() throws Exception {
        byte[] bytes =
                concat(
                        element(EBML),
                        element(SEGMENT, element(INFO, element(VOID, data(1, 3)), element(VOID))));

        assertThat(Recording.of(bytes).told)
                .containsExactly(
                        "<EBML",
                        "EBML>",
                        "<Segment",
                        "<Info",
                        "Void 3",
                        "Void 0",
                        "Info>",
                        "Segment>");
    }

    @Test
    void unknownSizesEndWithTheNextElementOfTheirLevel() throws Exception {
        byte[] cluster =
                element(
                        CLUSTER,
                        SizeForm.UNKNOWN_ONE_BYTE,
                        unsigned(TIMECODE, 1),
                        element(CRC_32, data(1, 4)),
                        element(VOID, data(1, 2)),
                        element(0x4D80, SizeForm.ONE_BYTE, data(2, 5)),
                        element(SIMPLE_BLOCK, data(3, 6)));
        byte[] bytes =
                concat(
                        element(SEGMENT, SizeForm.UNKNOWN_EIGHT_BYTES, cluster, cluster),
                        element(CUES, data(4, 7)),
                        element(EBML));

        List<String> inCluster =
                List.of("<Cluster", "Timecode 1", "CRC-32 4", "Void 2", "? 5", "SimpleBlock 6");
        List<String> expected = new ArrayList<>(List.of("<Segment"));
        expected.addAll(inCluster);
        expected.add("Cluster>");
        expected.addAll(inCluster);
        expected.addAll(List.of("Cluster>", "Cues 7", "Segment>", "<EBML", "EBML>"));
        assertThat(Recording.of(bytes).told).isEqualTo(expected);
    }

    @Test
    void anUnknownSizeEndsWithTheKnownOneAroundIt() throws Exception {
        byte[] bytes =
                element(
                        SEGMENT,
                        element(CLUSTER, SizeForm.UNKNOWN_EIGHT_BYTES, unsigned(TIMECODE, 1)));

        assertThat(Recording.of(bytes).told)
                .containsExactly("<Segment", "<Cluster", "Timecode 1", "Cluster>", "Segment>");
    }

    @Test
    void anElementOutsideItsPlaceIsPassedOver() throws Exception {
        byte[] bytes = element(SEGMENT, element(INFO, element(SIMPLE_BLOCK, data(1, 4))));

        assertThat(Recording.of(bytes).told)
                .containsExactly("<Segment", "<Info", "? 4", "Info>", "Segment>");
    }

    @Test
    void everyByteIsToldOnceHoweverTheBytesAreCut() throws Exception {
        byte[] bytes = concat(TestingChunk.rich(), TestingChunk.rich());
        Recording whole = Recording.of(bytes);

        for (int cut = 0; cut <= bytes.length; cut++) {
            Recording cutOnce = Recording.of(bytes, cut);
            assertThat(cutOnce.bytes.toByteArray()).isEqualTo(bytes);
            assertThat(cutOnce.told).isEqualTo(whole.told);
        }
    }

    @Test
    void aPauseLeavesTheRestOfTheBufferUnread() throws Exception {
        byte[] bytes = concat(element(EBML), element(VOID, data(1, 3)));
        Recording recording = new Recording();
        recording.pauseAt = "EBML>";
        EbmlParser parser = new EbmlParser(recording, 8);
        ByteBuffer in = ByteBuffer.wrap(bytes);

        parser.parse(in);

        assertThat(in.remaining()).isEqualTo(element(VOID, data(1, 3)).length);
        assertThat(parser.position()).isEqualTo(in.position());
    }

    /** Writes down what it is told. */
    private static final class Recording implements EbmlVisitor {

        private final List<String> told = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private String pauseAt;
        private int leafBytes;

        static Recording of(byte[] bytes, int... cuts) throws MalformedException {
            Recording recording = new Recording();
            EbmlParser parser = new EbmlParser(recording, 8);
            int from = 0;
            for (int cut : cuts) {
                parser.parse(ByteBuffer.wrap(bytes, from, cut - from));
                from = cut;
            }
            parser.parse(ByteBuffer.wrap(bytes, from, bytes.length - from));
            return recording;
        }

        @Override
        public void masterStart(MatroskaElement element, EbmlHeader header, long position) {
            assertThat(position).isEqualTo(bytes.size());
            told.add("<" + element.specName());
            bytes.write(header.bytes(), 0, header.length());
        }

        @Override
        public void masterEnd(MatroskaElement element) {
            told.add(element.specName() + ">");
        }

        @Override
        public void leafStart(MatroskaElement element, EbmlHeader header) {
            bytes.write(header.bytes(), 0, header.length());
            leafBytes = 0;
        }

        @Override
        public void payload(ByteBuffer in, int count) {
            leafBytes += count;
            for (int i = 0; i < count; i++) {
                bytes.write(in.get());
            }
        }

        @Override
        public void leafEnd(MatroskaElement element) {
            told.add((element == null ? "?" : element.specName()) + " " + leafBytes);
        }

        @Override
        public boolean paused() {
            return !told.isEmpty() && told.get(told.size() - 1).equals(pauseAt);
        }
    }
}
