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

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One source on many live streams that say little each: what it holds must not grow, and nothing
 * may be lost. The emulator runs in a process of its own, with all limits of the service on.
 */
@Command(
        name = "source-fleet",
        description = "Watches what one source on many quiet streams holds.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SourceFleet implements Callable<Integer> {
    private static final double HEAP_TOLERANCE = 0.05;
    private static final int SOCKET_TOLERANCE = 20;

    @Option(names = "--streams", description = "Live streams.")
    private int streams = 1_000;

    @Option(names = "--rate", description = "Fragments a second, of all streams together.")
    private int rate = 4;

    @Option(names = "--warm-up", description = "Seconds ahead of what is measured.")
    private int warmUp = 60;

    @Option(names = "--seconds", description = "How long is measured.")
    private int seconds = 300;

    @Option(names = "--window", description = "Seconds at both ends that are compared.")
    private int window = 60;

    @Option(names = "--sample-every", description = "Seconds between two samples.")
    private int sampleEvery = 10;

    @Option(names = "--parallelism", description = "Readers.")
    private int parallelism = 2;

    @Option(
            names = "--only-whole",
            description = "Succeed if nothing is lost and no call refused, flat or not.")
    private boolean onlyWhole;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final List<Holding> samples = new ArrayList<>();

    private SourceFleet() {}

    @Override
    public Integer call() throws Exception {
        Arrivals.forget();
        try (ChildJvm emulator = new ChildJvm(FleetHost.class, List.of("-Xmx512m"))) {
            emulator.ask("streams " + streams);
            // Flink keeps the last record of each split: let there be one of each from the start.
            emulator.ask("round");
            emulator.ask("produce " + rate);
            JobClient job = start(emulator.ask("endpoint"));
            try {
                watch(emulator);
                return judge(emulator) ? 0 : 1;
            } finally {
                job.cancel().get(30, TimeUnit.SECONDS);
            }
        }
    }

    private JobClient start(String endpoint) throws Exception {
        KvsMediaSource<MediaFragment> source =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreams(
                                IntStream.range(0, streams)
                                        .mapToObj(FleetHost::streamName)
                                        .toList())
                        .setEndpoint(endpoint)
                        .setRegion("us-east-1")
                        .setAwsOption("aws.credentials.basic.accesskeyid", "test")
                        .setAwsOption("aws.credentials.basic.secretkey", "test")
                        .setStartPosition(StartPosition.earliest())
                        .setDeserializer(KvsMediaDeserializationSchema.fragments())
                        .build();
        Configuration config =
                Configuration.fromMap(
                        Map.of(
                                "execution.checkpointing.interval", "10 s",
                                "restart-strategy.type", "disable"));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "fleet")
                .map(new Arrivals())
                .sinkTo(new DiscardingSink<>());
        return env.executeAsync("fleet");
    }

    private void watch(ChildJvm emulator) throws IOException {
        out.printf(
                "%d streams, %d fragments a second in all, %d readers, %s cores, Java %s%n",
                streams,
                rate,
                parallelism,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        awaitSessions(emulator);
        long begin = System.nanoTime();
        long end = (long) warmUp + seconds;
        for (long next = sampleEvery; next <= end; next += sampleEvery) {
            awaitNanoTime(begin + TimeUnit.SECONDS.toNanos(next));
            Holding sample = Holding.now(next);
            samples.add(sample);
            out.printf(
                    "%4d s: %s; %d fragments; of the emulator: %s sessions open, %s opened, %s"
                            + " calls refused%n",
                    next,
                    sample,
                    Arrivals.count(),
                    emulator.ask("sessions"),
                    emulator.ask("opened"),
                    emulator.ask("refused"));
        }
    }

    private void awaitSessions(ChildJvm emulator) throws IOException {
        long begin = System.nanoTime();
        long deadline = begin + TimeUnit.MINUTES.toNanos(5);
        while (emulator.askNumber("sessions") < streams) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Not all streams are being read after 5 minutes");
            }
            awaitNanoTime(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100));
        }
        out.printf(
                "all streams are being read %.1f s after the job was submitted%n",
                (System.nanoTime() - begin) / 1e9);
    }

    private static void awaitNanoTime(long instant) {
        for (long left = instant - System.nanoTime();
                left > 0;
                left = instant - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private boolean judge(ChildJvm emulator) throws IOException {
        Holding first = Holding.median(between(warmUp, (long) warmUp + window));
        Holding last = Holding.median(between((long) warmUp + seconds - window, Long.MAX_VALUE));
        out.printf("first %d s: %s%nlast %d s: %s%n", window, first, window, last);
        Claims flat = new Claims(out::println);
        flat.check("threads are no more", last.threads() <= first.threads());
        flat.check(
                "heap grew by no more than 5 %",
                last.heapBytes() <= first.heapBytes() * (1 + HEAP_TOLERANCE));
        flat.check(
                "sockets are those of the streams and at most 20 more",
                last.sockets() <= streams + SOCKET_TOLERANCE);
        Claims whole = new Claims(out::println);
        long stored = emulator.askNumber("stop");
        whole.check(
                stored + " fragments stored, each came once and in order, by number",
                isWhole(emulator, stored));
        whole.check("the service refused no call", emulator.askNumber("refused") == 0);
        out.println("threads: " + threadsByKind());
        return whole.allHold() && (onlyWhole || flat.allHold());
    }

    private List<Holding> between(long from, long to) {
        return samples.stream()
                .filter(sample -> sample.seconds() > from && sample.seconds() <= to)
                .toList();
    }

    private boolean isWhole(ChildJvm emulator, long stored) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (Arrivals.count() < stored && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        int wrong = 0;
        for (int i = 0; i < streams; i++) {
            String name = FleetHost.streamName(i);
            String arrived = String.join(" ", Arrivals.numbers(name));
            if (!arrived.equals(emulator.ask("numbers " + name))) {
                wrong++;
            }
        }
        return wrong == 0;
    }

    private static Map<String, Long> threadsByKind() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("[#\\d(].*", ""))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }
}
