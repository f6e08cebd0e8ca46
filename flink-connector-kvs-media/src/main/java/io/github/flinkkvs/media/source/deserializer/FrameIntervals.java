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

package io.github.flinkkvs.media.source.deserializer;

import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.StreamId;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the first frame of each interval, for each track of each stream. Task thread.
 *
 * <p>A fragment alone does not tell whether the one before it had a frame of the same interval, so
 * this remembers; in memory only, since no more than one frame too many of each track hangs on it.
 */
final class FrameIntervals {

    /**
     * Far above what a reader reads at a time, so that only streams are forgotten that it has not
     * read for long.
     */
    static final int MAX_STREAMS = 10_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long lengthMillis;
    private final Map<StreamId, StreamIntervals> streams = new RecentStreams();
    private StreamIntervals stream = new StreamIntervals();
    private FrameIndex index = FrameIndex.builder().build();
    private long originMillis;
    private long originNanos;

    FrameIntervals(Duration length) {
        this.lengthMillis = length.toMillis();
    }

    /** Goes to a fragment. */
    void start(MediaFragment fragment) {
        Instant origin = fragment.producerTimestamp();
        originMillis = origin.toEpochMilli();
        originNanos = origin.get(ChronoField.NANO_OF_SECOND) % NANOS_PER_MILLI;
        index = fragment.index();
        stream = streams.computeIfAbsent(fragment.stream(), id -> new StreamIntervals());
        stream.start(originMillis, fragment.tracks());
    }

    /**
     * Returns whether a frame is the first of its interval in its track, and takes it for that.
     *
     * @param track the track's place in the fragment's list
     */
    boolean isFirst(int track, int frame) {
        return stream.isNew(track, Math.floorDiv(millis(frame), lengthMillis));
    }

    private long millis(int frame) {
        long offset = index.timeOffsetNanos(frame);
        long rest = Math.floorMod(offset, NANOS_PER_MILLI) + originNanos;
        return originMillis + Math.floorDiv(offset, NANOS_PER_MILLI) + rest / NANOS_PER_MILLI;
    }

    /** The streams that were read last. */
    private static final class RecentStreams extends LinkedHashMap<StreamId, StreamIntervals> {

        private static final long serialVersionUID = 1L;

        RecentStreams() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, StreamIntervals> eldest) {
            return size() > MAX_STREAMS;
        }
    }
}
