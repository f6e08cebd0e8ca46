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
import org.jcodec.codecs.h264.decode.CAVLCReader;
import org.jcodec.codecs.h264.io.write.CAVLCWriter;
import org.jcodec.common.io.BitReader;
import org.jcodec.common.io.BitWriter;

import java.nio.ByteBuffer;

/**
 * Rewrites the header of an IDR slice of jcodec's, which always says {@code idr_pic_id} 0: two IDR
 * pictures in a row must differ in it (H.264, 7.4.3).
 */
final class IdrPictureId {
    private static final int FRAME_NUMBER_BITS = 4;

    private IdrPictureId() {}

    /** The same slice, whose coefficients must not be byte-aligned, with {@code idr_pic_id} 1. */
    static byte[] one(byte[] nalUnit) {
        ByteBuffer raw = ByteBuffer.wrap(nalUnit.clone());
        byte unitHeader = raw.get();
        H264Utils.unescapeNAL(raw);
        int bits = raw.remaining() * Byte.SIZE;
        ByteBuffer shifted = ByteBuffer.allocate(raw.remaining() + 2);
        BitReader in = BitReader.createBitReader(raw);
        BitWriter out = new BitWriter(shifted);
        for (String field : new String[] {"first_mb_in_slice", "slice_type", "parameter_set"}) {
            CAVLCWriter.writeUE(out, CAVLCReader.readUEtrace(in, field));
        }
        out.writeNBit(in.readNBit(FRAME_NUMBER_BITS), FRAME_NUMBER_BITS);
        int left = bits - out.position() - 1;
        CAVLCReader.readUEtrace(in, "idr_pic_id");
        CAVLCWriter.writeUE(out, 1);
        for (; left > 0; left -= Byte.SIZE) {
            int some = Math.min(Byte.SIZE, left);
            out.writeNBit(in.readNBit(some), some);
        }
        out.flush();
        shifted.flip();
        while (shifted.get(shifted.limit() - 1) == 0) {
            shifted.limit(shifted.limit() - 1);
        }
        return withEscapes(unitHeader, shifted);
    }

    private static byte[] withEscapes(byte unitHeader, ByteBuffer raw) {
        ByteBuffer unit = ByteBuffer.allocate(1 + raw.remaining() * 2);
        unit.put(unitHeader);
        H264Utils.escapeNAL(raw, unit);
        unit.flip();
        byte[] bytes = new byte[unit.remaining()];
        unit.get(bytes);
        return bytes;
    }
}
