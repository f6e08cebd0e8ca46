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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Small media made up for tests: two blocks a second apart in each cluster. */
final class Fixtures {
    private Fixtures() {}

    static byte[] prelude() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MatroskaElements.info("fixture", 1_000_000));
        bytes.writeBytes(
                MatroskaElements.tracks(List.of(TrackSpec.video(1, "V_MPEG4/ISO/AVC", 64, 48))));
        return bytes.toByteArray();
    }

    static SimpleBlock block() {
        return new SimpleBlock(1, 0, true, new byte[10]);
    }

    static byte[] cluster(long timecode, int frameSize) {
        return MatroskaElements.cluster(
                timecode,
                List.of(
                        new SimpleBlock(1, 0, true, new byte[frameSize]),
                        new SimpleBlock(1, 1000, false, new byte[frameSize])));
    }

    /** A fragment of two seconds, taken and arrived at the given times. */
    static StoredFragment put(EmulatedStream stream, Instant producer, Instant server) {
        return put(stream, producer, server, 10);
    }

    static StoredFragment put(
            EmulatedStream stream, Instant producer, Instant server, int frameSize) {
        return stream.put(
                producer,
                server,
                prelude(),
                cluster(0, frameSize),
                MatroskaElements.tags(Map.of("user", "tag")));
    }
}
