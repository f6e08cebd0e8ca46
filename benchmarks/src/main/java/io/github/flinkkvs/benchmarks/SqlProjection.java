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

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * What queries of a table over large fragments cost with and without the payload: CPU time of this
 * process, in which Flink runs, garbage collection and compilation included. The emulator runs in a
 * process of its own, which is not counted.
 */
@Command(
        name = "sql-projection",
        description = "Compares SQL queries with and without the payload, by CPU time.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SqlProjection implements Callable<Integer> {
    private static final String STREAM = "media";
    private static final String METADATA = "camera, number, recorded, received";

    @Option(names = "--fragments", description = "Fragments of the stream.")
    private int fragments = 128;

    @Option(names = "--fragment-mb", description = "How large each is.")
    private int fragmentMegabytes = 8;

    @Option(
            names = "--only",
            split = ",",
            description = "Some of ${COMPLETION-CANDIDATES}; all if not given.")
    private Set<Work> only = EnumSet.allOf(Work.class);

    @Option(names = "--warm-up", description = "Rounds ahead of what is measured.")
    private int warmUp = 2;

    @Option(names = "--rounds", description = "Rounds of which the median is taken.")
    private int rounds = 5;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    /** What is compared, one of each in a round. */
    private enum Work {
        DRAIN("the session's bytes received by the SDK's client and dropped, without Flink"),
        STARTUP("a query of the first fragment: what planning, starting and ending a job costs"),
        METADATA_DISCARDED("metadata into blackhole"),
        FULL_DISCARDED("metadata and payload into blackhole, chained"),
        METADATA_COLLECTED("metadata to the client, as the SQL Client has it"),
        FULL_COLLECTED("metadata and payload to the client"),
        METADATA_WRITTEN("fragment numbers into files, format raw"),
        FULL_WRITTEN("payloads into files, format raw");

        private final String text;

        Work(String text) {
            this.text = text;
        }
    }

    private SqlProjection() {}

    @Override
    public Integer call() throws Exception {
        long megabytes = (long) fragments * fragmentMegabytes;
        Path folder = Files.createTempDirectory("benchmarks");
        try (ChildJvm emulator = EmulatorChild.inFolder("512m", 2 * megabytes, Files.createDirectory(folder.resolve("media")))) {
            emulator.ask("stream " + STREAM);
            long bytes = emulator.askNumber("fill media " + fragments + " " + fragmentMegabytes);
            Map<Work, List<Double>> seconds = new EnumMap<>(Work.class);
            for (int round = -warmUp; round < rounds; round++) {
                for (Work work : only) {
                    double used = measure(work, emulator.ask("endpoint"), bytes, folder);
                    if (round >= 0) {
                        seconds.computeIfAbsent(work, w -> new ArrayList<>()).add(used);
                    }
                }
            }
            report(seconds, bytes);
        } finally {
            TemporaryFiles.delete(folder);
        }
        return 0;
    }

    private double measure(Work work, String endpoint, long bytes, Path folder) throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        System.gc();
        long before = Cpu.nanosOfThisProcess();
        run(work, endpoint, bytes, files);
        long after = Cpu.nanosOfThisProcess();
        TemporaryFiles.delete(files);
        return (after - before) / 1e9;
    }

    private void run(Work work, String endpoint, long bytes, Path files) throws Exception {
        switch (work) {
            case DRAIN -> MediaDrain.drain(aws(endpoint), STREAM, bytes);
            case STARTUP -> insert(endpoint, files, "discarded", "CAST(NULL AS BYTES), " + METADATA + " FROM fragments LIMIT 1 --");
            case METADATA_DISCARDED -> insert(endpoint, files, "discarded", "CAST(NULL AS BYTES), " + METADATA);
            case FULL_DISCARDED -> insert(endpoint, files, "discarded", "media, " + METADATA);
            case METADATA_COLLECTED -> collect(endpoint, files, METADATA);
            case FULL_COLLECTED -> collect(endpoint, files, "media, " + METADATA);
            case METADATA_WRITTEN ->
                    insert(endpoint, files, "written", "ENCODE(number, 'US-ASCII')");
            case FULL_WRITTEN -> insert(endpoint, files, "written", "media");
        }
    }

    private void insert(String endpoint, Path files, String sink, String columns)
            throws Exception {
        session(endpoint, files)
                .executeSql("INSERT INTO " + sink + " SELECT " + columns + " FROM fragments")
                .await();
    }

    private void collect(String endpoint, Path files, String columns) throws Exception {
        int rows = 0;
        try (CloseableIterator<Row> result =
                session(endpoint, files)
                        .executeSql("SELECT " + columns + " FROM fragments")
                        .collect()) {
            while (result.hasNext()) {
                result.next();
                rows++;
            }
        }
        if (rows != fragments) {
            throw new IOException(fragments + " fragments are stored, " + rows + " rows came");
        }
    }

    private static TableEnvironment session(String endpoint, Path files) {
        TableEnvironment session = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        session.getConfig().set("parallelism.default", "1");
        // By default the client takes no row above 2 MB.
        session.getConfig().set("collect-sink.batch-size.max", "64 mb");
        String options = with(aws(endpoint));
        session.executeSql(
                "CREATE TABLE fragments (media BYTES,"
                        + " camera STRING METADATA FROM 'stream-name',"
                        + " number STRING METADATA FROM 'fragment-number',"
                        + " recorded TIMESTAMP_LTZ(3) METADATA FROM 'producer-timestamp',"
                        + " received TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp') WITH ("
                        + "'connector' = 'kvs-media', 'stream' = '"
                        + STREAM
                        + "', 'scan.startup.mode' = 'earliest', 'scan.bounded.mode' = 'now', "
                        + options
                        + ")");
        session.executeSql(
                "CREATE TABLE discarded (media BYTES, camera STRING, number STRING,"
                        + " recorded TIMESTAMP_LTZ(3), received TIMESTAMP_LTZ(3))"
                        + " WITH ('connector' = 'blackhole')");
        session.executeSql(
                "CREATE TABLE written (media BYTES) WITH ('connector' = 'filesystem',"
                        + " 'format' = 'raw', 'path' = '"
                        + files.toUri()
                        + "')");
        return session;
    }

    private static Map<String, String> aws(String endpoint) {
        return Map.of(
                "aws.endpoint", endpoint,
                "aws.region", "us-east-1",
                "aws.credentials.basic.accesskeyid", "test",
                "aws.credentials.basic.secretkey", "test");
    }

    private static String with(Map<String, String> options) {
        List<String> written = new ArrayList<>();
        options.forEach((key, value) -> written.add("'" + key + "' = '" + value + "'"));
        return String.join(", ", written);
    }

    private void report(Map<Work, List<Double>> seconds, long bytes) {
        out.printf(
                "%s cores, Java %s; %d fragments of %d MB, medians of %d rounds after %d%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                fragments,
                fragmentMegabytes,
                rounds,
                warmUp);
        Map<Work, Double> medians = new EnumMap<>(Work.class);
        seconds.forEach((work, all) -> medians.put(work, median(all)));
        medians.forEach(
                (work, median) ->
                        out.printf(
                                "%-18s %5.2f CPU s, %5.2f a GB: %s %s%n",
                                work, median, median * 1e9 / bytes, work.text, seconds.get(work)));
        ratio(medians, Work.METADATA_DISCARDED, Work.FULL_DISCARDED);
        ratio(medians, Work.METADATA_COLLECTED, Work.FULL_COLLECTED);
        ratio(medians, Work.METADATA_WRITTEN, Work.FULL_WRITTEN);
    }

    private void ratio(Map<Work, Double> medians, Work without, Work with) {
        if (!medians.keySet().containsAll(Set.of(Work.DRAIN, Work.STARTUP, without, with))) {
            return;
        }
        double startup = medians.get(Work.STARTUP);
        double drain = medians.get(Work.DRAIN);
        out.printf(
                "%s / %s = %.2f; above startup %.2f, above the drain, too, %.2f%n",
                without,
                with,
                medians.get(without) / medians.get(with),
                (medians.get(without) - startup) / (medians.get(with) - startup),
                (medians.get(without) - startup - drain) / (medians.get(with) - startup - drain));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
