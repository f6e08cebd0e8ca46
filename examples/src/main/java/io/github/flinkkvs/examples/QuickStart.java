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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.examples.quickstart.CheckpointCounter;
import io.github.flinkkvs.examples.quickstart.LiveTable;
import io.github.flinkkvs.examples.quickstart.RecordCameras;
import io.github.flinkkvs.examples.quickstart.Scoreboard;
import io.github.flinkkvs.examples.quickstart.Verdict;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Three synthetic cameras, the emulated service and a Flink job in one JVM: shows what the
 * connector does, and proves at its end that no fragment is missing or doubled.
 */
@Command(
        name = "run-example QuickStart",
        sortOptions = false,
        description = "Reads three synthetic cameras with Flink and writes them to playable files.")
public final class QuickStart {

    private static final List<String> CAMERAS = List.of("front-door", "garage", "garden");
    private static final int CUT_EVERY_ROUNDS = 5;

    @Option(names = "--forever", description = "runs on until Ctrl-C")
    private boolean forever;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            paramLabel = "<n>",
            description = "for how long the cameras are read; 30 by default")
    private int seconds;

    @Option(
            names = "--output",
            defaultValue = "quickstart-output",
            paramLabel = "<folder>",
            description = "the folder for the .mkv files; quickstart-output by default")
    private Path output;

    @Option(
            names = "--prometheus-port",
            paramLabel = "<port>",
            description = "where Prometheus finds Flink's metrics; nowhere by default")
    private Integer prometheusPort;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this")
    @SuppressWarnings("UnusedVariable") // read by the parser
    private boolean help;

    private QuickStart() {}

    /** Runs the quick start. */
    public static void main(String[] args) throws Exception {
        QuickStart quickStart = new QuickStart();
        if (WrongArgumentsException.parse(quickStart, args)) {
            quickStart.run();
        }
    }

    private void run() throws Exception {
        // The emulator takes any credentials, the SDK insists on some.
        System.setProperty("aws.accessKeyId", "quickstart");
        System.setProperty("aws.secretAccessKey", "quickstart");
        try (KvsEmulator emulator = KvsEmulator.start()) {
            for (String camera : CAMERAS) {
                emulator.createStream(camera).addCamera(SyntheticCamera.named(camera));
            }
            StopPosition stop =
                    forever
                            ? StopPosition.never()
                            : StopPosition.serverTimestamp(Instant.now().plusSeconds(seconds));
            int webPort = freePort();
            JobClient job = start(emulator, stop, webPort);
            System.out.printf(
                    "Service emulated at %s, Flink's web page at http://localhost:%d%n"
                            + "Sessions are cut now and then, as the service does every 45"
                            + " minutes.%n%n",
                    emulator.endpoint(), webPort);
            watch(emulator, job, webPort);
            Verdict verdict = Verdict.of(emulator, CAMERAS, stop);
            System.out.println(verdict.text(output, emulator.sessionsOpened()));
            if (!verdict.isFaultless()) {
                throw new IllegalStateException("Fragments are missing or doubled.");
            }
        }
    }

    private JobClient start(KvsEmulator emulator, StopPosition stop, int webPort) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration(webPort));
        env.setParallelism(2);
        KvsMediaSource<MediaFragment> source =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreams(CAMERAS)
                        .setEndpoint(emulator.endpoint().toString())
                        .setRegion("us-east-1")
                        .setStartPosition(StartPosition.earliest())
                        .setStopPosition(stop)
                        .setDeserializer(KvsMediaDeserializationSchema.fragments())
                        .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "Cameras")
                .map(new RecordCameras(output.toString()))
                .name("Playable files")
                .sinkTo(new DiscardingSink<>());
        return env.executeAsync("Quick start");
    }

    private Configuration configuration(int webPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("rest.port", String.valueOf(webPort));
        settings.put("restart-strategy.type", "none");
        settings.put("execution.checkpointing.interval", "1 s");
        if (prometheusPort != null) {
            settings.put(
                    "metrics.reporter.prom.factory.class",
                    "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
            settings.put("metrics.reporter.prom.port", String.valueOf(prometheusPort));
            // Else the stream front-door would be front_door.
            settings.put("metrics.reporter.prom.filterLabelValueCharacters", "false");
        }
        return Configuration.fromMap(settings);
    }

    /** Shows the table and cuts sessions, until the job ends. */
    private static void watch(KvsEmulator emulator, JobClient job, int webPort)
            throws InterruptedException, ExecutionException {
        CheckpointCounter checkpoints = new CheckpointCounter(webPort, job.getJobID().toString());
        LiveTable table = new LiveTable(System.out);
        CompletableFuture<?> end = job.getJobExecutionResult();
        for (int round = 1; ; round++) {
            try {
                end.get(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
                table.show(Scoreboard.snapshot(), checkpoints.completed());
                return;
            } catch (TimeoutException e) {
                table.show(Scoreboard.snapshot(), checkpoints.completed());
            }
            if (round % CUT_EVERY_ROUNDS == 0) {
                String unlucky = CAMERAS.get(round / CUT_EVERY_ROUNDS % CAMERAS.size());
                emulator.stream(unlucky).endSessions(SessionEnd.ABRUPT);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
