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

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.scope.ScopeFormats;
import org.apache.flink.traces.SpanBuilder;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a reporter would know of a reader, with Flink's own groups between the two. */
public final class RecordingMetrics implements MetricRegistry {

    private final SortedMap<String, Metric> present = new TreeMap<>();
    private int registrations;

    /** Makes the group of a reader. */
    public SourceReaderMetricGroup reader(String name) {
        return InternalSourceReaderMetricGroup.mock(new GenericMetricGroup(this, null, name));
    }

    /** Returns the metrics that are registered now, by their full names. */
    public Map<String, Metric> present() {
        return present;
    }

    /** Returns the metrics that are registered now below a group, by the rest of their names. */
    public SortedMap<String, Metric> below(String group) {
        SortedMap<String, Metric> below = new TreeMap<>();
        present.forEach(
                (name, metric) -> {
                    if (name.startsWith(group + ".")) {
                        below.put(name.substring(group.length() + 1), metric);
                    }
                });
        return below;
    }

    int registrations() {
        return registrations;
    }

    /** Returns what a counter or gauge says. */
    public long value(String name) {
        Metric metric = present.get(name);
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Gauge<?> gauge) {
            return (Long) gauge.getValue();
        }
        throw new AssertionError(name + " is none of " + present.keySet());
    }

    @Override
    @SuppressWarnings("rawtypes") // as Flink 1.20 has it
    public void register(Metric metric, String name, AbstractMetricGroup group) {
        if (present.put(group.getMetricIdentifier(name), metric) != null) {
            throw new AssertionError(name + " is registered twice");
        }
        registrations++;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Flink 1.20 has it
    public void unregister(Metric metric, String name, AbstractMetricGroup group) {
        present.remove(group.getMetricIdentifier(name));
    }

    @Override
    public char getDelimiter() {
        return '.';
    }

    @Override
    public int getNumberReporters() {
        return 1;
    }

    @Override
    public void addSpan(SpanBuilder span) {
        throw new UnsupportedOperationException("not needed");
    }

    @Override
    public ScopeFormats getScopeFormats() {
        throw new UnsupportedOperationException("not needed");
    }
}
