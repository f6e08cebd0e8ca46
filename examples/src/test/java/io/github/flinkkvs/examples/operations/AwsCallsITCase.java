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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** The calls that docs/operations/permissions.md tells of, counted. */
@Timeout(180)
class AwsCallsITCase {

    private static final List<String> CAMERAS = List.of("cam-1", "cam-2", "cam-3");
    private static final Duration PAST = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final KvsEmulator emulator = KvsEmulator.start();

    @BeforeEach
    void storeThePastOfEachCamera() {
        Instant from = Instant.now().minus(PAST);
        for (String camera : CAMERAS) {
            EmulatedStream stream = emulator.createStream(camera, Map.of("site", "hall"));
            stream.storePast(
                    SyntheticCamera.builder(camera).sharedFootage(true).build(), from, PAST);
        }
        CountedCalls.clear();
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void namedStreamsCostOneLookupEachAndOneCallForEachSession() throws Exception {
        emulator.stream("cam-1").endEachSessionAfterBytes(() -> 200_000, SessionEnd.ABRUPT);

        run(source().setStreams(CAMERAS).setStopPosition(untilNow()));

        assertThat(emulator.sessionsOpened()).isGreaterThan(3 + 2);
        assertThat(CountedCalls.counts())
                .containsOnly(
                        Map.entry("GetDataEndpoint", 3),
                        Map.entry("GetMedia", (int) emulator.sessionsOpened()));
    }

    @Test
    void anEndThatIsNowCostsOneMoreLookupEachAndAPageOfTheArchive() throws Exception {
        run(source().setStreams(CAMERAS).setStopPosition(StopPosition.now()));

        assertThat(CountedCalls.counts())
                .containsOnly(
                        Map.entry("GetDataEndpoint", 3 + 3),
                        Map.entry("ListFragments", 3),
                        Map.entry("GetMedia", 3));
    }

    @Test
    void eachSearchListsAndTagsAreAskedForOnce() throws Exception {
        JobClient job =
                start(
                        source().setStreamNamePrefix("cam-")
                                .setStreamTags(Map.of("site", "hall"))
                                .setOption(
                                        KvsMediaSourceOptions.DISCOVERY_INTERVAL,
                                        Duration.ofMillis(200)));
        while (CountedCalls.of("ListStreams") < 4 || CountedCalls.of("GetMedia") < 3) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        job.cancel().get();

        assertThat(CountedCalls.counts())
                .containsOnlyKeys("ListStreams", "ListTagsForStream", "GetDataEndpoint", "GetMedia")
                .containsEntry("ListTagsForStream", 3)
                .containsEntry("GetDataEndpoint", 3);
    }

    private KvsMediaSourceBuilder<MediaFragment> source() {
        return KvsMediaSource.<MediaFragment>builder()
                .setEndpoint(emulator.endpoint().toString())
                .setRegion("us-east-1")
                .setStartPosition(StartPosition.earliest())
                .setDeserializer(KvsMediaDeserializationSchema.fragments());
    }

    private static StopPosition untilNow() {
        return StopPosition.serverTimestamp(Instant.now());
    }

    private static void run(KvsMediaSourceBuilder<MediaFragment> source) throws Exception {
        start(source).getJobExecutionResult().get();
    }

    private static JobClient start(KvsMediaSourceBuilder<MediaFragment> source) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "Cameras")
                .sinkTo(new DiscardingSink<>());
        return env.executeAsync("Counted");
    }
}
