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

package io.github.flinkkvs.media.decode;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrackType;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.FrameFilter;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Jobs that decode what the emulator's camera shows. */
class DecodingITCase {

    private static final int SECONDS = 6;
    private static final int FRAMES_A_SECOND = 10;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private final KvsEmulator emulator = KvsEmulator.start();
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
    private final EmulatedStream door = emulator.createStream("door");

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void everyFrameOfEveryFragmentBecomesAPicture() throws Exception {
        record();

        List<DecodedFrame> pictures =
                collect(
                        fragments()
                                .process(
                                        new DecodeFragments(
                                                FrameFilter.allFrames(),
                                                PictureSettings.defaults().withMaxWidth(160))));

        assertThat(pictures).hasSize(SECONDS * FRAMES_A_SECOND);
        DecodedFrame second = pictures.get(1);
        assertThat(second.streamName()).isEqualTo("door");
        assertThat(second.trackNumber()).isEqualTo(1);
        assertThat(second.keyFrame()).isFalse();
        assertThat(second.timestamp()).isEqualTo(begin.plusMillis(100));
        assertThat(second.picture().toImage().getWidth()).isEqualTo(160);
        assertThat(second.picture().height()).isEqualTo(120);
    }

    @Test
    void onePictureInTwoSecondsIsOneInTwoSeconds() throws Exception {
        record();

        List<DecodedFrame> pictures =
                collect(
                        fragments()
                                .process(
                                        new DecodeFragments(
                                                FrameFilter.allFrames()
                                                        .oneEvery(Duration.ofSeconds(2)),
                                                PictureSettings.defaults())));

        assertThat(pictures).hasSizeBetween(SECONDS / 2, SECONDS / 2 + 1);
    }

    @Test
    void keyFramesBecomePicturesWithTheirOwnEventTime() throws Exception {
        record();

        DataStream<MediaFrame> frames =
                environment()
                        .fromSource(
                                source(
                                        KvsMediaDeserializationSchema.frames(
                                                FrameFilter.allFrames()
                                                        .ofTrackType(MediaTrackType.VIDEO))),
                                WatermarkStrategy.noWatermarks(),
                                "frames");
        List<DecodedFrame> pictures =
                collect(
                        frames.process(
                                new DecodeKeyFrames(
                                        PictureSettings.defaults().withFormat(PictureFormat.BGR))));

        assertThat(pictures).hasSize(SECONDS).allMatch(DecodedFrame::keyFrame);
        assertThat(pictures)
                .map(DecodedFrame::timestamp)
                .containsExactlyElementsOf(times(begin, SECONDS));
        assertThat(pictures.get(0).picture().data().remaining()).isEqualTo(320 * 240 * 3);
    }

    @Test
    void aDamagedFrameGoesToTheSideAndTheRestGoesOn() throws Exception {
        record();
        putNoise();

        SingleOutputStreamOperator<DecodedFrame> pictures =
                fragments()
                        .process(
                                new DecodeFragments(
                                        FrameFilter.keyFrames(), PictureSettings.defaults()));
        List<String> lost = new ArrayList<>();
        try (CloseableIterator<String> messages =
                pictures.getSideOutput(UndecodableFrame.TAG)
                        .map(UndecodableFrame::message)
                        .executeAndCollect()) {
            messages.forEachRemaining(lost::add);
        }

        assertThat(lost)
                .singleElement()
                .asString()
                .contains("of stream door: ")
                .endsWith("; lost pictures: 1");
    }

    @Test
    void aDamagedFrameFailsTheJobIfItIsToldTo() {
        record();
        putNoise();

        assertThatThrownBy(
                        () ->
                                collect(
                                        fragments()
                                                .process(
                                                        new DecodeFragments(
                                                                FrameFilter.keyFrames(),
                                                                PictureSettings.defaults(),
                                                                DecodeErrorPolicy.FAIL))))
                .hasStackTraceContaining("Cannot decode frame 0 (track 1, V_MPEG4/ISO/AVC");
    }

    private void record() {
        SyntheticCamera camera =
                SyntheticCamera.builder("door")
                        .size(320, 240)
                        .framesPerSecond(FRAMES_A_SECOND)
                        .audio(true)
                        .build();
        door.storePast(camera, begin, Duration.ofSeconds(SECONDS));
    }

    private void putNoise() {
        ByteArrayOutputStream prelude = new ByteArrayOutputStream();
        prelude.writeBytes(MatroskaElements.info("noise", 1_000_000));
        prelude.writeBytes(
                MatroskaElements.tracks(List.of(TrackSpec.video(1, "V_MPEG4/ISO/AVC", 320, 240))));
        door.put(
                begin.plusSeconds(SECONDS),
                begin.plusSeconds(SECONDS),
                prelude.toByteArray(),
                MatroskaElements.cluster(
                        0, List.of(new SimpleBlock(1, 0, true, new byte[] {0, 0, 0, 1, 101, 9}))),
                new byte[0]);
    }

    private static List<Instant> times(Instant from, int seconds) {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            times.add(from.plusSeconds(i));
        }
        return times;
    }

    private DataStream<MediaFragment> fragments() {
        return environment()
                .fromSource(
                        source(KvsMediaDeserializationSchema.fragments()),
                        WatermarkStrategy.noWatermarks(),
                        "fragments");
    }

    /** One that takes no type that Flink would have to guess a serializer for. */
    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        Configuration.fromMap(
                                Map.of(
                                        "pipeline.generic-types", "false",
                                        "restart-strategy.type", "none")));
        environment.setParallelism(1);
        return environment;
    }

    private <T> KvsMediaSource<T> source(KvsMediaDeserializationSchema<T> schema) {
        return KvsMediaSource.<T>builder()
                .setStreams("door")
                .setEndpoint(emulator.endpoint().toString())
                .setRegion("us-east-1")
                .setAwsOption("aws.credentials.basic.accesskeyid", "test")
                .setAwsOption("aws.credentials.basic.secretkey", "very-secret")
                .setStartPosition(StartPosition.earliest())
                .setStopPosition(StopPosition.now())
                .setDeserializer(schema)
                .build();
    }

    /** Through a shuffle, so that pictures are serialized. */
    private static List<DecodedFrame> collect(DataStream<DecodedFrame> pictures) throws Exception {
        List<DecodedFrame> collected = new ArrayList<>();
        try (CloseableIterator<DecodedFrame> results = pictures.rebalance().executeAndCollect()) {
            results.forEachRemaining(collected::add);
        }
        return collected;
    }
}
