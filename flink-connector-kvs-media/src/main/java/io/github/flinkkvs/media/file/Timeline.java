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

import io.github.flinkkvs.media.model.MediaFrame;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the frames of one fragment after the other on one line of milliseconds, on which the times
 * of a track do not fall from a fragment to the next.
 */
final class Timeline {

    private static final int HALF_A_MILLISECOND_IN_NANOS = 500_000;

    private final Instant origin;
    private final Map<Long, Span> lastOfTrack = new HashMap<>();

    /** By how much the producer's clock was set back so far. */
    private long shift;

    Timeline(Instant origin) {
        this.origin = origin;
    }

    /** The times of a fragment's frames, in the order of the frames. */
    long[] place(List<MediaFrame> frames) {
        long[] millis = new long[frames.size()];
        Map<Long, Span> spans = new HashMap<>();
        for (int i = 0; i < millis.length; i++) {
            MediaFrame frame = frames.get(i);
            millis[i] = millis(frame.timestamp()) + shift;
            long end = millis[i] + frame.duration().map(Duration::toMillis).orElse(0L);
            spans.computeIfAbsent(frame.trackNumber(), track -> new Span()).add(millis[i], end);
        }
        long early = spans.entrySet().stream().mapToLong(this::early).max().orElse(0);
        if (early > 0) {
            shift += early;
            for (int i = 0; i < millis.length; i++) {
                millis[i] += early;
            }
            spans.values().forEach(span -> span.move(early));
        }
        lastOfTrack.putAll(spans);
        return millis;
    }

    private long millis(Instant time) {
        return Duration.between(origin, time).plusNanos(HALF_A_MILLISECOND_IN_NANOS).toMillis();
    }

    /** By how much a track's frames come too early; 0 or less if they do not. */
    private long early(Map.Entry<Long, Span> track) {
        Span span = track.getValue();
        Span before = lastOfTrack.get(track.getKey());
        if (before == null) {
            return -span.earliest;
        }
        return span.earliest < before.latest ? before.end() - span.earliest : 0;
    }

    /** What a fragment has of one track. */
    private static final class Span {
        private long earliest = Long.MAX_VALUE;
        private long latest = Long.MIN_VALUE;
        private long knownEnd = Long.MIN_VALUE;
        private int frames;

        void add(long millis, long end) {
            earliest = Math.min(earliest, millis);
            latest = Math.max(latest, millis);
            knownEnd = Math.max(knownEnd, end);
            frames++;
        }

        void move(long millis) {
            earliest += millis;
            latest += millis;
            knownEnd += millis;
        }

        /** When its last frame ends; as long as the others, if nobody told. */
        long end() {
            long step = frames == 1 ? 1 : Math.max(1, (latest - earliest) / (frames - 1));
            return knownEnd > latest ? knownEnd : latest + step;
        }
    }
}
