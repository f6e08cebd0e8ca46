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

package io.github.flinkkvs.media.codec;

import io.github.flinkkvs.media.fuzz.Bounds;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

import static io.github.flinkkvs.media.codec.TestingBytes.AVC;
import static io.github.flinkkvs.media.codec.TestingBytes.HEVC;
import static io.github.flinkkvs.media.codec.TestingBytes.annexB;
import static io.github.flinkkvs.media.codec.TestingBytes.avcC;
import static io.github.flinkkvs.media.codec.TestingBytes.prefixed;
import static org.assertj.core.api.Assertions.assertThat;

class NalUnitsPropertyTest {

    private static final int ROOM = 1 << 20;

    @Property(tries = 500)
    void bothFormsLeadToEachOther(
            @ForAll("units") List<byte[]> units, @ForAll("lengthBytes") int lengthBytes) {
        NalUnits sender = NalUnits.of(AVC, ByteBuffer.wrap(avcC(lengthBytes)));
        NalUnits receiver = NalUnits.of(AVC, ByteBuffer.allocate(0));
        byte[][] all = units.toArray(byte[][]::new);

        byte[] annexB = sender.toAnnexB(ByteBuffer.wrap(prefixed(lengthBytes, all)), false);

        assertThat(annexB).isEqualTo(annexB(all));
        assertThat(receiver.split(ByteBuffer.wrap(annexB)).stream().map(TestingBytes::bytes))
                .containsExactly(all);
        assertThat(sender.toLengthPrefixed(ByteBuffer.wrap(annexB)))
                .isEqualTo(prefixed(lengthBytes, all));
    }

    /** Every cut of private data, and every byte of them changed, is refused or read. */
    @Property(tries = 300)
    void damagedPrivateDataAreReadOrRefused(
            @ForAll("privateData") byte[] healthy,
            @ForAll @IntRange(max = 200) int at,
            @ForAll byte value)
            throws Exception {
        byte[] damaged = healthy.clone();
        damaged[at % healthy.length] = value;

        for (int length = 0; length <= damaged.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(damaged, 0, length);
            tried(() -> NalUnits.of(AVC, cut));
            tried(() -> NalUnits.of(HEVC, cut));
        }
    }

    @Property(tries = 500)
    void anyBytesAreFramesOrRefused(
            @ForAll("anything") byte[] frame, @ForAll("lengthBytes") int lengthBytes)
            throws Exception {
        NalUnits lengths = NalUnits.of(AVC, ByteBuffer.wrap(avcC(lengthBytes)));
        NalUnits startCodes = NalUnits.of(HEVC, ByteBuffer.allocate(0));
        List<Consumer<ByteBuffer>> calls =
                List.of(
                        lengths::split,
                        lengths::toLengthPrefixed,
                        bytes -> lengths.toAnnexB(bytes, true),
                        startCodes::split,
                        startCodes::toLengthPrefixed,
                        bytes -> startCodes.toAnnexB(bytes, true));
        for (Consumer<ByteBuffer> call : calls) {
            tried(() -> call.accept(ByteBuffer.wrap(frame)));
        }
    }

    /** What is cut off never becomes a unit of its own: each unit is one of the whole frame's. */
    @Property(tries = 200)
    void aFrameCutAnywhereIsRefusedOrHasFewerUnits(
            @ForAll("units") @Size(min = 1) List<byte[]> units,
            @ForAll("lengthBytes") int lengthBytes) {
        byte[] frame = prefixed(lengthBytes, units.toArray(byte[][]::new));
        NalUnits reader = NalUnits.of(AVC, ByteBuffer.wrap(avcC(lengthBytes)));
        for (int length = 0; length < frame.length; length++) {
            List<ByteBuffer> read;
            try {
                read = reader.split(ByteBuffer.wrap(frame, 0, length));
            } catch (CodecException refused) {
                assertThat(refused).hasMessageContaining("A frame of " + length + " bytes");
                continue;
            }
            assertThat(read).hasSizeLessThan(units.size());
            for (int i = 0; i < read.size(); i++) {
                assertThat(TestingBytes.bytes(read.get(i))).isEqualTo(units.get(i));
            }
        }
    }

    @Provide
    Arbitrary<Integer> lengthBytes() {
        return Arbitraries.of(1, 2, 4);
    }

    /** As the standards have them: no start code inside, no zero at the end. */
    @Provide
    Arbitrary<List<byte[]>> units() {
        Arbitrary<Byte> any =
                Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of((byte) 0, (byte) 1, (byte) 3)),
                        Tuple.of(2, Arbitraries.bytes()));
        return any.array(byte[].class)
                .ofMaxSize(200)
                .map(NalUnitsPropertyTest::escaped)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static byte[] escaped(byte[] payload) {
        byte[] unit = new byte[payload.length + 2];
        unit[0] = 0x41;
        System.arraycopy(payload, 0, unit, 1, payload.length);
        for (int i = 2; i < unit.length; i++) {
            boolean forbidden = unit[i] >= 0 && unit[i] <= 2;
            if (unit[i - 1] == 0 && unit[i - 2] == 0 && forbidden) {
                unit[i] = 3;
            }
        }
        unit[unit.length - 1] = (byte) 0x80;
        return unit;
    }

    @Provide
    Arbitrary<byte[]> privateData() {
        return Arbitraries.of(
                avcC(4),
                TestingBytes.hvcC(4, List.of(new byte[] {0x40, 1}, new byte[] {0x42, 1, 1})),
                annexB(TestingBytes.SPS, TestingBytes.PPS));
    }

    @Provide
    Arbitrary<byte[]> anything() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of((byte) 0, (byte) 1, (byte) 2, (byte) 0x65)),
                        Tuple.of(1, Arbitraries.bytes()))
                .array(byte[].class)
                .ofMaxSize(400);
    }

    private static void tried(Runnable call) throws Exception {
        Bounds.within(
                ROOM,
                () -> {
                    try {
                        call.run();
                    } catch (CodecException refused) {
                        assertThat(refused.getMessage()).isNotEmpty();
                    }
                    return null;
                });
    }
}
