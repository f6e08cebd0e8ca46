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

package io.github.flinkkvs.emulator.media;

import io.github.flinkkvs.emulator.mkv.ClusterSummary;
import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.mkv.TagList;
import io.github.flinkkvs.emulator.store.FragmentLog;
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Splits the bytes of a GetMedia response into its chunks, each of which becomes a fragment under
 * the number and times that the real service gave it.
 */
public final class CaptureReplay {
    private static final long DEFAULT_TIMECODE_SCALE = 1_000_000;

    private final byte[] capture;

    public CaptureReplay(byte[] capture) {
        this.capture = capture;
    }

    /** Appends every whole chunk, and the last one as a cut chunk if its trailer is missing. */
    public void appendTo(FragmentLog log) {
        int start = 0;
        while (start < capture.length) {
            start = appendChunk(start, log);
        }
    }

    private int appendChunk(int start, FragmentLog log) {
        Map<String, String> tags = new HashMap<>();
        ClusterSummary summary = null;
        long scale = DEFAULT_TIMECODE_SCALE;
        int position = afterSegmentStart(start);
        while (position < capture.length) {
            Optional<EbmlElement> read = EbmlElement.at(capture, position, capture.length);
            if (read.isEmpty() || read.get().id() == MatroskaIds.EBML) {
                position = read.isEmpty() ? capture.length : position;
                break;
            }
            EbmlElement element = read.get();
            position = element.end();
            switch (element.id()) {
                case MatroskaIds.TAGS -> tags.putAll(TagList.of(element));
                case MatroskaIds.INFO -> scale = scaleOf(element);
                case MatroskaIds.CLUSTER -> summary = ClusterSummary.of(element, scale);
                default -> {}
            }
        }
        byte[] chunk = Arrays.copyOfRange(capture, start, position);
        if (tags.containsKey(ServiceTags.CONTINUATION_TOKEN) && summary != null) {
            log.append(fragment(tags, summary, chunk));
        } else {
            log.appendCut(chunk);
        }
        return position;
    }

    private int afterSegmentStart(int start) {
        EbmlElement header = EbmlElement.at(capture, start, capture.length).orElse(null);
        if (header == null || header.cut()) {
            return capture.length;
        }
        if (header.id() != MatroskaIds.EBML) {
            throw new MalformedMatroskaException(
                    "No chunk starts at byte " + start + " of the capture");
        }
        return EbmlElement.at(capture, header.end(), capture.length)
                .map(EbmlElement::dataStart)
                .orElse(capture.length);
    }

    private static long scaleOf(EbmlElement info) {
        return info.child(MatroskaIds.TIMECODE_SCALE)
                .map(EbmlElement::unsigned)
                .orElse(DEFAULT_TIMECODE_SCALE);
    }

    private static StoredFragment fragment(
            Map<String, String> tags, ClusterSummary summary, byte[] chunk) {
        return StoredFragment.captured(
                tags.get(ServiceTags.FRAGMENT_NUMBER),
                instant(tags.get(ServiceTags.PRODUCER_TIMESTAMP)),
                instant(tags.get(ServiceTags.SERVER_TIMESTAMP)),
                summary,
                chunk);
    }

    private static Instant instant(String seconds) {
        return Instant.ofEpochMilli(new BigDecimal(seconds).movePointRight(3).longValue());
    }
}
