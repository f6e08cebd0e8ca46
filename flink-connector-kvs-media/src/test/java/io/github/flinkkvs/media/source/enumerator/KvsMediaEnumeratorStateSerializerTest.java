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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KvsMediaEnumeratorStateSerializerTest {

    private static final KvsMediaEnumeratorState STATE =
            new KvsMediaEnumeratorState(
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

    private static final KvsMediaEnumeratorState EMPTY =
            new KvsMediaEnumeratorState(List.of(), List.of());

    /** Where the number of assigned splits stands, behind the version of the splits. */
    private static final int COUNT_OFFSET = 4;

    private final KvsMediaEnumeratorStateSerializer serializer =
            KvsMediaEnumeratorStateSerializer.INSTANCE;

    @Test
    void itReadsTheBytesOfVersionOne() throws IOException {
        assertThat(read(GoldenBytes.of("enumerator-v1"))).isEqualTo(STATE);
        assertThat(read(GoldenBytes.of("enumerator-v1-empty"))).isEqualTo(EMPTY);
    }

    @Test
    void itWritesTheBytesOfVersionOne() throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(serializer.serialize(STATE)).isEqualTo(GoldenBytes.of("enumerator-v1"));
        assertThat(serializer.serialize(EMPTY)).isEqualTo(GoldenBytes.of("enumerator-v1-empty"));
    }

    @Test
    void bytesCutAnywhereAreAnIoException() throws IOException {
        byte[] whole = GoldenBytes.of("enumerator-v1");

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(IOException.class)
                    .as("cut at byte %d", length)
                    .isThrownBy(() -> read(cut))
                    .withMessageContaining("state is damaged");
        }
    }

    @Property
    void anyDamagedByteIsReadOrAnIoException(
            @ForAll @IntRange(max = 500) int position, @ForAll byte value) throws IOException {
        byte[] damaged = GoldenBytes.of("enumerator-v1");
        damaged[position % damaged.length] = value;

        assertThat(outcome(damaged)).isIn("read", "IOException");
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
                .withMessageContaining("version 1");
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

    private KvsMediaEnumeratorState read(byte[] bytes) throws IOException {
        return serializer.deserialize(1, bytes);
    }

    private String outcome(byte[] bytes) {
        try {
            read(bytes);
            return "read";
        } catch (IOException e) {
            return "IOException";
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
