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
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a camera with a microphone has recorded: a fragment each second, with a key frame, a frame
 * that needs it, and sound. Each key frame tells its camera and second.
 */
final class SmallCamera {

    static final String CODEC = "V_MPEG4/ISO/AVC";
    static final int WIDTH = 64;
    static final int HEIGHT = 48;

    static final int PICTURES = 1;
    static final int SOUND = 2;

    private SmallCamera() {}

    /** Stores so many seconds; the service got each fragment some time after its begin. */
    static void record(EmulatedStream stream, Instant begin, Duration upload, int seconds) {
        for (int second = 0; second < seconds; second++) {
            Instant recorded = begin.plusSeconds(second);
            stream.put(
                    recorded,
                    recorded.plus(upload),
                    prelude(),
                    MatroskaElements.cluster(
                            1_000L * second,
                            List.of(
                                    new SimpleBlock(PICTURES, 0, true, picture(stream, second)),
                                    new SimpleBlock(SOUND, 0, true, bytes("sound")),
                                    new SimpleBlock(PICTURES, 500, false, bytes("delta")))),
                    MatroskaElements.tags(Map.of("second", Integer.toString(second))));
        }
    }

    /** The key frame of a second. */
    static byte[] picture(EmulatedStream stream, int second) {
        return bytes(stream.name() + " in second " + second);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** What precedes each cluster: the two tracks. */
    static byte[] prelude() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MatroskaElements.info("small", 1_000_000));
        bytes.writeBytes(
                MatroskaElements.tracks(
                        List.of(
                                TrackSpec.video(PICTURES, CODEC, WIDTH, HEIGHT),
                                TrackSpec.audio(SOUND, "A_PCM/INT/LIT", 8_000, 1, 16))));
        return bytes.toByteArray();
    }
}
