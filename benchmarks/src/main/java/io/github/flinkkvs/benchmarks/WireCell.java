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

package io.github.flinkkvs.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All that was measured with one kind of media and one number of sessions. */
final class WireCell {
    private final MediaKind kind;
    private final int sessions;
    private final Map<Contender, List<WireSample>> bursts = new EnumMap<>(Contender.class);
    private final Map<Contender, WireSample> paced = new EnumMap<>(Contender.class);
    private double emulatorCost;

    WireCell(MediaKind kind, int sessions) {
        this.kind = kind;
        this.sessions = sessions;
    }

    void add(Contender reader, WireSample sample) {
        bursts.computeIfAbsent(reader, r -> new ArrayList<>()).add(sample);
    }

    void addPaced(Contender reader, WireSample sample) {
        paced.put(reader, sample);
    }

    void emulatorCost(double secondsPerGigabyte) {
        emulatorCost = secondsPerGigabyte;
    }

    String name() {
        return kind + " x " + sessions;
    }

    Map<Contender, List<WireSample>> bursts() {
        return bursts;
    }

    double megabytesPerSecond(Contender reader) {
        return median(reader, WireSample::megabytesPerSecond);
    }

    double cost(Contender reader) {
        return median(reader, WireSample::cpuSecondsPerGigabyte);
    }

    private double median(Contender reader, ToDoubleFunction<WireSample> figure) {
        return WireSample.median(bursts.get(reader).stream().mapToDouble(figure).boxed().toList());
    }

    /** The table of it, as text. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s sessions; the emulator's own CPU: %.2f s a GB".formatted(name(), emulatorCost));
        lines.add(
                "%-13s %7s %22s %8s %7s %8s %7s %7s %15s"
                        .formatted(
                                "reader",
                                "MB/s",
                                "CPU s/GB (min to max)",
                                "to drain",
                                "to AWS",
                                "threads",
                                "heap MB",
                                "direct",
                                "p50, p99 in ms"));
        bursts.keySet().forEach(reader -> lines.add(line(reader)));
        return lines;
    }

    private String line(Contender reader) {
        List<WireSample> samples = bursts.get(reader);
        WireSample last = samples.get(samples.size() - 1);
        List<Double> costs =
                samples.stream().map(WireSample::cpuSecondsPerGigabyte).sorted().toList();
        WireSample latency = paced.get(reader);
        return "%-13s %7.0f %6.2f (%5.2f to %5.2f) %8s %7s %8d %7.0f %7.0f %15s"
                .formatted(
                        reader,
                        megabytesPerSecond(reader),
                        cost(reader),
                        costs.get(0),
                        costs.get(costs.size() - 1),
                        ratio(reader, Contender.DRAIN),
                        ratio(reader, Contender.AWS_WORKER),
                        last.threads(),
                        last.heapBytes() / 1e6,
                        last.directBytes() / 1e6,
                        latency == null
                                ? "-"
                                : "%.1f, %.1f"
                                        .formatted(
                                                latency.medianMicros() / 1e3,
                                                latency.p99Micros() / 1e3));
    }

    private String ratio(Contender reader, Contender to) {
        return bursts.containsKey(to) ? "%.2f".formatted(cost(reader) / cost(to)) : "-";
    }

    /** One line for each round and reader. */
    List<String> csv() {
        List<String> lines = new ArrayList<>();
        bursts.forEach(
                (reader, samples) -> {
                    for (int i = 0; i < samples.size(); i++) {
                        lines.add(prefix(reader) + "burst," + i + "," + samples.get(i).toCsv());
                    }
                });
        paced.forEach((reader, sample) -> lines.add(prefix(reader) + "paced,0," + sample.toCsv()));
        return lines;
    }

    private String prefix(Contender reader) {
        return kind + "," + sessions + "," + reader + ",";
    }
}
