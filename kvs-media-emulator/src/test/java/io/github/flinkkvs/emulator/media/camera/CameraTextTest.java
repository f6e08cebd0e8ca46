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

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CameraTextTest {

    @Test
    void withoutSettingsACameraIsTheUsualOne() {
        SyntheticCamera camera = CameraText.parse("door", "");

        assertThat(camera.name()).isEqualTo("door");
        assertThat(camera.framesPerSecond()).isEqualTo(15);
        assertThat(camera.fragmentLength()).isEqualTo(Duration.ofSeconds(1));
        assertThat(camera.hasAudio()).isFalse();
    }

    @Test
    void everySettingIsRead() {
        SyntheticCamera camera =
                CameraText.parse(
                        "door",
                        "size=320x180,fps=10,gop=2s,fragment=4s,block=30s,audio,shared,tag.site=north");

        assertThat(camera.optics())
                .isEqualTo(new CameraOptics(320, 180, new FrameTimes(10, 40, 20)));
        assertThat(camera.fragmentLength()).isEqualTo(Duration.ofSeconds(4));
        assertThat(camera.blockEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(camera.hasAudio()).isTrue();
        assertThat(camera.hasSharedFootage()).isTrue();
        assertThat(camera.userTags()).isEqualTo(Map.of("site", "north"));
    }

    @Test
    void whatCannotBeReadIsSaid() {
        refused("hue=3", "'hue=3'", "size=WIDTHxHEIGHT");
        refused("audio=yes", "'audio=yes'", "audio,");
        refused("size=big", "'big'", "1280x720");
        refused("fps=many", "'many'", "25");
        refused("gop=2", "'2'", "90s");
        refused("block=often", "'often'", "90s");
        refused("size=321x180", "even numbers");
        refused("fragment=11s", "at most 10 s");
        refused("tag.=x", "'tag.=x'");
    }

    private static void refused(String settings, String... words) {
        assertThatThrownBy(() -> CameraText.parse("door", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }
}
