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
import io.github.flinkkvs.media.model.BadFragment;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.deserializer.BadFragments;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Either;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A fragment that no one can read goes to a side output, and the job goes on. */
@Timeout(60)
class BadFragmentITCase {

    private static final Instant BEGIN = Instant.now().minusSeconds(3_600);

    /** A cluster whose only block claims to hold 256 frames, and ends there. */
    private static final byte[] BROKEN_CLUSTER =
            HexFormat.of().parseHex("1f43b6758ae78100a385810000" + "86ff");

    private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            TestingCluster.create(REPORTER.addToConfiguration(new Configuration()));

    @Test
    void badFragmentsGoAsideAndAllOthersStay() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("cam");
            List<String> good = new ArrayList<>();
            List<String> bad = new ArrayList<>();
            SmallMedia media = new SmallMedia(1);
            for (int n = 0; n < 20; n++) {
                Instant arrival = BEGIN.plusSeconds(n);
                if (n % 7 == 3) {
                    bad.add(putBroken(stream, arrival));
                } else {
                    good.add(media.put(stream, arrival, 3_000).number());
                }
            }
            media.put(stream, BEGIN.plusSeconds(1_000), 100);

            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(
                            Configuration.fromMap(Map.of("restart-strategy.type", "disable")));
            env.setParallelism(1);
            SingleOutputStreamOperator<MediaFragment> fragments =
                    BadFragments.aside(
                            env.fromSource(
                                    source(emulator), WatermarkStrategy.noWatermarks(), "streams"));
            CloseableIterator<MediaFragment> main = fragments.collectAsync();
            CloseableIterator<BadFragment> side =
                    fragments.getSideOutput(BadFragments.TAG).collectAsync();
            JobID job = env.executeAsync().getJobID();

            List<String> read = new ArrayList<>();
            main.forEachRemaining(fragment -> read.add(fragment.fragmentNumber().toString()));
            List<String> aside = new ArrayList<>();
            side.forEachRemaining(fragment -> aside.add(fragment.fragmentNumber().toString()));

            assertThat(read).isEqualTo(good);
            assertThat(aside).isEqualTo(bad);
            assertThat(counter(job, "KvsMediaSource.stream.cam.badFragments")).isEqualTo(3);
            assertThat(counter(job, "Source: streams\\.0\\.numRecordsInErrors")).isEqualTo(3);
            Eventually.await(
                    "no session", Duration.ofSeconds(10), () -> emulator.openSessions() == 0);
        }
    }

    private static String putBroken(EmulatedStream stream, Instant arrival) {
        return stream.put(arrival, arrival, new byte[0], BROKEN_CLUSTER, new byte[0]).number();
    }

    private static KvsMediaSource<Either<MediaFragment, BadFragment>> source(KvsEmulator emulator) {
        return KvsMediaSource.<Either<MediaFragment, BadFragment>>builder()
                .setStreams("cam")
                .setEndpoint(emulator.endpoint().toString())
                .setRegion("us-east-1")
                .setStartPosition(StartPosition.earliest())
                .setStopPosition(StopPosition.serverTimestamp(BEGIN.plusSeconds(900)))
                .setDeserializer(BadFragments.beside(KvsMediaDeserializationSchema.fragments()))
                .setOption(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.EMIT)
                .build();
    }

    private static long counter(JobID job, String name) {
        return REPORTER.findMetric(job, name + "$")
                .map(metric -> ((Counter) metric).getCount())
                .orElseThrow(() -> new AssertionError(name));
    }
}
