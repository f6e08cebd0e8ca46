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

import org.apache.flink.metrics.MetricGroup;

import java.time.Clock;
import java.time.Instant;

/** Flink's {@code currentFetchEventTimeLag}. Written by the fetcher thread, read by any. */
final class FetchLag {

    private final Clock clock;

    private volatile long millis = SplitMetrics.UNKNOWN;

    FetchLag(MetricGroup reader, Clock clock) {
        this.clock = clock;
        reader.gauge(MetricNames.FETCH_EVENT_TIME_LAG, () -> millis);
    }

    void fetched(Instant eventTime) {
        millis = clock.millis() - eventTime.toEpochMilli();
    }
}
