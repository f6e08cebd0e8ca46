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

package io.github.flinkkvs.emulator.ingest;

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;

import java.util.Set;

/** Reads the few values of a document's headers that decide how the rest is read. */
final class Headers {
    static final long DEFAULT_TIMECODE_SCALE = 1_000_000;
    private static final Set<String> DOC_TYPES = Set.of("matroska", "webm");

    private Headers() {}

    /** An element that is known to be whole. */
    static EbmlElement parse(byte[] element) {
        return EbmlElement.at(element, 0, element.length).orElseThrow();
    }

    /** Refuses what is EBML but not Matroska, or says that it needs longer ids or sizes. */
    static void requireMatroska(EbmlElement header) {
        for (EbmlElement child : header.wholeChildren()) {
            boolean fits =
                    switch (child.id()) {
                        case MatroskaIds.EBML_READ_VERSION -> unsigned(child) == 1;
                        case MatroskaIds.EBML_MAX_ID_LENGTH -> atMost(4, child);
                        case MatroskaIds.EBML_MAX_SIZE_LENGTH -> atMost(8, child);
                        case MatroskaIds.DOC_TYPE -> DOC_TYPES.contains(child.text());
                        default -> true;
                    };
            if (!fits) {
                throw new MalformedMatroskaException(
                        "The EBML header announces something else than Matroska: element "
                                + Integer.toHexString(child.id()));
            }
        }
    }

    /** The nanoseconds of one unit of time, as Info says or by default. */
    static long timecodeScale(EbmlElement info) {
        for (EbmlElement child : info.wholeChildren()) {
            if (child.id() == MatroskaIds.TIMECODE_SCALE) {
                long scale = unsigned(child);
                if (scale <= 0) {
                    throw new MalformedMatroskaException("TimecodeScale " + scale);
                }
                return scale;
            }
        }
        return DEFAULT_TIMECODE_SCALE;
    }

    static long unsigned(EbmlElement number) {
        if (number.end() - number.dataStart() > Long.BYTES) {
            throw new MalformedMatroskaException("A number is longer than 8 bytes");
        }
        return number.unsigned();
    }

    private static boolean atMost(long limit, EbmlElement number) {
        long value = unsigned(number);
        return value > 0 && value <= limit;
    }
}
