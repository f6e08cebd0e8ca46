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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.metrics.MetricNames;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** What is left of a stream's metrics when the stream has ended and the job goes on. */
class MetricsLifetimeITCase {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final InMemoryReporter REPORTER = InMemoryReporter.create();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            TestingCluster.create(REPORTER.addToConfiguration(new Configuration()));

    @Test
    void theMetricsOfAStreamThatHasEndedAreGoneAndThoseOfOthersStay() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream cam = emulator.createStream("cam");
            EmulatedStream gone = emulator.createStream("gone");
            new SmallMedia(1).put(cam, 3_000);
            new SmallMedia(2).put(gone, 3_000);
            JobClient job =
                    new TestingJob(
                                    TestingJob.source(emulator, List.of(cam, gone))
                                            .setStartPosition(StartPosition.earliest())
                                            .setOption(
                                                    KvsMediaSourceOptions.STREAM_NOT_FOUND,
                                                    StreamNotFoundPolicy.FINISH)
                                            .build(),
                                    new Sightings())
                            .parallelism(1)
                            .start();
            Eventually.await(
                    "the metrics of both",
                    LONGEST,
                    () ->
                            names(job, "cam").containsAll(MetricNames.ofStream())
                                    && names(job, "gone").containsAll(MetricNames.ofStream()));

            emulator.deleteStream("gone");

            Eventually.await("no metric of it", LONGEST, () -> names(job, "gone").isEmpty());
            assertThat(names(job, "cam")).containsAll(MetricNames.ofStream());
            job.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static Set<String> names(JobClient job, String stream) {
        String group = MetricNames.GROUP + "." + MetricNames.STREAM + "." + stream + ".";
        return REPORTER.getMetricsByIdentifiers(job.getJobID()).keySet().stream()
                .filter(name -> name.contains(group))
                .map(name -> name.substring(name.indexOf(group) + group.length()))
                .collect(Collectors.toSet());
    }
}
