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

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;

import java.util.List;

/**
 * Which track a block is of, and when.
 *
 * @param relativeTime units of the timecode scale since the cluster's timecode, signed
 */
public record BlockTime(long track, int relativeTime) {
    /** Two bytes of time and one of flags follow the track's number. */
    private static final int BEHIND_TRACK = 3;

    /** Reads the head of a SimpleBlock, or that of the one block of a BlockGroup. */
    static BlockTime of(EbmlElement element) {
        if (element.id() == MatroskaIds.SIMPLE_BLOCK) {
            return read(element.content());
        }
        List<EbmlElement> blocks =
                element.wholeChildren().stream().filter(c -> c.id() == MatroskaIds.BLOCK).toList();
        if (blocks.size() != 1) {
            throw new MalformedMatroskaException("A group holds " + blocks.size() + " blocks");
        }
        return read(blocks.get(0).content());
    }

    private static BlockTime read(byte[] block) {
        int trackLength =
                block.length == 0 ? 9 : Integer.numberOfLeadingZeros(block[0] & 0xFF) - 23;
        if (trackLength > Long.BYTES || block.length < trackLength + BEHIND_TRACK) {
            throw new MalformedMatroskaException("A block has no whole head");
        }
        long track = block[0] & (0xFF >> trackLength);
        for (int i = 1; i < trackLength; i++) {
            track = (track << 8) | (block[i] & 0xFF);
        }
        int time = (short) ((block[trackLength] << 8) | (block[trackLength + 1] & 0xFF));
        return new BlockTime(track, time);
    }
}
