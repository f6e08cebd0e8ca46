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
import org.jcodec.codecs.h264.decode.MBlock;
import org.jcodec.codecs.h264.decode.SliceReader;
import org.jcodec.codecs.h264.decode.aso.MapManager;
import org.jcodec.codecs.h264.io.CABAC;
import org.jcodec.codecs.h264.io.CAVLC;
import org.jcodec.codecs.h264.io.model.MBType;
import org.jcodec.codecs.h264.io.model.NALUnit;
import org.jcodec.codecs.h264.io.model.SliceHeader;
import org.jcodec.common.io.BitReader;

/** Reads the macroblocks of an intra slice as long as there is time. */
final class BoundedSliceReader extends SliceReader {
    private final Deadline deadline;

    BoundedSliceReader(
            SliceHeader header,
            CABAC cabac,
            MDecoder bins,
            BitReader in,
            NALUnit unit,
            Deadline deadline) {
        super(
                header.pps,
                cabac,
                new CAVLC[] {
                    new CAVLC(header.sps, header.pps, 2, 2),
                    new CAVLC(header.sps, header.pps, 1, 1),
                    new CAVLC(header.sps, header.pps, 1, 1)
                },
                bins,
                in,
                new MapManager(header.sps, header.pps).getMapper(header),
                header,
                unit);
        this.deadline = deadline;
    }

    @Override
    public boolean readMacroblock(MBlock block) {
        deadline.check();
        boolean read = super.readMacroblock(block);
        if (read && block.curMbType == MBType.I_PCM) {
            throw new UndecodableException("jcodec does not read plain samples reliably");
        }
        return read;
    }
}
