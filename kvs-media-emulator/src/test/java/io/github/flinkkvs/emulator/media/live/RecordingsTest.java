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

package io.github.flinkkvs.emulator.media.live;

import io.github.flinkkvs.emulator.media.call.CallRecording;
import io.github.flinkkvs.emulator.media.call.SyntheticCall;
import io.github.flinkkvs.emulator.media.camera.CameraStudio;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class RecordingsTest {
    private static final Instant FROM = Instant.parse("2026-02-03T04:05:06.789Z");

    @Test
    void aCameraThatIsLateGoesOnWithTheFragmentOfTheMoment() {
        SyntheticCamera camera =
                SyntheticCamera.builder("c").size(64, 64).framesPerSecond(7).build();
        Recording recording = new CameraStudio().record(camera, FROM);
        passFragment(recording);

        assertThat(recording.skipTo(FROM.plusMillis(900))).isFalse();
        assertThat(recording.skipTo(FROM.plusMillis(5500))).isTrue();

        assertThat(recording.next()).get().satisfies(piece -> assertStarts(piece, 5));
    }

    @Test
    void aCallThatIsLateGoesOnWithTheFragmentOfTheMoment() {
        Recording recording = new CallRecording(SyntheticCall.of("c"), FROM);
        passFragment(recording);

        assertThat(recording.skipTo(FROM.plusMillis(1500))).isFalse();
        assertThat(recording.skipTo(FROM.plusMillis(5500))).isTrue();

        assertThat(recording.next()).get().satisfies(piece -> assertStarts(piece, 5));
    }

    @Test
    void aCallThatIsLaterThanItsEndIsOver() {
        SyntheticCall call = SyntheticCall.builder("c").length(Duration.ofSeconds(3)).build();
        Recording recording = new CallRecording(call, FROM);

        assertThat(recording.skipTo(FROM.plusSeconds(60))).isTrue();

        assertThat(recording.next()).isEmpty();
    }

    @Test
    void piecesAreDueInOrderFromTheStartOfAFragmentToItsEnd() {
        SyntheticCamera camera = SyntheticCamera.builder("c").size(64, 64).audio(true).build();
        Recording recording = new CameraStudio().record(camera, FROM);

        MediaPiece last = recording.next().orElseThrow();
        assertStarts(last, 0);
        while (last.kind() != MediaKind.FRAGMENT_END) {
            MediaPiece next = recording.next().orElseThrow();
            assertThat(next.due()).isAfterOrEqualTo(last.due());
            last = next;
        }
        assertThat(last.due()).isEqualTo(FROM.plusSeconds(1));
    }

    private static void passFragment(Recording recording) {
        MediaPiece piece = recording.next().orElseThrow();
        while (piece.kind() != MediaKind.FRAGMENT_END) {
            piece = recording.next().orElseThrow();
        }
    }

    private static void assertStarts(MediaPiece piece, int seconds) {
        assertThat(piece.kind()).isEqualTo(MediaKind.FRAGMENT_START);
        assertThat(piece.due()).isEqualTo(FROM.plusSeconds(seconds));
    }
}
