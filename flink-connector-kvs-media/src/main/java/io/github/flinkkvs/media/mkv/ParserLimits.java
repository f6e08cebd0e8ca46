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

import io.github.flinkkvs.media.model.FrameIndex;

/**
 * What a chunk may have at most; more is an {@link MkvException}.
 *
 * @param maxChunkBytes bytes of one chunk
 * @param maxDepth elements open at a time
 * @param maxFrames frames of one chunk
 * @param maxTags tags of one chunk, the service's among them
 * @param maxTracks tracks of one chunk
 * @param maxTagBytes bytes of one text: a tag's name or value, or a track's codec id, name or
 *     language
 * @param maxCodecPrivateBytes bytes of one track's CodecPrivate
 */
public record ParserLimits(
        int maxChunkBytes,
        int maxDepth,
        int maxFrames,
        int maxTags,
        int maxTracks,
        int maxTagBytes,
        int maxCodecPrivateBytes) {

    /** Array sizes above this are refused by some virtual machines. */
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 16;

    /**
     * A fragment has at most 50 MB by the service's limits; the other limits are far above what
     * producers send.
     */
    private static final ParserLimits DEFAULTS =
            new ParserLimits(64 << 20, 8, 100_000, 1_000, 64, 64 << 10, 1 << 20);

    /** Refuses limits that the parser could not keep. */
    public ParserLimits {
        check("maxChunkBytes", maxChunkBytes, MAX_ARRAY_BYTES);
        check("maxDepth", maxDepth, 64);
        check("maxFrames", maxFrames, FrameIndex.MAX_FRAMES);
        check("maxTags", maxTags, 1_000_000);
        check("maxTracks", maxTracks, 10_000);
        check("maxTagBytes", maxTagBytes, 1 << 20);
        check("maxCodecPrivateBytes", maxCodecPrivateBytes, 64 << 20);
    }

    public static ParserLimits defaults() {
        return DEFAULTS;
    }

    public ParserLimits withMaxChunkBytes(int bytes) {
        return new ParserLimits(
                bytes, maxDepth, maxFrames, maxTags, maxTracks, maxTagBytes, maxCodecPrivateBytes);
    }

    private static void check(String name, int value, int highest) {
        if (value < 1 || value > highest) {
            throw new IllegalArgumentException(
                    "%s must be from 1 to %d, not %d".formatted(name, highest, value));
        }
    }
}
