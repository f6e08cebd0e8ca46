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
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetentionTest {
    private static final int FRAME = 100_000;

    private final KvsEmulator emulator = KvsEmulator.builder().maxBytes(5 * 2 * FRAME).start();
    private final List<String> numbers = new ArrayList<>();
    private EmulatedStream stream;

    @BeforeEach
    void createStream() {
        stream = emulator.createStream("camera");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aStreamKeepsItsNewestFragmentsUpToItsSize() {
        put(20);

        assertThat(stream.fragments())
                .extracting(StoredFragment::number)
                .isEqualTo(numbers.subList(16, 20));
    }

    @Test
    void aReaderThatRetentionOvertookGoesOnWithTheOldestFragment() throws IOException {
        put(1);
        try (RawSession session = RawSession.earliest(emulator, "camera")) {
            session.readTo(1);
            // Faster than any reader: what it has not begun when they are there, it never sees.
            put(200);
            session.readToEnd(300);

            List<String> seen = numbersIn(session.body());
            assertThat(seen)
                    .startsWith(numbers.get(0))
                    .endsWith(numbers.get(200))
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    @Test
    void aForgottenPositionIsLost() throws IOException {
        put(20);

        try (RawSession session =
                RawSession.getMedia(
                        emulator,
                        "camera",
                        "\"StartSelectorType\":\"FRAGMENT_NUMBER\",\"AfterFragmentNumber\":\""
                                + numbers.get(0)
                                + "\"")) {
            assertThat(session.readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(new String(session.body(), StandardCharsets.ISO_8859_1)).contains("4000");
        }
    }

    @Test
    void aDeletedStreamIsUnknownAndTheNextOfItsNameHasNoneOfItsFaults() throws IOException {
        stream.failNextGetMedia(500, "InternalFailure", "of the former stream");
        emulator.deleteStream("camera");

        assertThatThrownBy(() -> emulator.stream("camera"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'camera'");
        try (RawSession session = RawSession.earliest(emulator, "camera")) {
            assertThat(session.status()).isEqualTo(404);
        }

        emulator.createStream("camera");
        try (RawSession session = RawSession.earliest(emulator, "camera")) {
            assertThat(session.status()).isEqualTo(200);
        }
    }

    @Test
    void aStreamThatAClientDeletesLosesItsFaultsAndItsCamerasToo() throws Exception {
        stream.inject(Fault.parse("http-error status=500 operation=GetMedia"));
        CameraHandle camera = stream.addCamera(SyntheticCamera.named("camera"));
        try (RawSession reply =
                new RawSession(
                        emulator.endpoint(),
                        "/deleteStream",
                        "{\"StreamARN\":\"" + stream.arn() + "\"}")) {
            assertThat(reply.status()).isEqualTo(200);
        }

        assertThat(camera.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThatThrownBy(camera::restart).hasMessageContaining("was deleted");
        assertThat(emulator.createStream("camera").faults()).isEmpty();
    }

    @Test
    void aFaultThatThrowsIsAnInternalFailure() throws IOException {
        stream.stallEachSessionAfterBytes(
                () -> {
                    throw new IllegalStateException("of the test");
                });

        try (RawSession session = RawSession.earliest(emulator, "camera")) {
            assertThat(session.status()).isEqualTo(500);
            assertThat(session.header("x-amzn-errortype")).startsWith("InternalFailure:");
        }
    }

    private void put(int count) {
        for (int i = 0; i < count; i++) {
            Instant time = Instant.ofEpochSecond(1_700_000_000L + numbers.size());
            numbers.add(Fixtures.put(stream, time, time, FRAME).number());
        }
    }

    private static List<String> numbersIn(byte[] body) {
        return Chunks.in(body).stream().map(c -> c.tag(ServiceTags.FRAGMENT_NUMBER)).toList();
    }
}
