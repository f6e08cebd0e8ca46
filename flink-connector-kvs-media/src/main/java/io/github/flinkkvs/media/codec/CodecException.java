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

import org.apache.flink.annotation.PublicEvolving;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A track or a frame is not what its codec id says, or is what the form asked for cannot tell. The
 * message names the byte and the value; other frames of the track may well be sound.
 */
@PublicEvolving
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN_BYTES = 16;
    private static final int SHOWN_CHARS = 40;

    CodecException(String message) {
        super(message);
    }

    /** The first bytes in hexadecimal. */
    static String shown(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return "nothing";
        }
        byte[] first = new byte[Math.min(SHOWN_BYTES, bytes.remaining())];
        bytes.duplicate().get(first);
        String dots = bytes.remaining() > SHOWN_BYTES ? " ..." : "";
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(first) + dots;
    }

    /** Text of the producer as an error may show it. */
    static String shown(String text) {
        String cut = text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
        return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
