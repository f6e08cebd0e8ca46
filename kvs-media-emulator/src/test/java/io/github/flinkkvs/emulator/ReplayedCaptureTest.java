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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayedCaptureTest {
    private final KvsEmulator emulator = KvsEmulator.start();
    private EmulatedStream stream;

    @BeforeEach
    void createStream() {
        stream = emulator.createStream("camera");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Captures.CLEAN, Captures.USER_TAGS, Captures.CUT})
    void aCaptureGoesOutByteForByteAndThenSilence(String name) throws IOException {
        byte[] capture = Captures.bytes(name);
        stream.replayCapture(capture);

        try (RawSession session = RawSession.earliest(emulator, "camera")) {
            assertThat(session.readToEnd(300)).isEqualTo(RawSession.End.SILENT);
            assertThat(session.body()).isEqualTo(capture);
        }
    }

    @ParameterizedTest
    @CsvSource({"output_get_media.mkv,5,60", "test_mixed_tags.mkv,10,10"})
    void everyWholeChunkIsAFragment(String name, int fragments, int framesInEach) {
        stream.replayCapture(Captures.path(name));

        assertThat(stream.fragments())
                .hasSize(fragments)
                .allSatisfy(f -> assertThat(f.frames()).isEqualTo(framesInEach));
    }

    @Test
    void aFragmentBearsTheNumberAndTimesOfTheCapture() {
        stream.replayCapture(Captures.path(Captures.CLEAN));

        var first = stream.fragments().get(0);
        assertThat(first.number()).isEqualTo("91343852333181432392682062607743920146159169392");
        assertThat(first.producerTimestamp()).isEqualTo(Instant.ofEpochMilli(1511852108513L));
        assertThat(first.serverTimestamp()).isEqualTo(Instant.ofEpochMilli(1511852109126L));
        assertThat(first.duration()).isBetween(Duration.ofMillis(1990), Duration.ofMillis(2010));
    }

    @Test
    void theCutChunkAtTheEndIsNoFragment() {
        stream.replayCapture(Captures.path(Captures.CUT));

        assertThat(stream.fragments()).hasSize(11);
    }

    @Test
    void ownFragmentsGoOnAfterTheNumbersOfTheCapture() {
        stream.replayCapture(Captures.path(Captures.CLEAN));
        stream.storePast(
                SyntheticCamera.named("later"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Duration.ofSeconds(2));

        assertThat(stream.fragments()).extracting(f -> f.number()).hasSize(7).isSorted();
    }
}
