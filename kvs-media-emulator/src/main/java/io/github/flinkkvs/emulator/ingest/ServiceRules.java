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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What the service demands of the fragments of one upload, see <a
 * href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_PutMedia.html">PutMedia</a>
 * and <a href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/how-meta.html">fragment
 * metadata</a>. Every method refuses what breaks a rule.
 */
final class ServiceRules {
    private static final long MAX_FRAGMENT_BYTES = 50L << 20;
    private static final long MAX_FRAGMENT_NANOS = Duration.ofSeconds(10).toNanos();

    /** Bounds what millions of empty elements would take in memory; the service tells no bound. */
    private static final int MAX_ELEMENTS = 100_000;

    private static final int MAX_TRACKS = 3;
    private static final int MAX_TAGS = 10;
    private static final int MAX_TAG_NAME_BYTES = 128;
    private static final int MAX_TAG_VALUE_BYTES = 256;
    private static final String RESERVED = "AWS";

    /** What the Kinesis SDK itself sends under the reserved prefix. */
    private static final Set<String> SDK_TAGS =
            Set.of(
                    "AWS_KINESISVIDEO_END_OF_FRAGMENT",
                    "AWS_KINESISVIDEO_IMAGE_GENERATION",
                    "AWS_KINESISVIDEO_IMAGE_PREFIX",
                    "AWS_KINESISVIDEO_NOTIFICATION");

    private final Set<Long> tracks = new HashSet<>();
    private final Set<Long> tracksWithFrames = new HashSet<>();
    private long previousTimecode;
    private long scale;
    private int earliest;
    private int latest;
    private long bytes;
    private int elements;
    private int tagCount;

    /** Counts an element that is to come for a fragment, the header's for the first one too. */
    void element(long size) {
        if (++elements > MAX_ELEMENTS) {
            throw new MalformedMatroskaException("A fragment has too many elements");
        }
        bytes += size;
        require(bytes <= MAX_FRAGMENT_BYTES, AckError.MAX_FRAGMENT_SIZE_REACHED);
    }

    void tracks(EbmlElement element) {
        for (EbmlElement entry : element.wholeChildren()) {
            if (entry.id() == MatroskaIds.TRACK_ENTRY && !tracks.add(number(entry))) {
                throw new MalformedMatroskaException("Two tracks have one number");
            }
        }
        require(tracks.size() <= MAX_TRACKS, AckError.MORE_THAN_ALLOWED_TRACKS_FOUND);
    }

    private static long number(EbmlElement entry) {
        return entry.wholeChildren().stream()
                .filter(child -> child.id() == MatroskaIds.TRACK_NUMBER)
                .mapToLong(Headers::unsigned)
                .filter(number -> number != 0)
                .findFirst()
                .orElseThrow(() -> new MalformedMatroskaException("A track has no number"));
    }

    void tags(FragmentTags tags) {
        for (FragmentTags.Item item : tags.items()) {
            if (SDK_TAGS.contains(item.name())) {
                continue;
            }
            tagCount++;
            boolean fine =
                    tagCount <= MAX_TAGS
                            && size(item.name()) <= MAX_TAG_NAME_BYTES
                            && size(item.value()) <= MAX_TAG_VALUE_BYTES
                            && !item.name().startsWith(RESERVED);
            require(fine, AckError.FRAGMENT_METADATA_LIMIT_REACHED);
        }
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    void fragmentBegins(FragmentTime time) {
        if (tracks.isEmpty()) {
            throw new MalformedMatroskaException("No track stands ahead of the first cluster");
        }
        require(
                Long.compareUnsigned(time.timecode(), previousTimecode) >= 0,
                AckError.FRAGMENT_TIMECODE_LESSER_THAN_PREVIOUS);
        previousTimecode = time.timecode();
        scale = time.scale();
        earliest = 0;
        latest = 0;
        tagCount = 0;
        tracksWithFrames.clear();
    }

    void block(BlockTime block) {
        require(tracks.contains(block.track()), AckError.TRACK_NUMBER_MISMATCH);
        tracksWithFrames.add(block.track());
        earliest = Math.min(earliest, block.relativeTime());
        latest = Math.max(latest, block.relativeTime());
        require(
                latest - earliest <= MAX_FRAGMENT_NANOS / scale,
                AckError.MAX_FRAGMENT_DURATION_REACHED);
    }

    void fragmentEnds() {
        require(tracksWithFrames.containsAll(tracks), AckError.FRAMES_MISSING_FOR_TRACK);
        bytes = 0;
        elements = 0;
    }

    private static void require(boolean rule, AckError otherwise) {
        if (!rule) {
            throw new RefusedException(otherwise);
        }
    }
}
