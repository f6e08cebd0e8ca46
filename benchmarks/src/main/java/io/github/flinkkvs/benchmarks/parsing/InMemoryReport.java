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

package io.github.flinkkvs.benchmarks.parsing;

import io.github.flinkkvs.benchmarks.parsing.Figures.Figure;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures as a table of medians, and each of them in a file. */
final class InMemoryReport {
    private static final List<Reader> OTHERS =
            List.of(Reader.AWS_METADATA, Reader.FRESH_ARRAYS, Reader.ONE_ARRAY);

    private final Figures figures;

    InMemoryReport(Figures figures) {
        this.figures = figures;
    }

    void print(PrintWriter out) {
        for (SessionMedia media : figures.media()) {
            out.printf(
                    "%n%s%n%-28s %10s %8s %14s %18s%n",
                    media.title(), "", "MB/s", "spread", "fragments/s", "allocated/byte");
            for (Reader reader : figures.readers(media)) {
                out.printf(
                        "%-28s %10.0f %7.0f%% %14.0f %18.3f%n",
                        reader.title(),
                        figures.median(media, reader, Figure::bytesPerSecond) / 1e6,
                        100 * figures.spread(media, reader),
                        figures.median(media, reader, Figure::fragmentsPerSecond),
                        figures.median(media, reader, Figure::allocatedPerByte));
            }
            compare(media, Reader.FRAGMENTS, out);
            compare(media, Reader.FRAGMENTS_OF_PIECES, out);
        }
    }

    private void compare(SessionMedia media, Reader ours, PrintWriter out) {
        List<Reader> readers = figures.readers(media);
        for (Reader other : OTHERS) {
            if (readers.contains(ours) && readers.contains(other)) {
                out.printf(
                        "%s: %.2f times %s%n",
                        ours.title(), figures.ratio(media, ours, other), other.title());
            }
        }
    }

    void writeCsv(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("media,reader,round,bytes_per_second,fragments_per_second,allocated_per_byte");
        for (SessionMedia media : figures.media()) {
            for (Reader reader : figures.readers(media)) {
                addLines(media, reader, lines);
            }
        }
        Files.write(file, lines);
    }

    private void addLines(SessionMedia media, Reader reader, List<String> lines) {
        int round = 0;
        for (Figure figure : figures.of(media, reader)) {
            lines.add(
                    "%s,%s,%d,%.0f,%.1f,%.4f"
                            .formatted(
                                    media.name().toLowerCase(Locale.ROOT),
                                    reader.name().toLowerCase(Locale.ROOT),
                                    ++round,
                                    figure.bytesPerSecond(),
                                    figure.fragmentsPerSecond(),
                                    figure.allocatedPerByte()));
        }
    }
}
