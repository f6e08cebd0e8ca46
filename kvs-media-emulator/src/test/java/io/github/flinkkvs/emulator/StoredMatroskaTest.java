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

import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.mkv.ServiceTags;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoredMatroskaTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant FIRST = Instant.parse("2026-05-01T11:00:00.250Z");

    private final KvsEmulator emulator =
            KvsEmulator.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();
    private EmulatedStream stream;

    @TempDir private Path folder;

    @BeforeEach
    void createStream() {
        stream = emulator.createStream("camera");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void eachClusterBecomesAChunkWithTheFilesHeaderAndTheServicesTags() throws IOException {
        stream.storeMatroska(write(file()), FIRST);

        List<Chunks.Chunk> chunks = Chunks.in(readAll());

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(0).ids())
                .containsExactly(
                        MatroskaIds.EBML,
                        MatroskaIds.SEGMENT,
                        MatroskaIds.TAGS,
                        MatroskaIds.INFO,
                        MatroskaIds.TRACKS,
                        MatroskaIds.TAGS,
                        MatroskaIds.CLUSTER,
                        MatroskaIds.TAGS,
                        MatroskaIds.TAGS);
        assertThat(chunks.get(1).ids())
                .containsExactly(
                        MatroskaIds.EBML,
                        MatroskaIds.SEGMENT,
                        MatroskaIds.INFO,
                        MatroskaIds.TRACKS,
                        MatroskaIds.TAGS,
                        MatroskaIds.CLUSTER,
                        MatroskaIds.TAGS);
        assertThat(chunks.get(0).tag("between")).isEqualTo("clusters");
        assertThat(chunks.get(1).tags()).doesNotContainKey("between");
    }

    @Test
    void theTagsTellNumberTimesAndLag() throws IOException {
        stream.storeMatroska(write(file()), FIRST);

        Chunks.Chunk second = Chunks.in(readAll()).get(1);

        String number = stream.fragments().get(1).number();
        assertThat(number).hasSize(47);
        assertThat(second.tags())
                .containsExactly(
                        Map.entry(ServiceTags.FRAGMENT_NUMBER, number),
                        Map.entry(ServiceTags.SERVER_TIMESTAMP, "1777633202.250"),
                        Map.entry(ServiceTags.PRODUCER_TIMESTAMP, "1777633202.250"),
                        Map.entry(ServiceTags.MILLIS_BEHIND_NOW, "3597750"),
                        Map.entry(ServiceTags.CONTINUATION_TOKEN, number));
    }

    @Test
    void theServicesOwnElementsHaveFourByteSizes() throws IOException {
        stream.storeMatroska(write(file()), FIRST);
        byte[] body = readAll();
        byte[] second = Chunks.in(body).get(1).of(body);

        byte[] front =
                ServiceTags.front(
                        stream.fragments().get(1).number(),
                        stream.fragments().get(1).serverTimestamp(),
                        stream.fragments().get(1).producerTimestamp());

        // The sizes of the first chunk of output_get_media.mkv, which has the same text lengths.
        assertThat(front)
                .startsWith(0x12, 0x54, 0xC3, 0x67, 0x10, 0, 0, 0xEB, 0x73, 0x73, 0x10, 0, 0, 0xE5)
                .hasSize(0xEB + 8);
        assertThat(indexOf(second, front)).isPositive();
    }

    @Test
    void nothingArrivesInTheFutureOrBeforeWhatIsThere() throws IOException {
        stream.storeMatroska(write(file()), NOW.minusSeconds(1));
        stream.storeMatroska(write(file()), FIRST);

        assertThat(stream.fragments())
                .extracting(f -> f.serverTimestamp())
                .containsExactly(NOW.minusSeconds(1), NOW, NOW, NOW);
        assertThat(stream.fragments()).extracting(f -> f.number()).isSorted();
    }

    @Test
    void aClusterCutByTheEndOfTheFileIsLeftOut() throws IOException {
        byte[] sized = sizedFile();
        stream.storeMatroska(write(Arrays.copyOf(sized, sized.length - 3)), FIRST);

        assertThat(stream.fragments()).hasSize(1);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> stream.storeMatroska(write(new byte[] {1, 2, 3}), FIRST))
                .isInstanceOf(MalformedMatroskaException.class);
    }

    private byte[] readAll() throws IOException {
        try (RawSession session = RawSession.earliest(emulator, "camera")) {
            session.readToEnd(200);
            return session.body();
        }
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file.mkv"), bytes);
    }

    private static byte[] file() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(MatroskaElements.ebmlHeader());
        file.writeBytes(MatroskaElements.segmentStart());
        file.writeBytes(MatroskaElements.tags(Map.of("ahead", "of info")));
        file.writeBytes(Fixtures.prelude());
        file.writeBytes(Fixtures.cluster(5000, 10));
        file.writeBytes(MatroskaElements.tags(Map.of("between", "clusters")));
        file.writeBytes(Fixtures.cluster(7000, 10));
        return file.toByteArray();
    }

    private static byte[] sizedFile() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(MatroskaElements.ebmlHeader());
        file.writeBytes(MatroskaElements.segmentStart());
        file.writeBytes(Fixtures.prelude());
        file.writeBytes(MatroskaElements.sizedCluster(0, List.of(Fixtures.block())));
        file.writeBytes(MatroskaElements.sizedCluster(1000, List.of(Fixtures.block())));
        return file.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
