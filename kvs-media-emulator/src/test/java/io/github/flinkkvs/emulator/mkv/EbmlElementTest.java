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

package io.github.flinkkvs.emulator.mkv;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EbmlElementTest {

    @Test
    void findsWhatTheWriterWrote() {
        byte[] bytes =
                new EbmlWriter()
                        .master(
                                MatroskaIds.INFO,
                                info ->
                                        info.unsigned(MatroskaIds.TIMECODE_SCALE, 1_000_000)
                                                .text(MatroskaIds.TITLE, "title\0\0"))
                        .toByteArray();

        EbmlElement info = read(bytes);

        assertThat(info.id()).isEqualTo(MatroskaIds.INFO);
        assertThat(info.children()).hasSize(2);
        assertThat(info.child(MatroskaIds.TIMECODE_SCALE).orElseThrow().unsigned())
                .isEqualTo(1_000_000);
        assertThat(info.child(MatroskaIds.TITLE).orElseThrow().text()).isEqualTo("title");
        assertThat(info.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void aClusterOfUnknownSizeEndsWhereTheNextTopElementStarts() {
        byte[] cluster = MatroskaElements.cluster(7, List.of(block(0), block(40)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(cluster);
        bytes.writeBytes(MatroskaElements.tags(Map.of("a", "b")));

        EbmlElement element = read(bytes.toByteArray());

        assertThat(element.end()).isEqualTo(cluster.length);
        assertThat(element.children()).hasSize(3);
    }

    @Test
    void anElementThatEndsEarlyIsCutAndAHalfHeaderIsNone() {
        byte[] whole = new EbmlWriter().element(MatroskaIds.TAGS, new byte[10]).toByteArray();

        assertThat(read(whole).cut()).isFalse();
        assertThat(read(Arrays.copyOf(whole, 9)).cut()).isTrue();
        for (int length = 0; length < 5; length++) {
            assertThat(EbmlElement.at(whole, 0, length)).isEmpty();
        }
    }

    @Test
    void bytesThatStartNoElementAreRefused() {
        assertThatThrownBy(() -> read(new byte[] {0, 1, 2}))
                .isInstanceOf(MalformedMatroskaException.class)
                .hasMessageContaining("at 0");
    }

    @Test
    void aClusterIsSummedUp() {
        byte[] cluster = MatroskaElements.sizedCluster(7, List.of(block(0), block(40), block(80)));

        ClusterSummary summary = ClusterSummary.of(read(cluster), 1_000_000);

        assertThat(summary).isEqualTo(new ClusterSummary(7, 3, Duration.ofMillis(120)));
    }

    @Test
    void tagsAreReadInOrder() {
        byte[] tags = ServiceTags.trailer(12, "345");

        assertThat(TagList.of(read(tags)))
                .containsExactly(
                        Map.entry(ServiceTags.MILLIS_BEHIND_NOW, "12"),
                        Map.entry(ServiceTags.CONTINUATION_TOKEN, "345"));
    }

    private static EbmlElement read(byte[] bytes) {
        return EbmlElement.at(bytes, 0, bytes.length).orElseThrow();
    }

    private static SimpleBlock block(int time) {
        return new SimpleBlock(1, time, true, new byte[] {1, 2, 3});
    }
}
