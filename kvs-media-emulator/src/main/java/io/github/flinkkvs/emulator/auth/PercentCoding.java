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

package io.github.flinkkvs.emulator.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The percent-encoding of SigV4: everything but {@code A-Z a-z 0-9 - . _ ~}, in upper case. */
final class PercentCoding {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCoding() {}

    /** Encodes text, a percent sign too. */
    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Text for what is encoded in any way; a percent sign that begins no escape stands for itself.
     */
    static String decode(String encoded) {
        return new String(bytes(encoded), StandardCharsets.UTF_8);
    }

    /** The one encoding for what is encoded in any way, also for bytes that are no text. */
    static String reencode(String encoded) {
        return encode(bytes(encoded));
    }

    private static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                HEX.toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }

    private static byte[] bytes(String encoded) {
        byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        int i = 0;
        while (i < raw.length) {
            if (isEscape(raw, i)) {
                bytes.write(
                        HexFormat.fromHexDigit(raw[i + 1]) * 16
                                + HexFormat.fromHexDigit(raw[i + 2]));
                i += 3;
            } else {
                bytes.write(raw[i]);
                i += 1;
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isEscape(byte[] raw, int at) {
        return raw[at] == '%'
                && at + 2 < raw.length
                && HexFormat.isHexDigit(raw[at + 1])
                && HexFormat.isHexDigit(raw[at + 2]);
    }

    private static boolean isUnreserved(byte b) {
        return UNRESERVED.indexOf(b) >= 0;
    }
}
