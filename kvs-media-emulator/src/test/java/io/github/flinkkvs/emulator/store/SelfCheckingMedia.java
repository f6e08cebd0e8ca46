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

package io.github.flinkkvs.emulator.store;

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Media of one frame whose first bytes tell what all the others must be. */
final class SelfCheckingMedia {
    private static final int BLOCK_HEAD = 4;

    private SelfCheckingMedia() {}

    static FragmentMedia of(long seed, int frameSize) {
        SimpleBlock block = new SimpleBlock(1, 0, true, frame(seed, frameSize));
        byte[] cluster = MatroskaElements.cluster(0, List.of(block));
        return new FragmentMedia(new byte[0], cluster, new byte[0]);
    }

    /** Whether a chunk holds its media, whole and unchanged. */
    static boolean isIn(byte[] chunk) {
        EbmlElement header = EbmlElement.at(chunk, 0, chunk.length).orElseThrow();
        EbmlElement segment = EbmlElement.at(chunk, header.end(), chunk.length).orElseThrow();
        byte[] frame =
                segment.child(MatroskaIds.CLUSTER)
                        .flatMap(cluster -> cluster.child(MatroskaIds.SIMPLE_BLOCK))
                        .map(block -> block.content())
                        .map(content -> Arrays.copyOfRange(content, BLOCK_HEAD, content.length))
                        .orElseThrow();
        return Arrays.equals(frame, frame(ByteBuffer.wrap(frame).getLong(), frame.length));
    }

    private static byte[] frame(long seed, int size) {
        byte[] frame = new byte[size];
        new Random(seed).nextBytes(frame);
        ByteBuffer.wrap(frame).putLong(seed);
        return frame;
    }
}
