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

package io.github.flinkkvs.media.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/** What stands in front of the clusters. */
final class DocumentHeader {

    private static final String APPLICATION = "flink-connector-kvs-media";
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    /** What DateUTC counts from. */
    private static final Instant MILLENNIUM = Instant.parse("2001-01-01T00:00:00Z");

    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;

    private DocumentHeader() {}

    static void write(OutputStream out, Instant origin, ByteBuffer tracksElement)
            throws IOException {
        EbmlBuffer header = new EbmlBuffer();
        header.master(0x1A45DFA3, ebml());
        header.headerOfUnknownSize(0x18538067);
        header.master(0x1549A966, info(origin));
        header.raw(tracksElement);
        header.writeTo(out);
    }

    private static EbmlBuffer ebml() {
        return new EbmlBuffer()
                .unsigned(0x4286, 1)
                .unsigned(0x42F7, 1)
                .unsigned(0x42F2, 4)
                .unsigned(0x42F3, 8)
                .text(0x4282, "matroska")
                .unsigned(0x4287, 4)
                .unsigned(0x4285, 2);
    }

    private static EbmlBuffer info(Instant origin) {
        EbmlBuffer info = new EbmlBuffer().unsigned(0x2AD7B1, NANOS_PER_MILLISECOND);
        Duration date = Duration.between(MILLENNIUM, origin);
        if (Math.abs(date.toSeconds()) <= MOST_SECONDS) {
            info.signed(0x4461, date.toNanos());
        }
        return info.text(0x4D80, APPLICATION).text(0x5741, APPLICATION);
    }
}
