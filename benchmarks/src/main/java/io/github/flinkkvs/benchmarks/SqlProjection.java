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
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    private static final String METADATA = "camera, number, recorded, received";
    private static final String ALL = "media, " + METADATA;
    private static final String NO_PAYLOAD = "CAST(NULL AS BYTES), " + METADATA;
    private static final String NUMBER = "ENCODE(number, 'US-ASCII')";

    @Option(names = "--fragments", description = "Fragments of the stream.")
    private int fragments = 128;

    @Option(names = "--fragment-mb", description = "How large each is.")
    private int fragmentMegabytes = 8;

    @Option(names = "--repeat", description = "How often each job reads the stream.")
    private int repeat = 8;

    @Option(names = "--warm-up", description = "Rounds ahead of what is measured.")
    private int warmUp = 1;

    @Option(names = "--rounds", description = "Rounds of which the median is taken.")
    private int rounds = 5;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final Map<Work, List<Double>> seconds = new EnumMap<>(Work.class);

    /** What is compared, one of each in a round. */
    private enum Work {
        DRAIN("", "", "the SDK's client receives and drops the same bytes, without Flink"),
        STARTUP("discarded", ALL, "jobs over a stream of one small fragment: plan, start, end"),
        METADATA_DISCARDED("discarded", NO_PAYLOAD, "INSERT INTO blackhole, without the payload"),
        FULL_DISCARDED("discarded", ALL, "INSERT INTO blackhole, with the payload"),
        METADATA_WRITTEN("written", NUMBER, "INSERT INTO files in format raw, numbers"),
        FULL_WRITTEN("written", "media", "INSERT INTO files in format raw, payloads");

        private final String sink;
        private final String columns;
        private final String text;

        Work(String sink, String columns, String text) {
            this.sink = sink;
            this.columns = columns;
            this.text = text;
        }
    }

    private SqlProjection() {}

    @Override
    public Integer call() throws Exception {
        long megabytes = (long) fragments * fragmentMegabytes;
        Path folder = Files.createTempDirectory("benchmarks");
        Path media = Files.createDirectory(folder.resolve("media"));
        try (ChildJvm emulator = EmulatorChild.inFolder("512m", 2 * megabytes + 100, media)) {
            emulator.ask("stream one");
            emulator.ask("fill one 1 1");
            emulator.ask("stream media");
            long bytes = emulator.askNumber("fill media " + fragments + " " + fragmentMegabytes);
            out.printf(
                    "%s cores, Java %s; %d fragments of %d MB, read %d times by each job%n",
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version(),
                    fragments,
                    fragmentMegabytes,
                    repeat);
            for (int round = -warmUp; round < rounds; round++) {
                runAll(emulator.ask("endpoint"), bytes, folder, round >= 0);
            }
            report(bytes * repeat / 1e9);
        } finally {
            TemporaryFiles.delete(folder);
        }
        return 0;
    }

    private void runAll(String endpoint, long bytes, Path folder, boolean counts) throws Exception {
        for (Work work : Work.values()) {
            Path files = Files.createDirectory(folder.resolve("files"));
            System.gc();
            long before = Cpu.nanosOfThisProcess();
            run(work, endpoint, bytes, files);
            double used = (Cpu.nanosOfThisProcess() - before) / 1e9;
            TemporaryFiles.delete(files);
            out.printf("%s%s %.2f CPU s%n", counts ? "" : "warm-up ", work, used);
            if (counts) {
                seconds.computeIfAbsent(work, w -> new ArrayList<>()).add(used);
            }
        }
    }

    private void run(Work work, String endpoint, long bytes, Path files) throws Exception {
        if (work == Work.DRAIN) {
            for (int i = 0; i < repeat; i++) {
                MediaDrain.drain(aws(endpoint), "media", bytes);
            }
        } else {
            insert(endpoint, work == Work.STARTUP ? "one" : "media", files, work);
        }
    }

    /**
     * Runs one job of so many pipelines, one after the other, each of which has the whole stream.
     */
    private void insert(String endpoint, String stream, Path files, Work work) throws Exception {
        TableEnvironment session = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        session.getConfig().set("parallelism.default", "1");
        session.getConfig().set("table.optimizer.reuse-sub-plan-enabled", "false");
        session.executeSql(source(endpoint, stream));
        session.executeSql(
                "CREATE TABLE discarded (media BYTES, camera STRING, number STRING,"
                        + " recorded TIMESTAMP_LTZ(3), received TIMESTAMP_LTZ(3))"
                        + " WITH ('connector' = 'blackhole')");
        session.executeSql(
                "CREATE TABLE written (media BYTES) WITH ('connector' = 'filesystem',"
                        + " 'format' = 'raw', 'path' = '"
                        + files.toUri()
                        + "')");
        StatementSet statements = session.createStatementSet();
        for (int i = 0; i < repeat; i++) {
            statements.addInsertSql(
                    "INSERT INTO " + work.sink + " SELECT " + work.columns + " FROM fragments");
        }
        statements.execute().await();
    }

    private static String source(String endpoint, String stream) {
        List<String> options = new ArrayList<>();
        aws(endpoint).forEach((key, value) -> options.add("'" + key + "' = '" + value + "'"));
        return "CREATE TABLE fragments (media BYTES,"
                + " camera STRING METADATA FROM 'stream-name',"
                + " number STRING METADATA FROM 'fragment-number',"
                + " recorded TIMESTAMP_LTZ(3) METADATA FROM 'producer-timestamp',"
                + " received TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp')"
                + " WITH ('connector' = 'kvs-media', 'scan.startup.mode' = 'earliest',"
                + " 'scan.bounded.mode' = 'now', 'stream' = '"
                + stream
                + "', "
                + String.join(", ", options)
                + ")";
    }

    private static Map<String, String> aws(String endpoint) {
        return Map.of(
                "aws.endpoint", endpoint,
                "aws.region", "us-east-1",
                "aws.credentials.basic.accesskeyid", "test",
                "aws.credentials.basic.secretkey", "test");
    }

    private void report(double gigabytes) {
        for (Work work : Work.values()) {
            out.printf(
                    "%-18s median %6.2f CPU s, %5.2f a GB: %s%n",
                    work, median(work), median(work) / gigabytes, work.text);
        }
        compare(Work.METADATA_DISCARDED, Work.FULL_DISCARDED);
        compare(Work.METADATA_WRITTEN, Work.FULL_WRITTEN);
    }

    private void compare(Work without, Work with) {
        double startup = median(Work.STARTUP);
        out.printf(
                "%s takes %.2f of %s; %.2f without startup; it cannot take less than %.2f%n",
                without,
                median(without) / median(with),
                with,
                (median(without) - startup) / (median(with) - startup),
                median(Work.DRAIN) / (median(with) - startup));
    }

    private double median(Work work) {
        List<Double> sorted = seconds.get(work).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
