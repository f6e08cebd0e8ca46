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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What the codec private data say of a track's frames.
 *
 * @param lengthBytes of how many bytes the length in front of each unit is: 1, 2 or 4; {@link
 *     #NO_LENGTHS} where the data are Annex B or there are none
 * @param parameterSets in the order in which a decoder needs them
 */
record NalConfiguration(NalCodec codec, int lengthBytes, List<ByteBuffer> parameterSets) {

    static final int NO_LENGTHS = 0;

    /** An avcC's version, its first byte. */
    private static final int AVCC_VERSION = 1;

    /** Compatibility and level. */
    private static final int AVCC_LEVEL_BYTES = 2;

    /** The profiles whose avcC goes on behind the PPS. */
    private static final Set<Integer> HIGH_PROFILES = Set.of(100, 110, 122, 144);

    /** Those of an hvcC between its version and its lengthSizeMinusOne. */
    private static final int HVCC_PROFILE_BYTES = 20;

    static NalConfiguration of(String codecId, ByteBuffer codecPrivate) {
        NalCodec codec = NalCodec.of(codecId);
        ByteBuffer bytes = copy(codecPrivate);
        if (!bytes.hasRemaining()) {
            return new NalConfiguration(codec, NO_LENGTHS, List.of());
        }
        if (StartCodeCursor.begins(bytes)) {
            return annexB(codec, bytes);
        }
        return codec == NalCodec.H264 ? avcC(bytes) : hvcC(bytes);
    }

    /** The caller may use its buffer again. */
    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    private static NalConfiguration annexB(NalCodec codec, ByteBuffer bytes) {
        List<ByteBuffer> sets = new ArrayList<>();
        NalCursor units = new StartCodeCursor(bytes);
        while (units.next()) {
            sets.add(units.unit());
        }
        return new NalConfiguration(codec, NO_LENGTHS, ordered(codec, sets));
    }

    /** ISO/IEC 14496-15, 5.3.3.1. */
    private static NalConfiguration avcC(ByteBuffer bytes) {
        PrivateReader in = new PrivateReader("the avcC", bytes, ByteOrder.BIG_ENDIAN);
        int version = in.unsigned8("the version");
        if (version != AVCC_VERSION) {
            throw in.wrong(
                    0,
                    "the version is %d, not 1, and no start code of Annex B is here: %s"
                            .formatted(version, CodecException.shown(bytes)));
        }
        int profile = in.unsigned8("the profile");
        in.skip(AVCC_LEVEL_BYTES, "the level");
        int lengthBytes = lengthBytes(in);
        List<ByteBuffer> sets = new ArrayList<>();
        readSets(in, in.unsigned8("the number of SPS") & 0x1F, "SPS", sets);
        readSets(in, in.unsigned8("the number of PPS"), "PPS", sets);
        if (HIGH_PROFILES.contains(profile)) {
            readExtensions(in, sets);
        }
        return new NalConfiguration(NalCodec.H264, lengthBytes, ordered(NalCodec.H264, sets));
    }

    /** Many writers leave them out. */
    private static void readExtensions(PrivateReader in, List<ByteBuffer> sets) {
        int formatAndDepthBytes = 3;
        if (in.remaining() > formatAndDepthBytes) {
            in.skip(formatAndDepthBytes, "the chroma format and bit depths");
            readSets(in, in.unsigned8("the number of SPS extensions"), "SPS extension", sets);
        }
    }

    /**
     * ISO/IEC 14496-15, 8.3.3.1. Version 0 was written before the standard was final and has the
     * same form.
     */
    private static NalConfiguration hvcC(ByteBuffer bytes) {
        PrivateReader in = new PrivateReader("the hvcC", bytes, ByteOrder.BIG_ENDIAN);
        int version = in.unsigned8("the version");
        if (version > 1) {
            throw in.wrong(
                    0,
                    "the version is %d, not 0 or 1, and no start code of Annex B is here: %s"
                            .formatted(version, CodecException.shown(bytes)));
        }
        in.skip(HVCC_PROFILE_BYTES, "the profile and level");
        int lengthBytes = lengthBytes(in);
        List<ByteBuffer> sets = new ArrayList<>();
        int arrays = in.unsigned8("the number of arrays");
        for (int array = 0; array < arrays; array++) {
            in.skip(Byte.BYTES, "the type of an array");
            int units = in.unsigned16("the number of an array's units");
            readSets(in, units, "unit of array " + array + ',', sets);
        }
        return new NalConfiguration(NalCodec.H265, lengthBytes, ordered(NalCodec.H265, sets));
    }

    private static int lengthBytes(PrivateReader in) {
        int at = in.position();
        int lengthBytes = (in.unsigned8("the length size") & 0x03) + 1;
        if (lengthBytes == 3) {
            throw in.wrong(at, "lengths of NAL units are of 3 bytes; only 1, 2 and 4 are allowed");
        }
        return lengthBytes;
    }

    private static void readSets(PrivateReader in, int count, String what, List<ByteBuffer> sets) {
        for (int i = 0; i < count; i++) {
            int at = in.position();
            int length = in.unsigned16("the length of " + what + ' ' + i);
            if (length == 0) {
                throw in.wrong(at, "%s %d is empty".formatted(what, i));
            }
            sets.add(in.take(length, what + ' ' + i));
        }
    }

    /** Those that belong in front of a key frame; each may refer to what stands before it. */
    private static List<ByteBuffer> ordered(NalCodec codec, List<ByteBuffer> sets) {
        return sets.stream()
                .filter(set -> rank(codec, set) != NalCodec.NO_SET)
                .sorted(Comparator.comparingInt(set -> rank(codec, set)))
                .toList();
    }

    private static int rank(NalCodec codec, ByteBuffer set) {
        return codec.rank(codec.type(set.get(0)));
    }
}
