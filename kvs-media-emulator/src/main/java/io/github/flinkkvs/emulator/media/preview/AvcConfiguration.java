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

import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What an avcC box says (ISO/IEC 14496-15, 5.3.3): the first of its parameter sets of each kind,
 * and how long the lengths ahead of a frame's units are. Reserved bits are not looked at, since
 * producers leave them zero.
 */
final class AvcConfiguration {
    private static final int LENGTH_SIZE_AT = 4;
    private static final int MAX_UNITS = 1024;

    private final int lengthSize;
    private final SeqParameterSet sequence;
    private final PictureParameterSet picture;

    private AvcConfiguration(
            int lengthSize, SeqParameterSet sequence, PictureParameterSet picture) {
        this.lengthSize = lengthSize;
        this.sequence = sequence;
        this.picture = picture;
    }

    static AvcConfiguration of(byte[] box) {
        if (box.length < LENGTH_SIZE_AT + 1 || box[0] != 1) {
            throw new UndecodableException("the codec private data is no avcC box");
        }
        ByteBuffer in = ByteBuffer.wrap(box.clone(), LENGTH_SIZE_AT, box.length - LENGTH_SIZE_AT);
        int lengthSize = (in.get() & 0x03) + 1;
        ByteBuffer sequence = firstOf(in, in.get() & 0x1F);
        ByteBuffer picture = firstOf(in, in.get() & 0xFF);
        return new AvcConfiguration(
                lengthSize,
                ParameterSets.sequence(withoutHeaderAndEscapes(sequence)),
                ParameterSets.picture(withoutHeaderAndEscapes(picture)));
    }

    SeqParameterSet sequence() {
        return sequence;
    }

    PictureParameterSet picture() {
        return picture;
    }

    /** A frame's NAL units without their lengths; what does not add up is left out. */
    List<ByteBuffer> units(byte[] frame) {
        List<ByteBuffer> units = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(frame);
        while (in.remaining() > lengthSize && units.size() < MAX_UNITS) {
            long length = 0;
            for (int i = 0; i < lengthSize; i++) {
                length = length << Byte.SIZE | (in.get() & 0xFF);
            }
            if (length > in.remaining()) {
                break;
            }
            units.add(take(in, (int) length));
        }
        return units;
    }

    private static ByteBuffer firstOf(ByteBuffer in, int count) {
        ByteBuffer first = null;
        for (int i = 0; i < count; i++) {
            ByteBuffer unit = take(in, in.getShort() & 0xFFFF);
            first = first == null ? unit : first;
        }
        if (first == null) {
            throw new UndecodableException("the avcC box lacks a parameter set");
        }
        return first;
    }

    private static ByteBuffer take(ByteBuffer in, int length) {
        ByteBuffer unit = in.slice(in.position(), length);
        in.position(in.position() + length);
        return unit;
    }

    private static ByteBuffer withoutHeaderAndEscapes(ByteBuffer unit) {
        unit.get();
        H264Utils.unescapeNAL(unit);
        return unit;
    }
}
