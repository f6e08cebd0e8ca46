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

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

import static io.github.flinkkvs.media.mkv.TestingMkv.element;

/**
 * Builds elements of an input, with sizes that are right, so that what stands in them is reached.
 */
final class Recipe {

    /** Ends the element that is being built. */
    static final int END = 0xFF;

    private static final int MAX_DEPTH = 12;

    private final byte[] input;
    private int next;

    Recipe(byte[] input) {
        this.input = input;
    }

    /** The next byte, 0 behind the last. */
    int next() {
        return next < input.length ? input[next++] & 0xFF : 0;
    }

    byte[] take(int count) {
        int from = next;
        next = Math.min(input.length, next + count);
        return Arrays.copyOfRange(input, from, next);
    }

    byte[] rest() {
        return take(input.length);
    }

    /**
     * Elements up to the end: a byte tells which, a master's content follows, or a length of two
     * bytes and a leaf's.
     */
    byte[] content(MatroskaElement... table) {
        return content(table, 0);
    }

    private byte[] content(MatroskaElement[] table, int depth) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (next < input.length) {
            int code = next();
            if (code == END) {
                break;
            }
            MatroskaElement element = table[code % table.length];
            boolean master = element.kind() == MatroskaElement.Kind.MASTER && depth < MAX_DEPTH;
            byte[] inside = master ? content(table, depth + 1) : take(next() << 8 | next());
            content.writeBytes(element(element, inside));
        }
        return content.toByteArray();
    }
}
