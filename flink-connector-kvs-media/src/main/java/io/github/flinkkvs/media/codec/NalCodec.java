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

import java.util.Arrays;

/** The two codecs whose frames are NAL units, with the types of unit that matter here. */
enum NalCodec {
    /** Types by ITU-T H.264, table 7-1. */
    H264("V_MPEG4/ISO/AVC", "H.264", 9, 7, 8) {
        @Override
        int type(byte firstByte) {
            return firstByte & 0x1F;
        }

        @Override
        int rank(int type) {
            return switch (type) {
                case 7 -> 0;
                case SPS_EXTENSION -> 1;
                case 8 -> 2;
                default -> NO_SET;
            };
        }
    },

    /** Types by ITU-T H.265, table 7-1. */
    H265("V_MPEGH/ISO/HEVC", "H.265", 35, 32, 34) {
        @Override
        int type(byte firstByte) {
            return (firstByte >> 1) & 0x3F;
        }

        @Override
        int rank(int type) {
            return switch (type) {
                case 32, 33, 34 -> type - 32;
                case PREFIX_SEI -> 3;
                default -> NO_SET;
            };
        }
    };

    static final int NO_SET = -1;

    private static final int SPS_EXTENSION = 13;
    private static final int PREFIX_SEI = 39;

    private final String codecId;
    private final String title;
    private final int delimiter;
    private final int firstRequired;
    private final int lastRequired;

    NalCodec(String codecId, String title, int delimiter, int firstRequired, int lastRequired) {
        this.codecId = codecId;
        this.title = title;
        this.delimiter = delimiter;
        this.firstRequired = firstRequired;
        this.lastRequired = lastRequired;
    }

    static NalCodec of(String codecId) {
        return Arrays.stream(values())
                .filter(codec -> codec.codecId.equals(codecId))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CodecException(
                                        "Only tracks of %s and %s have NAL units, not those of %s."
                                                .formatted(
                                                        H264.codecId,
                                                        H265.codecId,
                                                        CodecException.shown(codecId))));
    }

    /** The type of the unit that begins with this byte. */
    abstract int type(byte firstByte);

    /**
     * Where a unit of this type stands among those that go in front of a key frame; {@link #NO_SET}
     * for one that does not.
     */
    abstract int rank(int type);

    /** Whether the unit says where an access unit begins; nothing may stand in front of it. */
    boolean isDelimiter(int type) {
        return type == delimiter;
    }

    /** A bit for a parameter set that no picture is without; 0 for all else. */
    int requiredBit(int type) {
        return type < firstRequired || type > lastRequired ? 0 : 1 << (type - firstRequired);
    }

    int requiredBits() {
        return (1 << (lastRequired - firstRequired + 1)) - 1;
    }

    @Override
    public String toString() {
        return title;
    }
}
