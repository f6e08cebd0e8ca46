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

package io.github.flinkkvs.emulator.media.camera;

import io.github.flinkkvs.emulator.Elements;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.mkv.TagList;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SyntheticCameraTest {
    private static final Instant FROM = Instant.parse("2026-02-03T04:05:06.789Z");

    @Test
    void fragmentsFollowEachOtherWithoutAGap() {
        SyntheticCamera camera =
                SyntheticCamera.builder("c").size(64, 64).framesPerSecond(7).build();

        List<StoredFragment> fragments = record(camera, Duration.ofSeconds(3));

        assertThat(fragments)
                .extracting(StoredFragment::producerTimestamp)
                .containsExactly(FROM, FROM.plusSeconds(1), FROM.plusSeconds(2));
        assertThat(fragments)
                .extracting(StoredFragment::serverTimestamp)
                .containsExactly(FROM, FROM.plusSeconds(1), FROM.plusSeconds(2));
        assertThat(fragments).allSatisfy(f -> assertThat(f.frames()).isEqualTo(7));
    }

    @Test
    void audioFillsTheWholeFragmentEvenIfItDoesNotDivide() {
        SyntheticCamera camera =
                SyntheticCamera.builder("c")
                        .size(64, 64)
                        .audio(true)
                        .fragmentLength(Duration.ofMillis(1250))
                        .framesPerSecond(8)
                        .build();

        List<StoredFragment> fragments = record(camera, Duration.ofMillis(1250));

        assertThat(fragments).singleElement().satisfies(f -> assertThat(f.frames()).isEqualTo(23));
    }

    @Test
    void userTagsFollowTheCluster() {
        SyntheticCamera camera =
                SyntheticCamera.builder("c").size(64, 64).userTags(Map.of("site", "north")).build();

        byte[] chunk = record(camera, Duration.ofSeconds(1)).get(0).toByteArray();
        EbmlElement header = EbmlElement.at(chunk, 0, chunk.length).orElseThrow();
        EbmlElement segment = EbmlElement.at(chunk, header.end(), chunk.length).orElseThrow();
        List<EbmlElement> elements = segment.children();
        EbmlElement last = elements.get(elements.size() - 1);

        assertThat(elements.get(elements.size() - 2).id()).isEqualTo(MatroskaIds.CLUSTER);
        assertThat(TagList.of(last)).containsExactly(Map.entry("site", "north"));
    }

    @Test
    void impossibleCamerasAreRefused() {
        assertThatThrownBy(() -> SyntheticCamera.builder("c").size(641, 360))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("641x360");
        assertThatThrownBy(() -> SyntheticCamera.builder("c").size(4098, 360))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SyntheticCamera.builder("c").keyFrameEvery(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> SyntheticCamera.builder("c").blockEvery(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 for never");
        assertThatThrownBy(() -> SyntheticCamera.builder("c").framesPerSecond(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                SyntheticCamera.builder("c")
                                        .fragmentLength(Duration.ofSeconds(11))
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 10 s");
        assertThatThrownBy(
                        () ->
                                SyntheticCamera.builder("c")
                                        .fragmentLength(Duration.ofMillis(10))
                                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void camerasThatShareFootageKeepTheirOwnNamesAndTimes() {
        SyntheticCamera.Builder first = SyntheticCamera.builder("a").size(64, 64);
        SyntheticCamera.Builder second = SyntheticCamera.builder("b").size(64, 64);

        List<StoredFragment> one = record(first.sharedFootage(true).build(), Duration.ofSeconds(2));
        List<StoredFragment> two =
                record(second.sharedFootage(true).build(), Duration.ofSeconds(2));

        assertThat(one)
                .extracting(StoredFragment::producerTimestamp)
                .containsExactly(FROM, FROM.plusSeconds(1));
        assertThat(Elements.first(one.get(1), MatroskaIds.CLUSTER))
                .isEqualTo(Elements.first(two.get(1), MatroskaIds.CLUSTER));
        assertThat(Elements.first(one.get(1), MatroskaIds.TRACKS))
                .isNotEqualTo(Elements.first(two.get(1), MatroskaIds.TRACKS));
    }

    private static List<StoredFragment> record(SyntheticCamera camera, Duration length) {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("c");
            stream.storePast(camera, FROM, length);
            return stream.fragments();
        }
    }
}
