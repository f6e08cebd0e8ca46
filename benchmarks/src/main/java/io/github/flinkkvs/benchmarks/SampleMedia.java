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

package io.github.flinkkvs.benchmarks;

import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Fragments of a wanted size, made of frames of a wanted size.
 *
 * @param fragmentBytes about how large a fragment is
 * @param frameBytes how large each of its frames is
 * @param tracks how many, which have frames in turn
 */
record SampleMedia(int fragmentBytes, int frameBytes, int tracks) {
    private static final long MILLISECOND_IN_NANOS = 1_000_000;

    static SampleMedia of(int fragmentBytes, int frameBytes) {
        return new SampleMedia(fragmentBytes, frameBytes, 1);
    }

    int frames() {
        return Math.max(1, fragmentBytes / frameBytes);
    }

    /** What an upload begins with, up to its first cluster. */
    byte[] header() {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(MatroskaElements.ebmlHeader());
        header.writeBytes(MatroskaElements.segmentStart());
        header.writeBytes(prelude());
        return header.toByteArray();
    }

    /** What stands ahead of a cluster in its segment. */
    byte[] prelude() {
        ByteArrayOutputStream prelude = new ByteArrayOutputStream();
        prelude.writeBytes(MatroskaElements.info("benchmarks", MILLISECOND_IN_NANOS));
        prelude.writeBytes(
                MatroskaElements.tracks(
                        IntStream.rangeClosed(1, tracks)
                                .mapToObj(i -> TrackSpec.video(i, "V_UNCOMPRESSED", 640, 360))
                                .toList()));
        return prelude.toByteArray();
    }

    /** One cluster; nothing of it is shared with another. */
    byte[] cluster(Duration timecode) {
        byte[] head = MatroskaElements.clusterHead(timecode.toMillis());
        byte[] frame = new byte[frameBytes];
        ByteArrayOutputStream cluster = new ByteArrayOutputStream(fragmentBytes + (1 << 16));
        cluster.writeBytes(head);
        for (int i = 0; i < frames(); i++) {
            SimpleBlock block = new SimpleBlock(1 + i % tracks, 0, true, frame);
            cluster.writeBytes(MatroskaElements.block(block));
        }
        return cluster.toByteArray();
    }
}
