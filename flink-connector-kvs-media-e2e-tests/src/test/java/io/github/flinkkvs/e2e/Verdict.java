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

package io.github.flinkkvs.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares what a job committed with what the streams hold: each fragment once, its bytes right,
 * and per stream in order. Files have no order among each other, so order means that each file is
 * in order and that no two files' ranges of a stream overlap.
 */
public final class Verdict {

    private static final int SHOWN = 5;

    private final Map<String, Integer> problemCounts = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** A stream's fragments in one file, by their places in the stream. */
    private record Range(String file, int first, int last) {}

    private Verdict() {}

    /**
     * Judges.
     *
     * @param stored what each stream holds, in order
     * @param files the lines of each committed file
     * @return what is wrong; nothing if all is well
     */
    public static List<String> on(
            Map<String, List<IndexLine>> stored, Map<String, List<IndexLine>> files) {
        Verdict verdict = new Verdict();
        stored.forEach((stream, lines) -> verdict.judge(stream, lines, files));
        files.forEach(
                (file, lines) ->
                        lines.stream()
                                .filter(line -> !stored.containsKey(line.stream()))
                                .forEach(
                                        line -> verdict.add("of no stream", line + " in " + file)));
        return verdict.result();
    }

    private void judge(String stream, List<IndexLine> stored, Map<String, List<IndexLine>> files) {
        Map<String, Integer> places = new HashMap<>();
        stored.forEach(line -> places.put(line.number(), places.size()));
        int[] times = new int[stored.size()];
        List<Range> ranges = new ArrayList<>();
        files.forEach(
                (file, lines) -> {
                    int first = -1;
                    int last = -1;
                    for (IndexLine line : lines) {
                        Integer place = places.get(line.number());
                        if (!line.stream().equals(stream)) {
                            continue;
                        }
                        if (place == null) {
                            add("never stored", line + " in " + file);
                            continue;
                        }
                        if (!line.equals(stored.get(place))) {
                            add("other bytes", line + " in " + file);
                        }
                        if (place < last) {
                            add("out of order", line + " in " + file);
                        }
                        times[place]++;
                        first = first < 0 ? place : Math.min(first, place);
                        last = Math.max(last, place);
                    }
                    if (first >= 0) {
                        ranges.add(new Range(file, first, last));
                    }
                });
        count(stored, times);
        overlaps(stream, ranges);
    }

    private void count(List<IndexLine> stored, int[] times) {
        for (int place = 0; place < times.length; place++) {
            if (times[place] == 0) {
                add("missing", place + ": " + stored.get(place));
            } else if (times[place] > 1) {
                add("doubled", place + ": " + stored.get(place) + " x " + times[place]);
            }
        }
    }

    private void overlaps(String stream, List<Range> ranges) {
        ranges.sort(Comparator.comparingInt(Range::first));
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).first() <= ranges.get(i - 1).last()) {
                add("overlapping", stream + " " + ranges.get(i - 1) + " and " + ranges.get(i));
            }
        }
    }

    private void add(String kind, String detail) {
        if (problemCounts.merge(kind, 1, Integer::sum) <= SHOWN) {
            problems.add(kind + ": " + detail);
        }
    }

    private List<String> result() {
        List<String> result = new ArrayList<>(problems);
        problemCounts.forEach((kind, count) -> result.add(kind + " in all: " + count));
        return result;
    }

    /** The lines of all committed files of a folder; a leading dot says that one is not. */
    static Map<String, List<IndexLine>> committed(Path folder) throws IOException {
        Map<String, List<IndexLine>> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")) {
                    files.put(
                            name, Files.readAllLines(file).stream().map(IndexLine::parse).toList());
                }
            }
        }
        return files;
    }

    /**
     * How many lines were committed so far. What a job has only seen may be lost with a task, so a
     * test that takes a stream or the job away waits for this.
     */
    static int committedLines(Path folder) {
        try {
            return Files.exists(folder)
                    ? committed(folder).values().stream().mapToInt(List::size).sum()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
