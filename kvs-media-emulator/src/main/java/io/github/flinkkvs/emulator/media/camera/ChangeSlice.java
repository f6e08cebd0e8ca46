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

package io.github.flinkkvs.emulator.media.camera;

import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.io.write.CAVLCWriter;
import org.jcodec.common.io.BitWriter;
import org.jcodec.common.model.Picture;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes one P slice in which unchanged macroblocks are skipped and changed ones carry their plain
 * samples (I_PCM), which costs no transform, no search and no rounding.
 *
 * <p>Fits the parameter sets of jcodec's encoder: four bits for frame number and picture order, no
 * deblocking control. The decoder's deblocking leaves such a picture alone: skipped neighbours have
 * no edges to filter, and next to I_PCM the mean quantizer is too low for the filter to act.
 */
final class ChangeSlice {
    private static final byte NAL_HEADER = 0x61;
    private static final int SLICE_TYPE_P = 5;
    private static final int MB_TYPE_I_PCM_IN_P = 5 + 25;
    private static final int COUNTER_BITS = 4;
    private static final int SAMPLE_ZERO = 128;
    private static final int[] BLOCK_SIZES = {16, 8, 8};

    private ByteBuffer raw = ByteBuffer.allocate(0);
    private ByteBuffer escaped = ByteBuffer.allocate(0);

    byte[] encode(Picture before, Picture now, int framesSinceKey) {
        reserve(now.getWidth() * now.getHeight() * 2);
        BitWriter bits = new BitWriter(raw);
        header(bits, framesSinceKey);
        int columns = now.getWidth() / Canvas.MACROBLOCK;
        int count = columns * now.getHeight() / Canvas.MACROBLOCK;
        int skipped = 0;
        for (int block = 0; block < count; block++) {
            int column = block % columns;
            int row = block / columns;
            if (changed(before, now, column, row)) {
                CAVLCWriter.writeUE(bits, skipped);
                CAVLCWriter.writeUE(bits, MB_TYPE_I_PCM_IN_P);
                samples(bits, now, column, row);
                skipped = 0;
            } else {
                skipped++;
            }
        }
        if (skipped > 0) {
            CAVLCWriter.writeUE(bits, skipped);
        }
        bits.write1Bit(1);
        bits.flush();
        raw.flip();
        escaped.put(NAL_HEADER);
        H264Utils.escapeNAL(raw, escaped);
        return Arrays.copyOf(escaped.array(), escaped.position());
    }

    private static void header(BitWriter bits, int framesSinceKey) {
        int mask = (1 << COUNTER_BITS) - 1;
        CAVLCWriter.writeUE(bits, 0); // first_mb_in_slice
        CAVLCWriter.writeUE(bits, SLICE_TYPE_P);
        CAVLCWriter.writeUE(bits, 0); // pic_parameter_set_id
        bits.writeNBit(framesSinceKey & mask, COUNTER_BITS); // frame_num
        bits.writeNBit((framesSinceKey * 2) & mask, COUNTER_BITS); // pic_order_cnt_lsb
        bits.write1Bit(0); // num_ref_idx_active_override_flag
        bits.write1Bit(0); // ref_pic_list_modification_flag_l0
        bits.write1Bit(0); // adaptive_ref_pic_marking_mode_flag
        CAVLCWriter.writeSE(bits, 0); // slice_qp_delta
    }

    private static boolean changed(Picture before, Picture now, int column, int row) {
        for (int plane = 0; plane < BLOCK_SIZES.length; plane++) {
            int size = BLOCK_SIZES[plane];
            int stride = now.getPlaneWidth(plane);
            byte[] old = before.getPlaneData(plane);
            byte[] fresh = now.getPlaneData(plane);
            for (int y = 0; y < size; y++) {
                int from = (row * size + y) * stride + column * size;
                if (!Arrays.equals(old, from, from + size, fresh, from, from + size)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void samples(BitWriter bits, Picture now, int column, int row) {
        while (bits.curBit() != 0) {
            bits.write1Bit(0);
        }
        for (int plane = 0; plane < BLOCK_SIZES.length; plane++) {
            int size = BLOCK_SIZES[plane];
            int stride = now.getPlaneWidth(plane);
            byte[] data = now.getPlaneData(plane);
            for (int i = 0; i < size * size; i++) {
                int at = (row * size + i / size) * stride + column * size + i % size;
                bits.writeNBit(data[at] + SAMPLE_ZERO, Byte.SIZE);
            }
        }
    }

    private void reserve(int size) {
        if (raw.capacity() < size) {
            raw = ByteBuffer.allocate(size);
            escaped = ByteBuffer.allocate(size * 2);
        }
        raw.clear();
        escaped.clear();
    }
}
