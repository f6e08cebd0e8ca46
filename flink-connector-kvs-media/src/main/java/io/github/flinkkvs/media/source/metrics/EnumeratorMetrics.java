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

import java.time.Clock;
import java.time.Instant;

/**
 * The metrics of the search for streams. Written by the coordinator thread, read by reporters.
 *
 * <p>Flink keeps the group of an enumerator when it makes another one after a failure. Hence {@link
 * #close}, without which reporters would see those of the first for ever.
 */
@Internal
public final class EnumeratorMetrics implements AutoCloseable {

    private final Clock clock;
    private final MetricGroup group;
    private final Counter failures;
    private volatile int streams;
    private volatile Instant lastSuccess = Instant.MIN;

    public EnumeratorMetrics(MetricGroup enumerator, Clock clock) {
        this.clock = clock;
        group = enumerator.addGroup(MetricNames.GROUP);
        failures = group.counter(MetricNames.DISCOVERY_FAILURES);
        group.gauge(MetricNames.DISCOVERED_STREAMS, () -> streams);
        group.gauge(MetricNames.MILLIS_SINCE_LAST_DISCOVERY, this::millisSinceSuccess);
    }

    /** A search has found streams. */
    public void searchSucceeded(int found) {
        streams = found;
        lastSuccess = clock.instant();
    }

    /** A search has failed. */
    public void searchFailed() {
        failures.inc();
    }

    private long millisSinceSuccess() {
        Instant last = lastSuccess;
        return last.equals(Instant.MIN) ? -1 : clock.millis() - last.toEpochMilli();
    }

    @Override
    public void close() {
        ReleasableGroup.release(group);
    }
}
