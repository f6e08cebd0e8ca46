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

import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FolderTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_100);
    private static final int LARGE_FRAME = 4_000_000;

    @TempDir private Path folder;
    private KvsEmulator emulator;

    @BeforeEach
    void open() {
        emulator = start(0);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void readersGetTheSameBytesAfterARestart() throws IOException {
        EmulatedStream stream = emulator.createStream("camera", Map.of("site", "north"));
        for (int i = 0; i < 20; i++) {
            put(stream, i, 10_000);
        }
        byte[] before = body("camera");

        restart();

        assertThat(Chunks.in(before)).hasSize(20);
        assertThat(body("camera")).isEqualTo(before);
        assertThat(emulator.stream("camera").arn()).isEqualTo(stream.arn());
    }

    @Test
    void aReplayedCaptureGoesOutByteForByteAfterARestart() throws IOException {
        put(emulator.createStream("camera"), 0, 100);
        byte[] capture = body("camera");
        emulator.createStream("replayed").replayCapture(capture);

        restart();

        assertThat(body("replayed")).isEqualTo(capture);
    }

    @Test
    void realCapturesGoOutByteForByteAfterARestart() throws IOException {
        for (String name : List.of(Captures.CLEAN, Captures.USER_TAGS)) {
            emulator.createStream(name).replayCapture(Captures.path(name));
        }

        restart();

        for (String name : List.of(Captures.CLEAN, Captures.USER_TAGS)) {
            assertThat(body(name)).isEqualTo(Captures.bytes(name));
        }
    }

    @Test
    void aReaderGoesOnAcrossARestart() throws IOException {
        EmulatedStream stream = emulator.createStream("camera");
        String seen = put(stream, 0, 10).number();
        String next = put(stream, 1, 10).number();

        restart();
        String last = put(emulator.stream("camera"), 2, 10).number();

        try (RawSession session =
                RawSession.getMedia(
                        emulator,
                        "camera",
                        "\"StartSelectorType\":\"FRAGMENT_NUMBER\",\"AfterFragmentNumber\":\""
                                + seen
                                + "\"")) {
            session.readToEnd(300);
            assertThat(Chunks.in(session.body()))
                    .extracting(chunk -> chunk.tag(ServiceTags.FRAGMENT_NUMBER))
                    .containsExactly(next, last);
        }
    }

    @Test
    void aSessionPassesOverAFragmentWhoseFileIsGone() throws IOException {
        EmulatedStream stream = emulator.createStream("camera");
        String first = put(stream, 0, 10).number();
        String second = put(stream, 1, 10).number();
        String third = put(stream, 2, 10).number();

        Files.delete(fileOf(second));

        assertThat(Chunks.in(body("camera")))
                .extracting(chunk -> chunk.tag(ServiceTags.FRAGMENT_NUMBER))
                .containsExactly(first, third);
    }

    @Test
    void aDiskThatFailsEndsTheSessionAndNoOther() throws IOException {
        EmulatedStream stream = emulator.createStream("camera");
        String broken = put(stream, 0, LARGE_FRAME).number();
        put(emulator.createStream("other"), 0, 10);
        try (RawSession session = RawSession.earliest(emulator, "camera")) {
            session.readTo(1);

            try (FileChannel file = FileChannel.open(fileOf(broken), StandardOpenOption.WRITE)) {
                file.truncate(1000);
            }

            assertThat(session.readToEnd()).isEqualTo(RawSession.End.ABRUPT);
        }
        assertThat(Chunks.in(body("other"))).hasSize(1);
    }

    @Test
    void aFolderIsForOneEmulatorAtATime() {
        assertThatThrownBy(() -> start(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.getFileName().toString());
    }

    @Test
    void anEmulatorThatDoesNotStartLeavesTheFolderFree() {
        try (KvsEmulator other = KvsEmulator.start()) {
            emulator.close();

            assertThatThrownBy(() -> start(other.endpoint().getPort())).isNotNull();
        }

        emulator = start(0);
        assertThat(emulator.streams()).isEmpty();
    }

    private KvsEmulator start(int port) {
        return KvsEmulator.builder()
                .port(port)
                .folder(folder)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .start();
    }

    private void restart() {
        emulator.close();
        emulator = start(0);
    }

    private static StoredFragment put(EmulatedStream stream, int second, int frameSize) {
        Instant time = Instant.ofEpochSecond(1_700_000_000 + second);
        return Fixtures.put(stream, time, time, frameSize);
    }

    private byte[] body(String stream) throws IOException {
        try (RawSession session = RawSession.earliest(emulator, stream)) {
            assertThat(session.readToEnd(300)).isEqualTo(RawSession.End.SILENT);
            return session.body();
        }
    }

    private Path fileOf(String number) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(number))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
