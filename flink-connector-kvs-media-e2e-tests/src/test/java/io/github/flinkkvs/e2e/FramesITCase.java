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
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames go through a shuffle and lie in state while tasks fail and are restored: each comes once,
 * in order, with its own bytes and its own time.
 */
class FramesITCase {

    private static final int STREAMS = 3;
    private static final int STORED_SECONDS = 50;
    private static final int WANTED_FAILURES = 4;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final long seed = Long.getLong("kvs.seed", new Random().nextInt());
    private final Random random = new Random(seed);
    private final KvsEmulator emulator =
            KvsEmulator.builder().seed(seed).limits(ServiceLimits.none()).start();
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(1));
    private final Instant stop = begin.plus(Duration.ofHours(2));
    private final Map<String, List<String>> stored = new TreeMap<>();

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void eachFrameComesOnceWithItsBytesWhateverFails() throws Exception {
        List<EmulatedStream> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(emulator.createStream("cam-" + i));
        }
        int second = 0;
        while (second < STORED_SECONDS) {
            record(streams, second++);
        }
        HeldFrame held = new HeldFrame(WANTED_FAILURES);
        try (CloseableIterator<String> lines = start(streams, held)) {
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (held.failures() < WANTED_FAILURES && System.nanoTime() < deadline) {
                record(streams, second++);
                Eventually.pause();
            }
            for (EmulatedStream stream : streams) {
                new SmallMedia(seed).put(stream, stop, 100);
            }
            Map<String, List<String>> read = new TreeMap<>();
            lines.forEachRemaining(line -> add(read, line));

            System.out.printf(
                    "FramesITCase: %d fragments of each stream, %d failures, seed %d%n",
                    second, held.failures(), seed);
            assertThat(read).as("seed " + seed).isEqualTo(stored);
            assertThat(held.failures()).isEqualTo(WANTED_FAILURES);
        }
        Leftovers.assertNone(emulator);
    }

    private CloseableIterator<String> start(List<EmulatedStream> streams, HeldFrame held)
            throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        Configuration.fromMap(
                                Map.of(
                                        "execution.checkpointing.interval", "30 ms",
                                        "restart-strategy.type", "fixed-delay",
                                        "restart-strategy.fixed-delay.attempts", "100",
                                        "restart-strategy.fixed-delay.delay", "10 ms")));
        env.setParallelism(3);
        KvsMediaSource<MediaFrame> source =
                KvsMediaSource.<MediaFrame>builder()
                        .setStreams(streams.stream().map(EmulatedStream::name).toList())
                        .setEndpoint(emulator.endpoint().toString())
                        .setRegion("us-east-1")
                        .setStartPosition(StartPosition.earliest())
                        .setStopPosition(StopPosition.serverTimestamp(stop))
                        .setDeserializer(KvsMediaDeserializationSchema.frames())
                        .build();
        CloseableIterator<String> lines =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "frames")
                        .keyBy(frame -> frame.streamName() + "/" + frame.trackNumber())
                        .process(held)
                        .collectAsync();
        env.executeAsync();
        return lines;
    }

    /** Stores a second of each stream: two pictures and two pieces of sound. */
    private void record(List<EmulatedStream> streams, int second) {
        Instant recorded = begin.plusSeconds(second);
        for (EmulatedStream stream : streams) {
            List<Frame> frames =
                    List.of(
                            new Frame(SmallCamera.PICTURES, 0, true, anyBytes()),
                            new Frame(SmallCamera.SOUND, 0, true, anyBytes()),
                            new Frame(SmallCamera.PICTURES, 500, false, anyBytes()),
                            new Frame(SmallCamera.SOUND, 480, true, anyBytes()));
            List<SimpleBlock> blocks = frames.stream().map(Frame::block).toList();
            byte[] cluster = MatroskaElements.cluster(1_000L * second, blocks);
            String number =
                    stream.put(recorded, recorded, SmallCamera.prelude(), cluster, new byte[0])
                            .number();
            for (int i = 0; i < frames.size(); i++) {
                add(stored, frames.get(i).line(stream.name(), number, i, recorded));
            }
        }
    }

    private ByteBuffer anyBytes() {
        byte[] bytes = new byte[1 + random.nextInt(3_000)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** By stream and track, in which frames are in order. */
    private static void add(Map<String, List<String>> lines, String line) {
        String key = line.substring(0, line.indexOf(' '));
        lines.computeIfAbsent(key, k -> new ArrayList<>()).add(line);
    }

    /** A frame as it is stored, its time in milliseconds behind its fragment's. */
    private record Frame(int track, int offset, boolean keyFrame, ByteBuffer data) {

        SimpleBlock block() {
            byte[] bytes = new byte[data.remaining()];
            data.duplicate().get(bytes);
            return new SimpleBlock(track, offset, keyFrame, bytes);
        }

        String line(String stream, String number, int index, Instant fragment) {
            return HeldFrame.line(
                    stream + "/" + track + " " + number + "/" + index,
                    fragment.plusMillis(offset).toEpochMilli(),
                    keyFrame,
                    data.duplicate());
        }
    }
}
