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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what a job committed with what was stored: each fragment once, its bytes right, and per
 * stream in order. Files have no order among each other, so order means that each file is in order
 * and that no two files' ranges of a stream overlap. Not thread-safe.
 */
final class SoakVerdict {
    private final Map<String, Stored> streams = new HashMap<>();
    private long missing;
    private long doubled;
    private long outOfOrder;
    private long wrongBytes;
    private long unknown;

    /** A stream's fragments in one file, by their places in the stream. */
    private record Range(int first, int last) {}

    /** What is known of a stream. */
    private static final class Stored {
        final List<String> digests = new ArrayList<>();
        final Map<String, Integer> places = new HashMap<>();
        final Map<Integer, Integer> times = new HashMap<>();
        final List<Range> ranges = new ArrayList<>();
    }

    private SoakVerdict() {}

    /** Judges by a file of what was stored, in order, and the files of what was committed. */
    static SoakVerdict on(Path ledger, List<Path> files) throws IOException {
        SoakVerdict verdict = new SoakVerdict();
        for (String line : Files.readAllLines(ledger)) {
            IndexLine stored = IndexLine.parse(line);
            Stored stream = verdict.streams.computeIfAbsent(stored.stream(), name -> new Stored());
            stream.places.put(stored.number(), stream.digests.size());
            stream.digests.add(stored.digest());
        }
        for (Path file : files) {
            verdict.judge(Files.readAllLines(file).stream().map(IndexLine::parse).toList());
        }
        verdict.streams.values().forEach(verdict::conclude);
        return verdict;
    }

    private void judge(List<IndexLine> lines) {
        Map<String, Range> ranges = new HashMap<>();
        for (IndexLine line : lines) {
            Stored stream = streams.getOrDefault(line.stream(), new Stored());
            Integer place = stream.places.get(line.number());
            if (place == null) {
                unknown++;
                continue;
            }
            if (!stream.digests.get(place).equals(line.digest())) {
                wrongBytes++;
            }
            stream.times.merge(place, 1, Integer::sum);
            Range before = ranges.getOrDefault(line.stream(), new Range(place, -1));
            if (place < before.last()) {
                outOfOrder++;
            }
            ranges.put(
                    line.stream(),
                    new Range(Math.min(before.first(), place), Math.max(before.last(), place)));
        }
        ranges.forEach((stream, range) -> streams.get(stream).ranges.add(range));
    }

    private void conclude(Stored stream) {
        missing += stream.digests.size() - stream.times.size();
        doubled += stream.times.values().stream().filter(times -> times > 1).count();
        stream.ranges.sort(Comparator.comparingInt(Range::first));
        for (int i = 1; i < stream.ranges.size(); i++) {
            if (stream.ranges.get(i).first() <= stream.ranges.get(i - 1).last()) {
                outOfOrder++;
            }
        }
    }

    boolean isClean() {
        return missing + doubled + outOfOrder + wrongBytes + unknown == 0;
    }

    @Override
    public String toString() {
        return String.format(
                "%d missing, %d doubled, %d out of order, %d with wrong bytes, %d never stored",
                missing, doubled, outOfOrder, wrongBytes, unknown);
    }
}
