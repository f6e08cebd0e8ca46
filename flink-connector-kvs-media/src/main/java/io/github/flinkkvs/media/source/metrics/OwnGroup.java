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
 * A group of metrics that can be taken away again. Flink's public interface has no way to do so,
 * though all its groups can; where one cannot, its metrics stay.
 */
final class OwnGroup implements AutoCloseable {

    private final MetricGroup group;

    private OwnGroup(MetricGroup group) {
        this.group = group;
    }

    static OwnGroup in(MetricGroup parent, String name) {
        return new OwnGroup(parent.addGroup(name));
    }

    /** A group with a key, which becomes a variable of the metrics' scope. */
    static OwnGroup in(MetricGroup parent, String key, String value) {
        return new OwnGroup(parent.addGroup(key, value));
    }

    MetricGroup get() {
        return group;
    }

    @Override
    public void close() {
        if (group instanceof AbstractMetricGroup<?> closable) {
            closable.close();
        }
    }
}
