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

package io.github.flinkkvs.media.source.enumerator;

import io.github.flinkkvs.media.GoldenBytes;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.TestingSplits;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KvsMediaEnumeratorStateSerializerTest {

    private static final KvsMediaEnumeratorState STATE =
            KvsMediaEnumeratorState.of(
                    List.of(
                            TestingSplits.unread(
                                    "camera-1", StartPosition.earliest(), TestingSplits.STOP),
                            TestingSplits.read(
                                    TestingSplits.ARN, StartPosition.now(), TestingSplits.STOP)),
                    List.of(
                            TestingSplits.unread(
                                    "camera-3",
                                    StartPosition.serverTimestamp(
                                            Instant.parse("2026-03-01T09:59:00.500Z")),
                                    StopPosition.never())));

    private static final KvsMediaEnumeratorState STATE_V2 =
            new KvsMediaEnumeratorState(
                    STATE.assigned(),
                    STATE.pending(),
                    Map.of("camera-1", 0, "camera-3", 1),
                    2,
                    Optional.of(Instant.parse("2026-03-01T10:00:00.000000007Z")),
                    List.of(
                            new ReleasedStream(
                                    "camera-9",
                                    Instant.parse("2026-03-01T11:00:00Z"),
                                    Instant.parse("2026-03-01T12:00:00.5Z")),
                            new ReleasedStream("camera-8", Instant.EPOCH, Instant.EPOCH)));

    private static final KvsMediaEnumeratorState EMPTY =
            KvsMediaEnumeratorState.of(List.of(), List.of());

    /** Where the number of assigned splits stands, behind the version of the splits. */
    private static final int COUNT_OFFSET = 4;

    /** Where the first split of version 2 stands: behind versions, time and count. */
    private static final int FIRST_SPLIT = 4 + 4 + 1 + 8 + 4 + 4;

    private final KvsMediaEnumeratorStateSerializer serializer =
            KvsMediaEnumeratorStateSerializer.INSTANCE;

    @Test
    void itReadsTheBytesOfVersionOne() throws IOException {
        assertThat(read(GoldenBytes.of("enumerator-v1"))).isEqualTo(STATE);
        assertThat(read(GoldenBytes.of("enumerator-v1-empty"))).isEqualTo(EMPTY);
    }

    @Test
    void itReadsTheBytesOfVersionTwo() throws IOException {
        assertThat(serializer.deserialize(2, GoldenBytes.of("enumerator-v2"))).isEqualTo(STATE_V2);
        assertThat(serializer.deserialize(2, GoldenBytes.of("enumerator-v2-empty")))
                .isEqualTo(EMPTY);
    }

    @Test
    void itWritesTheBytesOfVersionTwo() throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(serializer.serialize(STATE_V2)).isEqualTo(GoldenBytes.of("enumerator-v2"));
        assertThat(serializer.serialize(EMPTY)).isEqualTo(GoldenBytes.of("enumerator-v2-empty"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void bytesCutAnywhereAreAnIoException(int version) throws IOException {
        byte[] whole = GoldenBytes.of("enumerator-v" + version);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(IOException.class)
                    .as("cut at byte %d", length)
                    .isThrownBy(() -> serializer.deserialize(version, cut))
                    .withMessageContaining("state is damaged");
        }
    }

    @Property
    void anyDamagedByteIsReadOrAnIoException(
            @ForAll @IntRange(min = 1, max = 2) int version,
            @ForAll @IntRange(max = 500) int position,
            @ForAll byte value)
            throws IOException {
        byte[] damaged = GoldenBytes.of("enumerator-v" + version);
        damaged[position % damaged.length] = value;

        assertThat(outcome(version, damaged)).isIn("read", "IOException");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 3, Integer.MAX_VALUE})
    void aNumberOfSplitsThatCannotBeLosesNone(int count) throws IOException {
        byte[] bytes = GoldenBytes.of("enumerator-v1");
        ByteBuffer.wrap(bytes).putInt(COUNT_OFFSET, count);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(bytes))
                .withMessageContaining("damaged");
    }

    @Test
    void bytesLeftOverAreRefused() throws IOException {
        byte[] golden = GoldenBytes.of("enumerator-v1");
        byte[] longer = Arrays.copyOf(golden, golden.length + 3);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(longer))
                .withMessageContaining("3 bytes are left over")
                .withMessageContaining("state is damaged");
    }

    @Test
    void anUnknownVersionIsRefusedWithBothVersions() throws IOException {
        byte[] golden = GoldenBytes.of("enumerator-v1");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serializer.deserialize(9, golden))
                .withMessageContaining("version 9")
                .withMessageContaining("version 1 to version 2");
    }

    @Test
    void anUnknownVersionOfItsSplitsIsRefusedWithBothVersions() throws IOException {
        byte[] bytes = GoldenBytes.of("enumerator-v1");
        ByteBuffer.wrap(bytes).putInt(0, 8);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(bytes))
                .withMessageContaining("version 8")
                .withMessageContaining("version 1");
    }

    @Test
    void aStatusThatThereIsNotAndAReaderThatThereIsNotAreRefused() throws IOException {
        byte[] status = GoldenBytes.of("enumerator-v2");
        status[FIRST_SPLIT] = 7;
        byte[] owner = GoldenBytes.of("enumerator-v2");
        ByteBuffer.wrap(owner).putInt(FIRST_SPLIT + 1, 2);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serializer.deserialize(2, status))
                .withMessageContaining("status 7")
                .withMessageContaining("state is damaged");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serializer.deserialize(2, owner))
                .withMessageContaining("reader 2 of 2");
    }

    private KvsMediaEnumeratorState read(byte[] bytes) throws IOException {
        return serializer.deserialize(1, bytes);
    }

    private String outcome(int version, byte[] bytes) {
        try {
            serializer.deserialize(version, bytes);
            return "read";
        } catch (IOException e) {
            return "IOException";
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
