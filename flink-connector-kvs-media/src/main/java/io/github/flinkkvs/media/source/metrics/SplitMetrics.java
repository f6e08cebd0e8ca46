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

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of one stream in one reader. Counters are written by the fetcher thread alone, the
 * gauge's value by the task thread alone.
 */
@Internal
public final class SplitMetrics {

    private final MetricGroup group;
    private final Counter reconnects;
    private final Counter duplicatesDropped;
    private final Counter chunksDiscarded;
    private final Counter parseErrors;
    private final Counter lostPositions;

    /** -1 until a fragment has been emitted. */
    private volatile long millisBehindNow = -1;

    SplitMetrics(MetricGroup group) {
        this.group = group;
        reconnects = group.counter(MetricNames.RECONNECTS);
        duplicatesDropped = group.counter(MetricNames.DUPLICATES_DROPPED);
        chunksDiscarded = group.counter(MetricNames.CHUNKS_DISCARDED);
        parseErrors = group.counter(MetricNames.PARSE_ERRORS);
        lostPositions = group.counter(MetricNames.LOST_POSITIONS);
        group.gauge(MetricNames.MILLIS_BEHIND_NOW, () -> millisBehindNow);
    }

    public Counter reconnects() {
        return reconnects;
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

    /** Takes all of them back. */
    void release() {
        ReleasableGroup.release(group);
    }

    /** Notes the service's own figure of the fragment that has just been emitted. */
    public void behindNow(long millis) {
        millisBehindNow = millis;
    }
}
