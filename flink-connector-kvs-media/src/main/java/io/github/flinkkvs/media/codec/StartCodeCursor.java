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

/**
 * Units between start codes, ITU-T H.264 annex B and ITU-T H.265 annex B. The zero bytes in front
 * of a start code and at the end belong to no unit: none ends in a zero byte.
 */
final class StartCodeCursor extends NalCursor {

    private static final int START_CODE_BYTES = 3;

    StartCodeCursor(ByteBuffer frame) {
        super(frame);
    }

    /** Whether nothing but zero bytes stands in front of the first start code. */
    static boolean begins(ByteBuffer frame) {
        int zeros = 0;
        while (zeros < frame.limit() && frame.get(zeros) == 0) {
            zeros++;
        }
        return zeros >= 2 && zeros < frame.limit() && frame.get(zeros) == 1;
    }

    @Override
    boolean advance() {
        int start = startCode(to);
        while (start < frame.limit()) {
            from = start + START_CODE_BYTES;
            start = startCode(from);
            to = start;
            while (to > from && frame.get(to - 1) == 0) {
                to--;
            }
            if (to > from) {
                return true;
            }
        }
        return false;
    }

    /** Where the next start code is, or the frame's end. */
    private int startCode(int at) {
        int i = at;
        while (i + 2 < frame.limit()) {
            byte third = frame.get(i + 2);
            if (third == 0) {
                i++;
            } else if (third == 1 && frame.get(i) == 0 && frame.get(i + 1) == 0) {
                return i;
            } else {
                i += START_CODE_BYTES;
            }
        }
        return frame.limit();
    }
}
