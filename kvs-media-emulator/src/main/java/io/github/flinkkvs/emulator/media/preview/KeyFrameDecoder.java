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

import org.jcodec.codecs.common.biari.MDecoder;
import org.jcodec.codecs.h264.H264Decoder;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.decode.DeblockerInput;
import org.jcodec.codecs.h264.decode.SliceDecoder;
import org.jcodec.codecs.h264.decode.SliceHeaderReader;
import org.jcodec.codecs.h264.decode.deblock.DeblockingFilter;
import org.jcodec.codecs.h264.io.CABAC;
import org.jcodec.codecs.h264.io.model.Frame;
import org.jcodec.codecs.h264.io.model.NALUnit;
import org.jcodec.codecs.h264.io.model.NALUnitType;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.model.SliceHeader;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.common.IntObjectMap;
import org.jcodec.common.io.BitReader;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Decodes one IDR picture with jcodec's parts rather than its {@link H264Decoder}, which leaves
 * threads behind, takes any parameter set, and cannot be stopped. Used once.
 */
final class KeyFrameDecoder {
    private static final int CABAC_CONTEXTS = 1024;
    private static final int SAMPLE_BITS = 8;

    private final AvcConfiguration configuration;
    private final SeqParameterSet sequence;
    private final Deadline deadline;
    private final DeblockerInput deblocking;
    private final Frame picture;

    KeyFrameDecoder(AvcConfiguration configuration, Deadline deadline) {
        this.configuration = configuration;
        this.sequence = configuration.sequence();
        this.deadline = deadline;
        this.deblocking = new DeblockerInput(sequence);
        int width = (sequence.picWidthInMbsMinus1 + 1) * 16;
        int height = (sequence.picHeightInMapUnitsMinus1 + 1) * 16;
        Picture planes = Picture.create(width, height, ColorSpace.YUV420);
        this.picture =
                H264Decoder.createFrame(
                        sequence,
                        planes.getData(),
                        0,
                        SliceType.I,
                        deblocking.mvs,
                        deblocking.refsUsed,
                        0);
    }

    /** The picture; its samples are in planes, 128 below their value. */
    Picture decode(List<ByteBuffer> units) {
        for (ByteBuffer unit : units) {
            NALUnit header = NALUnit.read(unit);
            if (header.type == NALUnitType.IDR_SLICE) {
                H264Utils.unescapeNAL(unit);
                decodeSlice(header, unit);
            }
        }
        // Where no slice has been, it stumbles, and there is no picture.
        new DeblockingFilter(sequence.picWidthInMbsMinus1 + 1, SAMPLE_BITS, deblocking)
                .deblockFrame(picture);
        return picture;
    }

    private void decodeSlice(NALUnit unit, ByteBuffer slice) {
        BitReader in = BitReader.createBitReader(slice);
        SliceHeader header = SliceHeaderReader.readPart1(in);
        if (header.sliceType != SliceType.I
                || header.picParameterSetId != configuration.picture().picParameterSetId) {
            throw new UndecodableException("a slice needs more than the key frame");
        }
        SliceHeaderReader.readPart2(header, unit, sequence, configuration.picture(), in);
        CABAC cabac = new CABAC(sequence.picWidthInMbsMinus1 + 1);
        MDecoder bins = header.pps.entropyCodingModeFlag ? bins(header, slice, cabac, in) : null;
        new SliceDecoder(sequence, new Frame[0], new IntObjectMap<>(), deblocking, picture)
                .decodeFromReader(new BoundedSliceReader(header, cabac, bins, in, unit, deadline));
    }

    private MDecoder bins(SliceHeader header, ByteBuffer slice, CABAC cabac, BitReader in) {
        in.terminate();
        int[][] contexts = new int[2][CABAC_CONTEXTS];
        int quantizer = header.pps.picInitQpMinus26 + 26 + header.sliceQpDelta;
        cabac.initModels(contexts, header.sliceType, header.cabacInitIdc, quantizer);
        return new BoundedBinDecoder(slice, contexts, deadline);
    }
}
