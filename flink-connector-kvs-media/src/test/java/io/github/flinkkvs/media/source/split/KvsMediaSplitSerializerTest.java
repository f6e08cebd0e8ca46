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

package io.github.flinkkvs.media.source.split;

import io.github.flinkkvs.media.GoldenBytes;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KvsMediaSplitSerializerTest {

    /**
     * The starts whose golden bytes are bounded where nothing has been read, and unbounded else.
     */
    private static final Set<String> BOUNDED_UNREAD =
            Set.of("earliest", "server-timestamp", "continuation-token");

    private final KvsMediaSplitSerializer serializer = KvsMediaSplitSerializer.INSTANCE;

    private static Stream<Arguments> goldenSplits() {
        return TestingSplits.STARTS.entrySet().stream()
                .flatMap(
                        start -> {
                            String name = "split-v1-" + start.getKey();
                            boolean bounded = BOUNDED_UNREAD.contains(start.getKey());
                            return Stream.of(
                                    Arguments.of(
                                            name,
                                            TestingSplits.unread(
                                                    "camera-1", start.getValue(), stop(bounded))),
                                    Arguments.of(
                                            name + "-read",
                                            TestingSplits.read(
                                                    TestingSplits.ARN,
                                                    start.getValue(),
                                                    stop(!bounded))));
                        });
    }

    private static Stream<Arguments> goldenSplitsOfVersionTwo() {
        List<StopPosition> stops = TestingSplits.STOPS_V2;
        return IntStream.range(0, TestingSplits.STARTS_V2.size())
                .boxed()
                .flatMap(
                        i -> {
                            String name = TestingSplits.STARTS_V2.get(i);
                            StartPosition start = TestingSplits.startOfVersionTwo(name);
                            return Stream.of(
                                    Arguments.of(
                                            "split-v2-" + name,
                                            TestingSplits.unread("camera-1", start, stops.get(i))),
                                    Arguments.of(
                                            "split-v2-" + name + "-read",
                                            TestingSplits.read(
                                                    TestingSplits.ARN,
                                                    start,
                                                    stops.get((i + 3) % stops.size()))));
                        });
    }

    @Test
    void silenceBehindAPositionIsKept() throws IOException {
        int now = TestingSplits.STARTS_V2.indexOf("now");
        KvsMediaSplit read =
                TestingSplits.read(
                        TestingSplits.ARN,
                        TestingSplits.startOfVersionTwo("now"),
                        TestingSplits.STOPS_V2.get((now + 3) % TestingSplits.STOPS_V2.size()));
        KvsMediaSplit split =
                read.at(read.position().silentUntil(Instant.parse("2026-03-02T08:00:00.25Z")));

        assertThat(serializer.serialize(split))
                .isEqualTo(GoldenBytes.of("split-v2-now-read-silent"));
        assertThat(serializer.deserialize(2, GoldenBytes.of("split-v2-now-read-silent")))
                .isEqualTo(split);
    }

    private static StopPosition stop(boolean bounded) {
        return bounded ? TestingSplits.STOP : StopPosition.never();
    }

    @ParameterizedTest
    @MethodSource("goldenSplits")
    void itReadsTheBytesOfVersionOne(String golden, KvsMediaSplit split) throws IOException {
        assertThat(serializer.deserialize(1, GoldenBytes.of(golden))).isEqualTo(split);
    }

    @ParameterizedTest
    @MethodSource("goldenSplitsOfVersionTwo")
    void itReadsTheBytesOfVersionTwo(String golden, KvsMediaSplit split) throws IOException {
        assertThat(serializer.deserialize(2, GoldenBytes.of(golden))).isEqualTo(split);
    }

    @ParameterizedTest
    @MethodSource("goldenSplitsOfVersionTwo")
    void itWritesTheBytesOfVersionTwo(String golden, KvsMediaSplit split) throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(serializer.serialize(split)).isEqualTo(GoldenBytes.of(golden));
    }

    @ParameterizedTest
    @MethodSource({"goldenSplits", "goldenSplitsOfVersionTwo"})
    void bytesCutAnywhereAreAnIoException(String golden, KvsMediaSplit split) throws IOException {
        byte[] whole = GoldenBytes.of(golden);
        int version = golden.startsWith("split-v1") ? 1 : 2;

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(IOException.class)
                    .as("%s cut at byte %d", split, length)
                    .isThrownBy(() -> serializer.deserialize(version, cut))
                    .withMessageContaining("state is damaged");
        }
    }

    @Test
    void aPartThatNobodyKnowsIsSaidToBeDamage() throws IOException {
        byte[] bytes = GoldenBytes.of("split-v2-now");
        bytes[0] |= (byte) 0x80;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serializer.deserialize(2, bytes))
                .withMessageContaining("state is damaged");
    }

    @Property
    void anyDamagedByteIsReadOrAnIoException(
            @ForAll @IntRange(min = 1, max = 2) int version,
            @ForAll @IntRange(max = 300) int position,
            @ForAll byte value)
            throws IOException {
        byte[] damaged = GoldenBytes.of("split-v" + version + "-server-timestamp-read");
        damaged[position % damaged.length] = value;

        assertThat(outcome(version, damaged)).isIn("read", "IOException");
    }

    @Test
    void bytesLeftOverAreRefusedWithTheStream() throws IOException {
        byte[] golden = GoldenBytes.of("split-v1-earliest");
        byte[] longer = Arrays.copyOf(golden, golden.length + 3);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serializer.deserialize(1, longer))
                .withMessageContaining("stream camera-1")
                .withMessageContaining("3 bytes are left over")
                .withMessageContaining("state is damaged");
    }

    @Test
    void anUnknownVersionIsRefusedWithBothVersions() throws IOException {
        byte[] golden = GoldenBytes.of("split-v1-earliest");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serializer.deserialize(7, golden))
                .withMessageContaining("version 7")
                .withMessageContaining("version 1");
    }

    @Test
    void aStartTypeThatNobodyKnowsIsSaidToBeDamage() throws IOException {
        byte[] bytes = GoldenBytes.of("split-v1-now");
        bytes[12] = 'X';

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serializer.deserialize(1, bytes))
                .withMessageContaining("state is damaged")
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    private String outcome(int version, byte[] bytes) {
        try {
            // What cannot open a session must not come out of state either.
            serializer.deserialize(version, bytes).position().resumeByToken();
            return "read";
        } catch (IOException e) {
            return "IOException";
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
