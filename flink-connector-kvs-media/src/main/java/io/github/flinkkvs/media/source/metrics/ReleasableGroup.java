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
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * Takes a group of metrics back while the job goes on, which Flink's public interface has no way
 * for. Where its groups are of another class than in Flink 1.20 to 2.3, they stay until the job
 * ends.
 */
final class ReleasableGroup {

    private ReleasableGroup() {}

    /** Takes the group's metrics and those of the groups below it out of all reporters. */
    static void release(MetricGroup group) {
        if (group instanceof AbstractMetricGroup<?> closable) {
            closable.close();
        }
    }
}
