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

package io.github.flinkkvs.emulator.mkv;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a look over one chunk's top elements finds.
 *
 * @param end where the chunk ends: at the next EBML header or with the bytes
 * @param trailerStart where the service's trailer starts, or {@code end} if there is none
 * @param tags all tags of the chunk; of equal names the last one counts
 * @param summary of its cluster; nothing if it has none
 */
public record ChunkScan(
        int end, int trailerStart, Map<String, String> tags, Optional<ClusterSummary> summary) {
    private static final long DEFAULT_TIMECODE_SCALE = 1_000_000;

    /**
     * Looks over the chunk that starts at an offset.
     *
     * @throws MalformedMatroskaException if no chunk starts there
     */
    public static ChunkScan at(byte[] bytes, int start) {
        Map<String, String> tags = new HashMap<>();
        Optional<ClusterSummary> summary = Optional.empty();
        long scale = DEFAULT_TIMECODE_SCALE;
        int trailer = -1;
        int position = afterSegmentStart(bytes, start);
        while (position < bytes.length) {
            EbmlElement element = EbmlElement.at(bytes, position, bytes.length).orElse(null);
            if (element == null) {
                position = bytes.length;
                break;
            }
            if (element.id() == MatroskaIds.EBML) {
                break;
            }
            position = element.end();
            switch (element.id()) {
                case MatroskaIds.TAGS -> {
                    Map<String, String> found = TagList.of(element);
                    tags.putAll(found);
                    boolean last = found.containsKey(ServiceTags.CONTINUATION_TOKEN);
                    trailer = last ? element.start() : trailer;
                }
                case MatroskaIds.INFO -> scale = timecodeScale(element);
                case MatroskaIds.CLUSTER ->
                        summary = Optional.of(ClusterSummary.of(element, scale));
                default -> {}
            }
        }
        return new ChunkScan(position, trailer < 0 ? position : trailer, tags, summary);
    }

    /** The nanoseconds of one unit of time, as an Info element says or by default. */
    public static long timecodeScale(EbmlElement info) {
        return info.child(MatroskaIds.TIMECODE_SCALE)
                .map(EbmlElement::unsigned)
                .orElse(DEFAULT_TIMECODE_SCALE);
    }

    private static int afterSegmentStart(byte[] bytes, int start) {
        EbmlElement header = EbmlElement.at(bytes, start, bytes.length).orElse(null);
        if (header == null || header.cut()) {
            return bytes.length;
        }
        if (header.id() != MatroskaIds.EBML) {
            throw new MalformedMatroskaException("No chunk starts at byte " + start);
        }
        return EbmlElement.at(bytes, header.end(), bytes.length)
                .map(EbmlElement::dataStart)
                .orElse(bytes.length);
    }
}
