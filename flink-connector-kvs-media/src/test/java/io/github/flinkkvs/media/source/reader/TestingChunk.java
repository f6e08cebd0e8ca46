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

package io.github.flinkkvs.media.source.reader;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/** The smallest chunks that the service could send: one track, one frame, the service's tags. */
final class TestingChunk {

    static final Instant FIRST_ARRIVAL = Instant.parse("2026-01-01T00:00:00Z");
    private static final BigInteger BASE = BigInteger.TEN.pow(46);

    private TestingChunk() {}

    /** The number of the n-th fragment: 47 digits. */
    static String number(int n) {
        return BASE.add(BigInteger.valueOf(n)).toString();
    }

    /** The n-th fragment arrives n seconds after the first. */
    static Instant arrival(int n) {
        return FIRST_ARRIVAL.plusSeconds(n);
    }

    static byte[] chunk(int n) {
        return chunk(n, 20);
    }

    static byte[] chunk(int n, int frameBytes) {
        return join(front(n), cluster(frameBytes), trailer(number(n)));
    }

    /** A chunk of any number and times. */
    static byte[] chunk(String number, Instant arrival, Instant produced) {
        return join(front(number, arrival, produced), cluster(20), trailer(number));
    }

    /** A chunk up to and with its front tags. */
    static byte[] front(int n) {
        return front(number(n), arrival(n), arrival(n).minusMillis(500));
    }

    /** A chunk of any number and times, up to and with its front tags. */
    static byte[] front(String number, Instant arrival, Instant produced) {
        return join(
                header(),
                hex("18538067 01FFFFFFFFFFFFFF"),
                element("1549A966", element("2AD7B1", hex("0F4240"))),
                element(
                        "1654AE6B",
                        element(
                                "AE",
                                element("D7", hex("01")),
                                element("83", hex("01")),
                                element("86", text("V_TEST")))),
                tags(
                        tag("FRAGMENT_NUMBER", number),
                        tag("SERVER_TIMESTAMP", seconds(arrival)),
                        tag("PRODUCER_TIMESTAMP", seconds(produced))));
    }

    /** What each chunk begins with, before it is named. */
    static byte[] header() {
        return element("1A45DFA3", element("4282", text("matroska")));
    }

    private static String seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3).toPlainString();
    }

    /** A chunk that breaks behind its front tags. */
    static byte[] broken(int n) {
        return join(front(n), hex("00000000"));
    }

    private static byte[] cluster(int frameBytes) {
        byte[] block = join(hex("81 0000 80"), new byte[frameBytes]);
        return element("1F43B675", join(element("E7", hex("00")), element("A3", block)));
    }

    static byte[] trailer(int n) {
        return trailer(number(n));
    }

    static byte[] trailer(String number) {
        return tags(tag("MILLIS_BEHIND_NOW", "7"), tag("CONTINUATION_TOKEN", number));
    }

    /** What the service sends in place of a chunk when it cannot go on. */
    static byte[] error(int id, String code) {
        return join(
                header(),
                hex("18538067 01FFFFFFFFFFFFFF"),
                tags(tag("ERROR_CODE", code), tag("ERROR_ID", String.valueOf(id))));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] tags(byte[]... simpleTags) {
        return element("1254C367", element("7373", join(simpleTags)));
    }

    private static byte[] tag(String name, String value) {
        return element(
                "67C8",
                element("45A3", text("AWS_KINESISVIDEO_" + name)),
                element("4487", text(value)));
    }

    private static byte[] element(String id, byte[]... contents) {
        byte[] content = join(contents);
        byte[] size = ByteBuffer.allocate(4).putInt(0x10000000 | content.length).array();
        return join(hex(id), size, content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
