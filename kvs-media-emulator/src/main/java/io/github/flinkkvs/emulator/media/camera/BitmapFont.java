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

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** Letters of five by seven dots, each in a cell of eight by eight. */
final class BitmapFont {
    static final int CELL = 8;
    private static final int COLUMNS = 5;
    private static final int ROWS = 7;

    /** A character and its seven rows of dots in hexadecimal, the leftmost dot highest. */
    private static final String[] GLYPHS = {
        "00E11131519110E", "1040C040404040E", "20E11010204081F", "31F02040201110E",
        "402060A121F0202", "51F101E0101110E", "60608101E11110E", "71F010204080808",
        "80E11110E11110E", "90E11110F01020C", "A0E11111F111111", "B1E11111E11111E",
        "C0E11101010110E", "D1E11111111111E", "E1F10101E10101F", "F1F10101E101010",
        "G0E11101711110E", "H1111111F111111", "I0E04040404040E", "J0702020202120C",
        "K11121418141211", "L1010101010101F", "M111B1515111111", "N11111915131111",
        "O0E11111111110E", "P1E11111E101010", "Q0E11111115120D", "R1E11111E141211",
        "S0F10100E01011E", "T1F040404040404", "U1111111111110E", "V11111111110A04",
        "W11111115151B11", "X11110A040A1111", "Y11110A04040404", "Z1F01020408101F",
        "-0000001F000000", ":000C0C000C0C00", ".00000000000C0C", "_0000000000001F",
        " 00000000000000", "?0E110102040004",
    };

    private static final Map<Character, byte[]> ROWS_BY_LETTER = new HashMap<>();

    static {
        for (String glyph : GLYPHS) {
            ROWS_BY_LETTER.put(glyph.charAt(0), HexFormat.of().parseHex(glyph.substring(1)));
        }
    }

    private BitmapFont() {}

    /** Draws text; what does not fit the canvas is left out, as is the case of letters. */
    static void draw(Canvas canvas, String text, int left, int top, int scale, int luma) {
        String letters = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < letters.length(); i++) {
            byte[] rows = ROWS_BY_LETTER.getOrDefault(letters.charAt(i), ROWS_BY_LETTER.get('?'));
            int x = left + i * CELL * scale;
            for (int dot = 0; dot < ROWS * COLUMNS; dot++) {
                int column = dot % COLUMNS;
                int row = dot / COLUMNS;
                if (((rows[row] >> (COLUMNS - 1 - column)) & 1) == 1) {
                    canvas.fill(x + column * scale, top + row * scale, scale, scale, luma);
                }
            }
        }
    }
}
