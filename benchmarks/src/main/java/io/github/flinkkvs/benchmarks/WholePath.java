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
 * What it costs to bring live streams from the wire to an operator: the connector in Flink, beside
 * AWS's worker, and beside clients that drop all they receive.
 *
 * <p>Each reader has a process of its own, in which its sessions stay open; the emulator has one,
 * too, and its computing does not count. In a round each in turn gets the same fragments, all its
 * streams at once. Wall-clock time is shared with the emulator, CPU time is not.
 */
@Command(
        name = "whole-path",
        description = "Compares ways from the wire to an operator, by CPU time a byte.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class WholePath implements Callable<Integer> {

    @Option(names = "--media", split = ",", description = "Of ${COMPLETION-CANDIDATES}.")
    private List<MediaKind> media = List.of(MediaKind.VIDEO, MediaKind.CALL);

    @Option(names = "--sessions", split = ",", description = "Live streams, a session each.")
    private List<Integer> sessions = List.of(8, 256);

    @Option(names = "--readers", split = ",", description = "Of ${COMPLETION-CANDIDATES}.")
    private Set<Contender> readers =
            EnumSet.of(
                    Contender.DRAIN,
                    Contender.CHAINED,
                    Contender.SHUFFLED,
                    Contender.CHAINED_CRT,
                    Contender.AWS_WORKER,
                    Contender.DRAIN_NETTY,
                    Contender.DRAIN_CRT);

    @Option(names = "--full", description = "All media, sessions and readers; takes hours.")
    private boolean full;

    @Option(names = "--megabytes", description = "What each reader gets in a round, or so.")
    private int megabytes = 500;

    @Option(names = "--warm-up", description = "Rounds ahead of what is measured.")
    private int warmUp = 12;

    @Option(names = "--rounds", description = "Rounds of which the median is taken.")
    private int rounds = 5;

    @Option(names = "--paced-seconds", description = "How long latency is measured; 0 for not.")
    private int pacedSeconds = 5;

    @Option(names = "--heap", description = "Megabytes of heap of each reader.")
    private int heap = 1_500;

    @Option(names = "--tls", description = "Speak TLS, with a certificate made for the run.")
    private boolean tls;

    @Option(names = "--out", description = "Where the table, figures.csv and cost.png go.")
    private Path out = Path.of("whole-path");

    private WholePath() {}

    @Override
    public Integer call() throws IOException {
        if (full) {
            media = List.of(MediaKind.values());
            sessions = List.of(1, 8, 64, 256, 1_000);
            readers = EnumSet.allOf(Contender.class);
        }
        Files.createDirectories(out);
        Path folder = Files.createTempDirectory("benchmarks");
        try {
            Path certificate = tls ? folder.resolve("certificate") : null;
            if (tls) {
                SelfSigned.make(certificate);
            }
            measureAll(certificate);
        } finally {
            TemporaryFiles.delete(folder);
        }
        return 0;
    }

    private void measureAll(Path certificate) throws IOException {
        WholePathReport report =
                new WholePathReport(new PrintWriter(System.out, true, StandardCharsets.UTF_8), out);
        report.heading(megabytes, rounds, tls);
        for (MediaKind kind : media) {
            for (int count : sessions) {
                report.add(measure(kind, count, certificate));
            }
        }
        report.write();
    }

    private WireCell measure(MediaKind kind, int count, Path certificate) throws IOException {
        WireCell cell = new WireCell(kind, count);
        int each = Math.max(1, (int) (megabytes * 1_000_000L / count / kind.bytesInEach()));
        long roundBytes = (long) each * count * kind.bytesInEach();
        try (WireBench bench = new WireBench(kind, count, roundBytes, heap, certificate, readers)) {
            for (int round = -warmUp; round < rounds; round++) {
                for (Contender reader : readers) {
                    WireSample sample = bench.burst(reader, each);
                    if (round >= 0) {
                        cell.add(reader, sample);
                    }
                }
            }
            for (Contender reader : readers) {
                if (pacedSeconds > 0 && reader.knowsFragments()) {
                    double half = cell.megabytesPerSecond(reader) / 2;
                    cell.addPaced(reader, bench.paced(reader, half, pacedSeconds));
                }
            }
            cell.emulatorCost(bench.emulatorSecondsPerGigabyte());
        }
        return cell;
    }
}
