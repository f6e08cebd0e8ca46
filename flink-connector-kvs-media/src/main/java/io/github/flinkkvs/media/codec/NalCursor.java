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

/** Goes over the NAL units of one frame, which are views; none of them is empty. */
abstract class NalCursor {

    /** Far more than a picture has; what claims more is no picture. */
    static final int MAX_UNITS = 1 << 16;

    final ByteBuffer frame;
    int from;
    int to;
    private int count;

    /**
     * @param frame from 0 to its limit
     */
    NalCursor(ByteBuffer frame) {
        this.frame = frame;
    }

    /** Goes to the next unit, and says whether there is one. */
    final boolean next() {
        if (!advance()) {
            return false;
        }
        if (++count > MAX_UNITS) {
            throw new CodecException(
                    "A frame of %d bytes has more than %d NAL units at byte %d: it is no picture."
                            .formatted(frame.limit(), MAX_UNITS, from));
        }
        return true;
    }

    final void rewind() {
        count = 0;
        to = 0;
    }

    final int length() {
        return to - from;
    }

    final byte firstByte() {
        return frame.get(from);
    }

    final ByteBuffer unit() {
        return frame.slice(from, length());
    }

    /** Sets {@link #from} and {@link #to} to the first unit at or behind {@link #to}. */
    abstract boolean advance();
}
