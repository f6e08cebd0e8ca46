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

/** Units each behind its length, ISO/IEC 14496-15. */
final class LengthCursor extends NalCursor {

    private static final int FITS = -1;

    private final int lengthBytes;

    private LengthCursor(ByteBuffer frame, int lengthBytes) {
        super(frame);
        this.lengthBytes = lengthBytes;
    }

    /**
     * Whether the lengths lead from unit to unit to the very end of the frame. A start code is no
     * row of empty units, so the first one is not empty; later ones may be, as padding.
     */
    static boolean fits(ByteBuffer frame, int lengthBytes) {
        return misfit(frame, lengthBytes) == FITS;
    }

    /** To be called with a frame that {@link #fits}. */
    static NalCursor over(ByteBuffer frame, int lengthBytes) {
        return new LengthCursor(frame, lengthBytes);
    }

    /** Says which length of a frame does not fit. */
    static CodecException wrong(ByteBuffer frame, int lengthBytes) {
        int at = misfit(frame, lengthBytes);
        int left = frame.limit() - at;
        String problem =
                left < lengthBytes
                        ? "%d bytes are left for a length of %d".formatted(left, lengthBytes)
                        : "the length is %d, and %d bytes follow"
                                .formatted(length(frame, at, lengthBytes), left - lengthBytes);
        return new CodecException(
                ("A frame of %d bytes is neither length-prefixed NAL units (byte %d: %s) nor"
                                + " Annex B; it begins with %s.")
                        .formatted(frame.limit(), at, problem, CodecException.shown(frame)));
    }

    private static int misfit(ByteBuffer frame, int lengthBytes) {
        int at = 0;
        while (at < frame.limit()) {
            int left = frame.limit() - at - lengthBytes;
            long length = left < 0 ? 0 : length(frame, at, lengthBytes);
            if (left < length || (at == 0 && length == 0)) {
                return at;
            }
            at += lengthBytes + (int) length;
        }
        return FITS;
    }

    private static long length(ByteBuffer frame, int at, int lengthBytes) {
        return switch (lengthBytes) {
            case 1 -> frame.get(at) & 0xFF;
            case 2 -> frame.getShort(at) & 0xFFFF;
            default -> frame.getInt(at) & 0xFFFF_FFFFL;
        };
    }

    @Override
    boolean advance() {
        do {
            if (to == frame.limit()) {
                return false;
            }
            from = to + lengthBytes;
            to = from + (int) length(frame, to, lengthBytes);
        } while (from == to);
        return true;
    }
}
