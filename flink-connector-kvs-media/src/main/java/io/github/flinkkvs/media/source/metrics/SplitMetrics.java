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

package io.github.flinkkvs.media.source.metrics;

import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The metrics of one stream in one reader. Counters are written by the fetcher thread alone, but
 * for those of {@link EmittedMetrics}, the bad fragments, and the bytes, which network threads
 * count, too, under the lock of their session; gauges are read by any.
 */
@Internal
public final class SplitMetrics {

    /** What a gauge says before there is anything to say. */
    static final long UNKNOWN = -1;

    private final MetricGroup group;
    private final Clock clock;
    private final FetchLag fetchLag;
    private final EmittedMetrics emitted;
    private final Counter bytes;
    private final Counter sessions;
    private final Counter reconnects;
    private final Counter retries;
    private final Counter throttles;
    private final Counter duplicatesDropped;
    private final Counter chunksDiscarded;
    private final Counter parseErrors;
    private final Counter lostPositions;
    private final Counter possibleGaps;
    private final Map<ReconnectReason, Counter> reconnectsByReason =
            new EnumMap<>(ReconnectReason.class);
    private final Counter badFragments;

    /** The fetcher adds, the task thread subtracts. */
    private final AtomicLong bufferedBytes = new AtomicLong();

    private volatile long sessionOpenedAt = UNKNOWN;

    SplitMetrics(MetricGroup group, FetchLag fetchLag, Clock clock) {
        this.group = group;
        this.clock = clock;
        this.fetchLag = fetchLag;
        emitted = new EmittedMetrics(group);
        bytes = group.counter(MetricNames.BYTES);
        sessions = group.counter(MetricNames.SESSIONS);
        reconnects = group.counter(MetricNames.RECONNECTS);
        retries = group.counter(MetricNames.RETRIES);
        throttles = group.counter(MetricNames.THROTTLES);
        duplicatesDropped = group.counter(MetricNames.DUPLICATES_DROPPED);
        chunksDiscarded = group.counter(MetricNames.CHUNKS_DISCARDED);
        parseErrors = group.counter(MetricNames.PARSE_ERRORS);
        lostPositions = group.counter(MetricNames.LOST_POSITIONS);
        badFragments = group.counter(MetricNames.BAD_FRAGMENTS);
        possibleGaps = group.counter(MetricNames.POSSIBLE_GAPS);
        for (ReconnectReason reason : ReconnectReason.values()) {
            MetricGroup ofReason = group.addGroup(MetricNames.REASON, reason.groupValue());
            reconnectsByReason.put(reason, ofReason.counter(MetricNames.RECONNECTS));
        }
        group.gauge(MetricNames.BUFFERED_BYTES, bufferedBytes::get);
        group.gauge(MetricNames.SESSION_AGE, this::sessionAge);
    }

    private long sessionAge() {
        long openedAt = sessionOpenedAt;
        return openedAt == UNKNOWN ? UNKNOWN : Math.max(0, clock.millis() - openedAt);
    }

    /** The service has accepted a session. */
    public void sessionOpened() {
        sessions.inc();
        sessionOpenedAt = clock.millis();
    }

    /** A session is over, or an attempt to open one, and another one follows. */
    public void reconnects(ReconnectReason reason) {
        reconnects.inc();
        reconnectsByReason.get(reason).inc();
        sessionOver();
    }

    /** A session is over, and no other one follows now. */
    public void sessionOver() {
        sessionOpenedAt = UNKNOWN;
    }

    /** A session was given up for bytes that are no chunk. */
    public void unreadable() {
        parseErrors.inc();
    }

    /** A fragment is complete and waits for the job. */
    public void fetched(MediaFragment fragment) {
        bufferedBytes.addAndGet(fragment.retainedBytes());
        fetchLag.fetched(fragment.producerTimestamp());
    }

    /** A fragment waits no more. Task thread. */
    void taken(MediaFragment fragment) {
        bufferedBytes.addAndGet(-fragment.retainedBytes());
    }

    /** A fragment has gone to the job. Task thread. */
    void emitted(MediaFragment fragment) {
        emitted.emitted(fragment);
    }

    /** Takes the metrics out of all reporters. */
    void release() {
        ReleasableGroup.release(group);
    }

    public Counter bytes() {
        return bytes;
    }

    public Counter sessions() {
        return sessions;
    }

    public Counter reconnects() {
        return reconnects;
    }

    public Counter retries() {
        return retries;
    }

    public Counter throttles() {
        return throttles;
    }

    public Counter duplicatesDropped() {
        return duplicatesDropped;
    }

    public Counter chunksDiscarded() {
        return chunksDiscarded;
    }

    public Counter parseErrors() {
        return parseErrors;
    }

    public Counter lostPositions() {
        return lostPositions;
    }

    public Counter possibleGaps() {
        return possibleGaps;
    }

    public Counter badFragments() {
        return badFragments;
    }
}
