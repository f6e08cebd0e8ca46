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
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Fragments that cost next to nothing: random bytes in well-formed Matroska. */
final class SmallMedia {

    private static final byte[] PRELUDE = prelude();
    private static final int BLOCKS = 3;

    private final Random random;

    SmallMedia(long seed) {
        random = new Random(seed);
    }

    /** Some size between 0.2 and 8 KB, small ones more often. */
    static int anySize(Random random) {
        return 200 + (int) (7_800 * random.nextDouble() * random.nextDouble());
    }

    /** Appends a fragment that arrives now. */
    StoredFragment put(EmulatedStream stream, int mediaBytes) {
        return put(stream, Instant.now(), mediaBytes);
    }

    /** Appends a fragment that arrived at some time, recorded a second before. */
    synchronized StoredFragment put(EmulatedStream stream, Instant arrival, int mediaBytes) {
        List<SimpleBlock> blocks = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            byte[] frame = new byte[mediaBytes / BLOCKS];
            random.nextBytes(frame);
            blocks.add(new SimpleBlock(1, block * 10, block == 0, frame));
        }
        byte[] interlude =
                random.nextBoolean() ? MatroskaElements.tags(Map.of("scene", "7")) : new byte[0];
        return stream.put(
                arrival.minusSeconds(1),
                arrival,
                PRELUDE,
                MatroskaElements.cluster(random.nextInt(1_000_000), blocks),
                interlude);
    }

    /** Appends a fragment of a single frame that arrives now. */
    static StoredFragment putFrame(EmulatedStream stream, byte[] frame) {
        return stream.put(
                Instant.now(),
                PRELUDE,
                MatroskaElements.cluster(0, List.of(new SimpleBlock(1, 0, true, frame))),
                new byte[0]);
    }

    private static byte[] prelude() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MatroskaElements.info("small", 1_000_000));
        bytes.writeBytes(
                MatroskaElements.tracks(List.of(TrackSpec.video(1, "V_MPEG4/ISO/AVC", 64, 48))));
        return bytes.toByteArray();
    }
}
