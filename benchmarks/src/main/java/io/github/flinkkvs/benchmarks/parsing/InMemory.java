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

import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * How fast fragments are made of bytes that are in memory, beside other parsers and a mere copy.
 * Each reader runs in a JVM of its own, one after the other, and all of them again in each round:
 * what disturbs the machine disturbs all.
 */
@Command(
        name = "in-memory",
        description = "Compares parsers on bytes in memory: the connector, AWS's, jebml, a copy.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class InMemory implements Callable<Integer> {

    @Option(
            names = "--media",
            split = ",",
            description = "What is read, of ${COMPLETION-CANDIDATES}.")
    private Set<SessionMedia> media = EnumSet.allOf(SessionMedia.class);

    @Option(
            names = "--readers",
            split = ",",
            description = "Who reads it, of ${COMPLETION-CANDIDATES}.")
    private Set<Reader> readers = EnumSet.allOf(Reader.class);

    @Option(names = "--rounds", description = "Rounds of which the median is taken.")
    private int rounds = 5;

    @Option(
            names = "--iterations",
            description = "How often a reader is measured in a round, and before that warmed up.")
    private int iterations = 3;

    @Option(names = "--iteration-ms", description = "How long each time.")
    private int iterationMillis = 500;

    @Option(names = "--jvm", description = "What the readers' JVMs are started with.")
    private List<String> jvm = List.of("-Xms1500m", "-Xmx1500m", "-XX:G1HeapRegionSize=2m");

    @Option(names = "--output", description = "The folder of the CSV file and the plot.")
    private Path output = Path.of("in-memory");

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    private InMemory() {}

    @Override
    public Integer call() throws RunnerException, IOException {
        out.printf(
                "%s cores, Java %s; %d rounds%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), rounds);
        ForkedRun run = new ForkedRun(iterations, TimeValue.milliseconds(iterationMillis), jvm);
        Figures figures = new Figures();
        for (int round = 1; round <= rounds; round++) {
            for (SessionMedia kind : media) {
                measureAll(round, kind, run, figures);
            }
        }
        InMemoryReport report = new InMemoryReport(figures);
        report.print(out);
        Files.createDirectories(output);
        report.writeCsv(output.resolve("in-memory.csv"));
        new InMemoryPlot(figures).write(output.resolve("in-memory.png"));
        return 0;
    }

    private void measureAll(int round, SessionMedia kind, ForkedRun run, Figures figures)
            throws RunnerException {
        for (Reader reader : readers) {
            Figure figure = run.measure(kind, reader);
            figures.add(kind, reader, figure);
            out.printf(
                    "round %d, %s, %s: %.0f MB/s%n",
                    round, kind.title(), reader.title(), figure.bytesPerSecond() / 1e6);
        }
    }
}
