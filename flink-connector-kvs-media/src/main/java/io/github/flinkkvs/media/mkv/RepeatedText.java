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

package io.github.flinkkvs.media.mkv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A text that each chunk has at the same place, and often the same one: it stays the same object as
 * long as it is, and becomes one only when somebody asks.
 */
final class RepeatedText implements CharSequence {

    /** Longer ones are read at once, and not kept for the next chunk. */
    static final int MAX_LENGTH = 256;

    private static final int USUAL_LENGTH = 64;
    private static final byte[] NO_BYTES = {};

    private byte[] ascii = NO_BYTES;
    private int length;

    /** The text; null where it has not been asked for. */
    private String text = "";

    /** Takes the place of the text before. */
    void read(Payload payload) {
        if (text != null && payload.isPlainly(text)) {
            return;
        }
        if (payload.length() > MAX_LENGTH || !payload.isPlainAscii()) {
            text = payload.text();
            length = text.length();
            return;
        }
        length = payload.length();
        if (ascii.length < length) {
            ascii = new byte[Math.max(length, USUAL_LENGTH)];
        }
        System.arraycopy(payload.array(), payload.offset(), ascii, 0, length);
        text = null;
    }

    void clear() {
        text = "";
        length = 0;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return text == null ? (char) ascii[index] : text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }

    @Override
    public String toString() {
        if (text == null) {
            text = new String(ascii, 0, length, ISO_8859_1);
        }
        return text;
    }
}
