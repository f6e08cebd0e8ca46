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

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What of one stream went to the job. Written by the task thread alone. */
final class EmittedMetrics {

    private final Counter fragments;
    private final Counter frames;

    private volatile long millisBehindNow = SplitMetrics.UNKNOWN;
    private volatile long producerTimestamp = SplitMetrics.UNKNOWN;
    private volatile long serverTimestamp = SplitMetrics.UNKNOWN;

    EmittedMetrics(MetricGroup group) {
        fragments = group.counter(MetricNames.FRAGMENTS);
        frames = group.counter(MetricNames.FRAMES);
        group.gauge(MetricNames.MILLIS_BEHIND_NOW, () -> millisBehindNow);
        group.gauge(MetricNames.LAST_PRODUCER_TIMESTAMP, () -> producerTimestamp);
        group.gauge(MetricNames.LAST_SERVER_TIMESTAMP, () -> serverTimestamp);
    }

    void emitted(MediaFragment fragment) {
        fragments.inc();
        frames.inc(fragment.frameCount());
        fragment.millisBehindNow().ifPresent(millis -> millisBehindNow = millis);
        producerTimestamp = fragment.producerTimestamp().toEpochMilli();
        serverTimestamp = fragment.serverTimestamp().toEpochMilli();
    }
}
