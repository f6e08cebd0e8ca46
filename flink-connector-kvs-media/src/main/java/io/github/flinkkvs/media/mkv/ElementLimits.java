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

import static io.github.flinkkvs.media.mkv.MatroskaElement.CODEC_PRIVATE;

/** Refuses elements by the size they claim, before any byte of them is taken. */
final class ElementLimits {

    private final ParserLimits limits;

    ElementLimits(ParserLimits limits) {
        this.limits = limits;
    }

    void check(MatroskaElement element, EbmlHeader header, int chunkLength)
            throws MalformedException {
        long size = Math.max(header.size(), 0);
        check(
                "the chunk would have too many bytes",
                chunkLength + header.length() + size,
                limits.maxChunkBytes(),
                "maxChunkBytes");
        if (element == null) {
            return;
        }
        switch (element.kind()) {
            case UNSIGNED, SIGNED, FLOAT ->
                    check("a number has too many bytes", size, Long.BYTES, "64 bits");
            case TEXT ->
                    check("a text has too many bytes", size, limits.maxTagBytes(), "maxTagBytes");
            default -> {}
        }
        if (element == CODEC_PRIVATE) {
            int most = limits.maxCodecPrivateBytes();
            check("the decoder data has too many bytes", size, most, "maxCodecPrivateBytes");
        }
    }

    private static void check(String what, long seen, long limit, String limitName)
            throws MalformedException {
        if (seen > limit) {
            throw MalformedException.overLimit(what, seen, limit, limitName);
        }
    }
}
