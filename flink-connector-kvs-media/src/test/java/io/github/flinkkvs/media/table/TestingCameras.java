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

package io.github.flinkkvs.media.table;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Streams of small fragments, one each second, of four frames each: a video track with a key frame
 * and another, and a data track with JSON. The service got each fragment 200 ms after its producer
 * time.
 */
final class TestingCameras {

    static final int FRAMES_EACH = 4;
    static final Duration UPLOAD = Duration.ofMillis(200);

    /** The producer time of each stream's first fragment. */
    final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));

    private final KvsEmulator emulator;

    TestingCameras(KvsEmulator emulator) {
        this.emulator = emulator;
    }

    /**
     * Makes a stream with so many fragments, and one more behind {@link #end}, so that a table that
     * ends there sees at once that it does.
     */
    EmulatedStream record(String name, int fragments) {
        EmulatedStream stream = emulator.createStream(name);
        for (int second = 0; second < fragments; second++) {
            put(stream, second, begin.plusSeconds(second));
        }
        put(stream, -1, end());
        return stream;
    }

    /** Makes a stream with so many fragments, which may get more. */
    EmulatedStream begin(String name, int fragments) {
        return add(emulator.createStream(name), fragments);
    }

    /** Stores so many fragments more, each a second behind the one before. */
    EmulatedStream add(EmulatedStream stream, int fragments) {
        int first = stream.fragments().size();
        for (int second = first; second < first + fragments; second++) {
            put(stream, second, begin.plusSeconds(second));
        }
        return stream;
    }

    /** The same as {@link #record}, of fragments that are one frame of so many bytes. */
    EmulatedStream recordLarge(String name, int fragments, int frameBytes) {
        EmulatedStream stream = emulator.createStream(name);
        for (int second = 0; second < fragments; second++) {
            Instant time = begin.plusSeconds(second);
            SimpleBlock frame = new SimpleBlock(1, 0, true, new byte[frameBytes]);
            byte[] cluster = MatroskaElements.cluster(1_000L * second, List.of(frame));
            stream.put(time, time.plus(UPLOAD), prelude(), cluster, new byte[0]);
        }
        put(stream, -1, end());
        return stream;
    }

    /** Where a table ends that has all fragments. */
    Instant end() {
        return begin.plusSeconds(1_800);
    }

    private static void put(EmulatedStream stream, int second, Instant producerTime) {
        stream.put(
                producerTime,
                producerTime.plus(UPLOAD),
                prelude(),
                MatroskaElements.cluster(
                        1_000L * second + 1_000_000,
                        List.of(
                                new SimpleBlock(1, 0, true, bytes("key-" + second)),
                                new SimpleBlock(2, 0, true, json(stream.name(), second, "a")),
                                new SimpleBlock(1, 500, false, bytes("delta-" + second)),
                                new SimpleBlock(2, 600, true, json(stream.name(), second, "b")))),
                MatroskaElements.tags(Map.of("second", String.valueOf(second))));
    }

    private static byte[] json(String camera, int second, String event) {
        return bytes(
                "{\"camera\":\"%s\",\"second\":%d,\"event\":\"%s\"}"
                        .formatted(camera, second, event));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] prelude() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MatroskaElements.info("small", 1_000_000));
        bytes.writeBytes(
                MatroskaElements.tracks(
                        List.of(
                                TrackSpec.video(1, "V_MPEG4/ISO/AVC", 64, 48)
                                        .withCodecPrivate(new byte[] {1, 2, 3}),
                                TrackSpec.audio(2, "A_PCM/INT/LIT", 8_000, 1, 16)
                                        .named("events"))));
        return bytes.toByteArray();
    }
}
