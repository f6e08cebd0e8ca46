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

package io.github.flinkkvs.emulator.ingest;

import io.github.flinkkvs.emulator.mkv.EbmlWriter;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pieces of producers' documents, made up for tests. */
final class Media {
    private static final int SCALE = 1_000_000;

    private Media() {}

    static byte[] bytes(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(pieces).forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** EBML header, segment of unknown size, Info, and so many video tracks. */
    static byte[] start(int tracks) {
        return bytes(opening(), info(), tracks(tracks));
    }

    static byte[] opening() {
        return bytes(MatroskaElements.ebmlHeader(), MatroskaElements.segmentStart());
    }

    static byte[] info() {
        return MatroskaElements.info("made up", SCALE);
    }

    static byte[] tracks(int count) {
        return MatroskaElements.tracks(
                IntStream.rangeClosed(1, count)
                        .mapToObj(n -> TrackSpec.video(n, "V_MPEG4/ISO/AVC", 64, 48))
                        .toList());
    }

    /** An unknown-size cluster of two blocks of track 1, as the Kinesis SDK sends it. */
    static byte[] cluster(long timecode) {
        return MatroskaElements.cluster(timecode, List.of(block(1, 0), block(1, 500)));
    }

    static byte[] sizedCluster(long timecode) {
        return MatroskaElements.sizedCluster(timecode, List.of(block(1, 0), block(1, 500)));
    }

    static byte[] cluster(long timecode, SimpleBlock... blocks) {
        return MatroskaElements.cluster(timecode, List.of(blocks));
    }

    static SimpleBlock block(int track, int time) {
        return new SimpleBlock(track, time, time == 0, new byte[] {1, 2, 3, 4, (byte) time});
    }

    static byte[] tag(String name, String value) {
        return MatroskaElements.tags(Map.of(name, value));
    }

    static byte[] element(int id, byte[] content) {
        return new EbmlWriter().element(id, content).toByteArray();
    }

    /** The head of an element that claims more than will come. */
    static byte[] head(int id, long size) {
        byte[] empty = new EbmlWriter().element(id, 8, new byte[0]).toByteArray();
        for (int i = 1; i <= 7; i++) {
            empty[empty.length - i] = (byte) (size >>> (8 * (i - 1)));
        }
        return empty;
    }

    static byte[] cues() {
        return element(MatroskaIds.CUES, new byte[] {(byte) 0xBB, (byte) 0x80});
    }
}
