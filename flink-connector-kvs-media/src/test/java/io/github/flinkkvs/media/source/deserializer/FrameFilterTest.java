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

package io.github.flinkkvs.media.source.deserializer;

import io.github.flinkkvs.media.model.MediaTrackType;

import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FrameFilterTest {

    private final FrameFilter wall =
            FrameFilter.keyFrames()
                    .ofTrackType(MediaTrackType.VIDEO)
                    .ofCodecId("V_MPEG4/ISO/AVC", "V_MPEGH/ISO/HEVC")
                    .oneEvery(Duration.ofSeconds(5));

    @Test
    void itsTextSaysWhatPasses() {
        assertThat(wall)
                .hasToString(
                        "key frames, track type [VIDEO], codec id [V_MPEG4/ISO/AVC,"
                                + " V_MPEGH/ISO/HEVC], one every PT5S");
        assertThat(FrameFilter.allFrames().ofTrackNumber(1, 2).ofTrackName("AUDIO_TO_CUSTOMER"))
                .hasToString("all frames, track number [1, 2], track name [AUDIO_TO_CUSTOMER]");
    }

    @Test
    void itGoesToTheClusterAndStaysEqual() throws Exception {
        assertThat(InstantiationUtil.clone(wall)).isEqualTo(wall).hasSameHashCodeAs(wall);
        assertThat(wall).isNotEqualTo(FrameFilter.keyFrames());
    }

    @Test
    void askingForMoreChangesNoFilterThatIsThere() {
        FrameFilter keyFrames = FrameFilter.keyFrames();

        keyFrames.ofTrackNumber(1).oneEvery(Duration.ofSeconds(1));

        assertThat(keyFrames).isEqualTo(FrameFilter.keyFrames()).hasToString("key frames");
    }

    @Test
    void valuesThatNoTrackHasAreRefused() {
        FrameFilter all = FrameFilter.allFrames();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.ofTrackNumber(1, 0))
                .withMessage("No track has the track number '0'.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.ofTrackName(" "))
                .withMessage("No track has the track name ' '.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.ofCodecId(""))
                .withMessage("No track has the codec id ''.");
        assertThatIllegalArgumentException()
                .isThrownBy(all::ofTrackType)
                .withMessage("No track type is given; no frame would pass.");
    }

    @Test
    void whatIsAskedForTwiceIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> wall.ofTrackType(MediaTrackType.AUDIO))
                .withMessageContaining("asks for a track type already")
                .withMessageContaining("all values in one call")
                .withMessageContaining("track type [VIDEO]");
        assertThatIllegalStateException()
                .isThrownBy(() -> wall.oneEvery(Duration.ofSeconds(1)))
                .withMessageContaining("one frame every PT5S already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0005S", "PT1.0000001S"})
    void anIntervalIsWholeMilliseconds(Duration length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrameFilter.allFrames().oneEvery(length))
                .withMessageContaining("whole milliseconds, at least one")
                .withMessageContaining(length.toString());
    }
}
