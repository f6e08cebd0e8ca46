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

import io.github.flinkkvs.media.model.MediaTrack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import static io.github.flinkkvs.media.codec.TestingBytes.AVC;
import static io.github.flinkkvs.media.codec.TestingBytes.HEVC;
import static io.github.flinkkvs.media.codec.TestingBytes.PPS;
import static io.github.flinkkvs.media.codec.TestingBytes.SPS;
import static io.github.flinkkvs.media.codec.TestingBytes.SPS_EXTENSION;
import static io.github.flinkkvs.media.codec.TestingBytes.annexB;
import static io.github.flinkkvs.media.codec.TestingBytes.avcC;
import static io.github.flinkkvs.media.codec.TestingBytes.buffer;
import static io.github.flinkkvs.media.codec.TestingBytes.concat;
import static io.github.flinkkvs.media.codec.TestingBytes.hex;
import static io.github.flinkkvs.media.codec.TestingBytes.hvcC;
import static io.github.flinkkvs.media.codec.TestingBytes.prefixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NalUnitsTest {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final byte[] DELIMITER = hex("09 F0");
    private static final byte[] IDR = hex("65 88 84 00 33");
    private static final byte[] SLICE = hex("41 9A 21");

    private static final byte[] VPS_265 = hex("40 01 0C");
    private static final byte[] SPS_265 = hex("42 01 01");
    private static final byte[] PPS_265 = hex("44 01 C1");
    private static final byte[] SEI_265 = hex("4E 01 05");
    private static final byte[] DELIMITER_265 = hex("46 01 50");
    private static final byte[] IDR_265 = hex("26 01 AF");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void anAvcCTellsTheLengthsAndTheParameterSets(int lengthBytes) {
        NalUnits units = NalUnits.of(AVC, ByteBuffer.wrap(avcC(lengthBytes)));

        assertThat(units.lengthBytes()).isEqualTo(lengthBytes);
        assertThat(units.parameterSets())
                .containsExactly(buffer(SPS), buffer(SPS_EXTENSION), buffer(PPS))
                .allMatch(ByteBuffer::isReadOnly);
        assertThat(units.toAnnexB(buffer(prefixed(lengthBytes, IDR, SLICE)), false))
                .isEqualTo(annexB(IDR, SLICE));
        assertThat(units.toLengthPrefixed(buffer(annexB(IDR, SLICE))))
                .isEqualTo(prefixed(lengthBytes, IDR, SLICE));
    }

    @Test
    void anHvcCTellsThemToo() {
        byte[] hvcC = hvcC(2, List.of(SEI_265, PPS_265, SPS_265, VPS_265, DELIMITER_265));
        NalUnits units = NalUnits.of(HEVC, buffer(hvcC));

        assertThat(units.lengthBytes()).isEqualTo(2);
        assertThat(units.parameterSets())
                .containsExactly(
                        buffer(VPS_265), buffer(SPS_265), buffer(PPS_265), buffer(SEI_265));
        assertThat(units.toAnnexB(buffer(prefixed(2, DELIMITER_265, IDR_265)), true))
                .isEqualTo(annexB(DELIMITER_265, VPS_265, SPS_265, PPS_265, SEI_265, IDR_265));
    }

    @Test
    void anHvcCOfTheDraftIsReadAsWell() {
        byte[] hvcC = hvcC(4, List.of(VPS_265));
        hvcC[0] = 0;

        assertThat(NalUnits.of(HEVC, buffer(hvcC)).parameterSets()).hasSize(1);
    }

    @Test
    void whatALowerProfileHasBehindItsParameterSetsIsPassedOver() {
        byte[] avcC = avcC(4);
        avcC[1] = 66;

        assertThat(NalUnits.of(AVC, buffer(avcC)).parameterSets())
                .containsExactly(buffer(SPS), buffer(PPS));
    }

    @Test
    void parameterSetsGoInFrontOfAKeyFrameOnly() {
        NalUnits units = NalUnits.of(AVC, buffer(avcC(4)));

        assertThat(units.toAnnexB(buffer(prefixed(4, IDR)), true))
                .isEqualTo(annexB(SPS, SPS_EXTENSION, PPS, IDR));
        assertThat(units.toAnnexB(buffer(prefixed(4, SLICE)), false)).isEqualTo(annexB(SLICE));
    }

    @Test
    void nothingGoesInFrontOfTheAccessUnitDelimiter() {
        NalUnits units = NalUnits.of(AVC, buffer(avcC(4)));

        assertThat(units.toAnnexB(buffer(prefixed(4, DELIMITER, IDR)), true))
                .isEqualTo(annexB(DELIMITER, SPS, SPS_EXTENSION, PPS, IDR));
        assertThat(units.toAnnexB(buffer(prefixed(4, DELIMITER)), true))
                .isEqualTo(annexB(DELIMITER, SPS, SPS_EXTENSION, PPS));
    }

    @Test
    void parameterSetsThatTheFrameBringsAreNotDoubled() {
        NalUnits units = NalUnits.of(AVC, buffer(avcC(4)));
        byte[] other = hex("67 42 00 1E");

        assertThat(units.toAnnexB(buffer(prefixed(4, other, PPS, IDR)), true))
                .isEqualTo(annexB(other, PPS, IDR));
        assertThat(units.toAnnexB(buffer(prefixed(4, PPS, IDR)), true))
                .isEqualTo(annexB(SPS, SPS_EXTENSION, PPS, PPS, IDR));
    }

    @Test
    void codecPrivateDataInAnnexBAreUnderstood() {
        byte[] sets = concat(annexB(PPS), hex("00 00 01"), SPS, annexB(DELIMITER));
        NalUnits units = NalUnits.of(AVC, buffer(sets));

        assertThat(units.parameterSets()).containsExactly(buffer(SPS), buffer(PPS));
        assertThat(units.toAnnexB(buffer(annexB(IDR)), true)).isEqualTo(annexB(SPS, PPS, IDR));
        assertThat(units.lengthBytes()).isEqualTo(4);
    }

    @Test
    void withoutCodecPrivateDataEachFrameShowsItsForm() {
        NalUnits units = NalUnits.of(AVC, NOTHING);

        assertThat(units.split(buffer(annexB(SPS, PPS, IDR))))
                .containsExactly(buffer(SPS), buffer(PPS), buffer(IDR));
        assertThat(units.split(buffer(prefixed(4, SPS, IDR))))
                .containsExactly(buffer(SPS), buffer(IDR));
        assertThat(units.parameterSets()).isEmpty();
    }

    /** A length of 256 to 511 looks like a start code, and a slice may look like what follows. */
    @Test
    void aLengthThatLooksLikeAStartCodeIsALengthWhereLengthsAreExpected() {
        byte[] unit = new byte[321];
        Arrays.fill(unit, (byte) 0x41);
        byte[] frame = prefixed(4, unit);

        assertThat(frame).startsWith(0, 0, 1, 0x41);
        assertThat(NalUnits.of(AVC, buffer(avcC(4))).split(buffer(frame)))
                .containsExactly(buffer(unit));
    }

    @Test
    void annexBIsUnderstoodWhereLengthsAreExpected() {
        NalUnits units = NalUnits.of(AVC, buffer(avcC(4)));

        assertThat(units.split(buffer(annexB(SLICE)))).containsExactly(buffer(SLICE));
        assertThat(units.split(buffer(hex("00 00 01"), SLICE))).containsExactly(buffer(SLICE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aStartCodeIsNoRowOfEmptyUnits(int lengthBytes) {
        NalUnits units = NalUnits.of(AVC, buffer(avcC(lengthBytes)));
        byte[] slice = hex("41 01 80");

        assertThat(units.split(buffer(annexB(slice)))).containsExactly(buffer(slice));
    }

    @Test
    void zerosBeforeAndBetweenAndBehindUnitsBelongToNone() {
        byte[] frame =
                concat(hex("00 00 00 00 01"), IDR, hex("00 00 00 00 00 01"), SLICE, hex("00 00"));

        assertThat(NalUnits.of(AVC, NOTHING).split(buffer(frame)))
                .containsExactly(buffer(IDR), buffer(SLICE));
    }

    @Test
    void emptyUnitsAreLeftOut() {
        NalUnits units = NalUnits.of(AVC, buffer(avcC(4)));

        assertThat(units.split(buffer(prefixed(4, IDR, new byte[0], SLICE, new byte[0]))))
                .containsExactly(buffer(IDR), buffer(SLICE));
        assertThat(units.split(buffer(annexB(new byte[0], IDR, new byte[0]))))
                .containsExactly(buffer(IDR));
    }

    @Test
    void aBufferIsLeftAsItIsAndReadFromItsPosition() {
        ByteBuffer frame = buffer(hex("AA AA"), prefixed(4, SLICE), hex("BB"));
        frame.position(2).limit(frame.capacity() - 1);
        NalUnits units = NalUnits.of(AVC, buffer(avcC(4)));

        assertThat(units.toAnnexB(frame, false)).isEqualTo(annexB(SLICE));
        assertThat(units.toLengthPrefixed(frame)).isEqualTo(prefixed(4, SLICE));
        assertThat(frame.position()).isEqualTo(2);
        assertThat(frame.remaining()).isEqualTo(4 + SLICE.length);
    }

    @Test
    void whatTheCallersBufferIsUsedForLaterDoesNotMatter() {
        byte[] avcC = avcC(4);
        NalUnits units = NalUnits.of(AVC, ByteBuffer.wrap(avcC));
        Arrays.fill(avcC, (byte) 0);

        assertThat(units.parameterSets().get(0)).isEqualTo(buffer(SPS));
    }

    @Test
    void aTrackIsAllThatIsNeeded() {
        MediaTrack track =
                MediaTrack.builder().number(1).codecId(AVC).codecPrivate(avcC(1)).build();

        assertThat(NalUnits.of(track)).hasToString(NalUnits.of(AVC, buffer(avcC(1))).toString());
        assertThat(NalUnits.of(track))
                .hasToString("NalUnits{H.264, lengthBytes=1, parameterSets=3}");
    }

    @Test
    void anotherCodecIsRefused() {
        assertThatThrownBy(() -> NalUnits.of("A_AAC", NOTHING))
                .isInstanceOf(CodecException.class)
                .hasMessage(
                        "Only tracks of V_MPEG4/ISO/AVC and V_MPEGH/ISO/HEVC have NAL units,"
                                + " not those of 'A_AAC'.");
    }

    @Test
    void lengthsOfThreeBytesAreRefused() {
        assertThatThrownBy(() -> NalUnits.of(AVC, buffer(avcC(3))))
                .isInstanceOf(CodecException.class)
                .hasMessage(
                        "Cannot read the avcC of 27 bytes: byte 4,"
                                + " lengths of NAL units are of 3 bytes; only 1, 2 and 4 are allowed");
    }

    @Test
    void otherVersionsAreRefused() {
        assertThatThrownBy(() -> NalUnits.of(AVC, buffer(hex("02 64 00 1F"))))
                .hasMessageContaining("byte 0, the version is 2, not 1")
                .hasMessageContaining("02 64 00 1F");
        assertThatThrownBy(() -> NalUnits.of(HEVC, buffer(hex("41 00"))))
                .hasMessageContaining("byte 0, the version is 65, not 0 or 1");
    }

    @Test
    void anEmptyParameterSetIsRefused() {
        assertThatThrownBy(() -> NalUnits.of(AVC, buffer(hex("01 42 00 1E FF E1 00 00 00"))))
                .hasMessage("Cannot read the avcC of 9 bytes: byte 6, SPS 0 is empty");
    }

    @Test
    void aLengthThatLeadsBeyondTheFrameIsToldWithItsPlace() {
        byte[] frame = concat(prefixed(4, SLICE), hex("00 00 10 00 65"));

        assertThatThrownBy(() -> NalUnits.of(AVC, buffer(avcC(4))).split(buffer(frame)))
                .isInstanceOf(CodecException.class)
                .hasMessage(
                        "A frame of 12 bytes is neither length-prefixed NAL units (byte 7: the"
                                + " length is 4096, and 1 bytes follow) nor Annex B;"
                                + " it begins with 00 00 00 03 41 9A 21 00 00 10 00 65.");
    }

    @Test
    void aFrameWithoutUnitsIsRefused() {
        NalUnits units = NalUnits.of(AVC, NOTHING);

        for (byte[] frame : List.of(new byte[0], hex("00 00 01 00"))) {
            assertThatThrownBy(() -> units.toAnnexB(ByteBuffer.wrap(frame), true))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("has no NAL unit");
        }
    }

    @Test
    void aUnitTooLongForItsLengthIsRefused() {
        NalUnits units = NalUnits.of(AVC, buffer(avcC(1)));
        byte[] unit = new byte[256];
        Arrays.fill(unit, (byte) 0x41);

        assertThatThrownBy(() -> units.toLengthPrefixed(buffer(annexB(unit))))
                .hasMessage(
                        "The NAL unit at byte 4 of the frame has 256 bytes;"
                                + " the track's lengths are of 1 bytes and can tell 255 at most.");
    }

    @Test
    void aFrameOfNothingButStartCodesTakesLittleMemory() {
        byte[] frame = new byte[4 << 20];
        for (int i = 0; i + 3 < frame.length; i += 4) {
            frame[i + 2] = 1;
            frame[i + 3] = 0x41;
        }

        assertThatThrownBy(() -> NalUnits.of(AVC, NOTHING).split(ByteBuffer.wrap(frame)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("more than 65536 NAL units");
    }
}
