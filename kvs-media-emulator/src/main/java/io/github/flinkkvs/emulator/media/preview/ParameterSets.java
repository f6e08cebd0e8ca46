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

package io.github.flinkkvs.emulator.media.preview;

import org.jcodec.codecs.h264.decode.CAVLCReader;
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.common.io.BitReader;
import org.jcodec.common.model.ColorSpace;

import java.nio.ByteBuffer;

/**
 * Reads the parameter sets of H.264 (7.3.2) as far as pictures need them, and refuses those that
 * jcodec cannot decode, or that would make it allocate whatever they say.
 */
final class ParameterSets {
    private static final int BASELINE = 66;
    private static final int MAIN = 77;
    private static final int HIGH = 100;
    private static final int MAX_MACROBLOCKS = 36_864;
    private static final int MAX_COUNTER_BITS = 12;
    private static final int SCALING_LISTS = 8;
    private static final int SMALL_SCALING_LISTS = 6;

    private ParameterSets() {}

    /** Reads a sequence parameter set up to its cropping; usability information is left out. */
    static SeqParameterSet sequence(ByteBuffer unescaped) {
        BitReader in = BitReader.createBitReader(unescaped);
        SeqParameterSet set = new SeqParameterSet();
        set.profileIdc = in.readNBit(Byte.SIZE);
        in.readNBit(Byte.SIZE); // constraints
        set.levelIdc = in.readNBit(Byte.SIZE);
        set.seqParameterSetId = unsigned(in);
        set.chromaFormatIdc = ColorSpace.YUV420J;
        switch (set.profileIdc) {
            case BASELINE, MAIN -> {}
            case HIGH -> readHigh(in, set);
            default -> throw new UndecodableException("its profile is " + set.profileIdc);
        }
        readCounters(in, set);
        readSize(in, set);
        return set;
    }

    /** Reads a picture parameter set. */
    static PictureParameterSet picture(ByteBuffer unescaped) {
        BitReader in = BitReader.createBitReader(unescaped.duplicate());
        unsigned(in); // its id
        unsigned(in); // the sequence's
        in.readNBit(2); // coding mode, picture order
        require(unsigned(in) == 0, "it has slice groups");
        return PictureParameterSet.read(unescaped);
    }

    private static void readHigh(BitReader in, SeqParameterSet set) {
        require(unsigned(in) == 1, "it is not 4:2:0");
        int lumaDepth = unsigned(in);
        int chromaDepth = unsigned(in);
        require(lumaDepth == 0 && chromaDepth == 0, "it is more than 8 bits deep");
        require(in.read1Bit() == 0, "it bypasses transforms");
        if (in.read1Bit() == 1) {
            set.scalingMatrix = new int[SCALING_LISTS][];
            for (int i = 0; i < SCALING_LISTS; i++) {
                if (in.read1Bit() == 1) {
                    int size = i < SMALL_SCALING_LISTS ? 16 : 64;
                    set.scalingMatrix[i] = SeqParameterSet.readScalingList(in, size);
                }
            }
        }
    }

    private static void readCounters(BitReader in, SeqParameterSet set) {
        set.log2MaxFrameNumMinus4 = unsigned(in);
        set.picOrderCntType = unsigned(in);
        if (set.picOrderCntType == 0) {
            set.log2MaxPicOrderCntLsbMinus4 = unsigned(in);
        }
        require(
                set.picOrderCntType != 1
                        && set.picOrderCntType <= 2
                        && set.log2MaxFrameNumMinus4 <= MAX_COUNTER_BITS
                        && set.log2MaxPicOrderCntLsbMinus4 <= MAX_COUNTER_BITS,
                "it counts pictures in an unusual way");
    }

    private static void readSize(BitReader in, SeqParameterSet set) {
        unsigned(in); // reference frames
        in.read1Bit(); // gaps allowed
        set.picWidthInMbsMinus1 = unsigned(in);
        set.picHeightInMapUnitsMinus1 = unsigned(in);
        long macroblocks = (set.picWidthInMbsMinus1 + 1L) * (set.picHeightInMapUnitsMinus1 + 1L);
        require(macroblocks <= MAX_MACROBLOCKS, "it is too large");
        set.frameMbsOnlyFlag = in.read1Bit() == 1;
        require(set.frameMbsOnlyFlag, "it is interlaced");
        set.direct8x8InferenceFlag = in.read1Bit() == 1;
        set.frameCroppingFlag = in.read1Bit() == 1;
        if (set.frameCroppingFlag) {
            set.frameCropLeftOffset = cropping(in, set.picWidthInMbsMinus1);
            set.frameCropRightOffset = cropping(in, set.picWidthInMbsMinus1);
            set.frameCropTopOffset = cropping(in, set.picHeightInMapUnitsMinus1);
            set.frameCropBottomOffset = cropping(in, set.picHeightInMapUnitsMinus1);
        }
    }

    /** In units of two pixels; less than half the picture, so that some of it is left. */
    private static int cropping(BitReader in, int lastMacroblock) {
        int offset = unsigned(in);
        require(offset < (lastMacroblock + 1) * 4, "it is cropped to nothing");
        return offset;
    }

    private static int unsigned(BitReader in) {
        int value = CAVLCReader.readUEtrace(in, "");
        require(value >= 0, "its parameter sets are damaged");
        return value;
    }

    private static void require(boolean usable, String otherwise) {
        if (!usable) {
            throw new UndecodableException(otherwise);
        }
    }
}
