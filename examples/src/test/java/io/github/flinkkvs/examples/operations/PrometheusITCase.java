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

package io.github.flinkkvs.examples.operations;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.examples.Program;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.position.LostPositionPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Dashboard and alerts on a real Prometheus that scrapes a real job. */
@Timeout(300)
class PrometheusITCase {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(200);

    @TempDir private Path folder;

    @BeforeAll
    static void needsPrometheus() throws InterruptedException {
        assumeTrue(
                Program.isInstalled("prometheus", "--version")
                        && Program.isInstalled("promtool", "--version"),
                "prometheus and promtool are not installed");
    }

    @Test
    void promtoolFindsNothingWrongAndEachAlertFiresForItsFaultOnly() throws Exception {
        Program.run("promtool", "check", "config", OperationsFiles.prometheusConfig().toString());
        Program.run("promtool", "test", "rules", OperationsFiles.alertsTest().toString());
    }

    @Test
    void everyPanelHasDataAndALostPositionIsAlertedOf() throws Exception {
        int metricsPort = Prometheus.freePort();
        try (KvsEmulator emulator = KvsEmulator.start();
                Prometheus prometheus = Prometheus.start(folder, "127.0.0.1:" + metricsPort)) {
            for (String camera : List.of("cam-1", "cam-2")) {
                emulator.createStream(camera)
                        .addCamera(SyntheticCamera.builder(camera).sharedFootage(true).build());
            }
            JobClient job = start(emulator, metricsPort);
            List<String> unanswered = OperationsFiles.dashboardQueries();

            settled(
                    () -> {
                        unanswered.removeIf(prometheus::answers);
                        return unanswered;
                    },
                    List::isEmpty);

            assertThat(unanswered).as("panels without data").isEmpty();
            assertThat(prometheus.firing()).isEmpty();

            emulator.stream("cam-2").inject(Fault.parse("recreate sessions=end"));

            assertThat(settled(prometheus::firing, firing -> !firing.isEmpty()))
                    .containsExactly("KvsPositionLost cam-2");
            job.cancel().get();
        }
    }

    /** Returns what is seen once it is as expected, or after long as it is. */
    private static <T> T settled(Supplier<T> sight, Predicate<T> expected) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        T seen = sight.get();
        while (!expected.test(seen) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            seen = sight.get();
        }
        return seen;
    }

    private static JobClient start(KvsEmulator emulator, int metricsPort) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        2,
                        Configuration.fromMap(
                                Map.of(
                                        "execution.checkpointing.interval",
                                        "1 s",
                                        "metrics.reporter.prom.factory.class",
                                        "org.apache.flink.metrics.prometheus"
                                                + ".PrometheusReporterFactory",
                                        "metrics.reporter.prom.port",
                                        String.valueOf(metricsPort),
                                        "metrics.reporter.prom.filterLabelValueCharacters",
                                        "false")));
        KvsMediaSource<MediaFragment> source =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreamNamePrefix("cam-")
                        .setEndpoint(emulator.endpoint().toString())
                        .setRegion("us-east-1")
                        .setStartPosition(StartPosition.earliest())
                        .setOption(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.EARLIEST)
                        .setOption(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.SKIP)
                        .setDeserializer(KvsMediaDeserializationSchema.fragments())
                        .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "Cameras")
                .sinkTo(new DiscardingSink<>());
        return env.executeAsync("Watched");
    }
}
