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

package io.github.flinkkvs.emulator.session;

import java.util.ArrayList;
import java.util.List;

/** The words of a fault's text, and how one that is not plain is written. */
final class FaultText {
    private static final char QUOTE = '"';
    private static final char ESCAPE = '\\';

    private FaultText() {}

    /** Words stand apart by white space outside quotes; quotes and escapes are taken off. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!quoted && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == QUOTE) {
                quoted = !quoted;
            } else if (quoted && c == ESCAPE && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("A quote is not closed in: " + text);
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    static String quoted(String value) {
        boolean plain =
                !value.isEmpty()
                        && value.indexOf(QUOTE) < 0
                        && value.chars().noneMatch(Character::isWhitespace);
        if (plain) {
            return value;
        }
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
        return QUOTE + escaped + QUOTE;
    }
}
