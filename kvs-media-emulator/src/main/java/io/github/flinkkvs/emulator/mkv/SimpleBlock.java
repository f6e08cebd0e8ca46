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

package io.github.flinkkvs.emulator.mkv;

/** One frame of a track, timed relative to its cluster. The bytes are shared, not copied. */
public final class SimpleBlock {
    private static final int KEY_FRAME_FLAG = 0x80;

    private final int track;
    private final int relativeTime;
    private final boolean keyFrame;
    private final byte[] frame;

    /**
     * Describes a block without lacing.
     *
     * @param track 1 to 126, so that its number takes one byte
     * @param relativeTime in units of the timecode scale, a signed 16-bit value
     */
    public SimpleBlock(int track, int relativeTime, boolean keyFrame, byte[] frame) {
        if (track < 1 || track > 126) {
            throw new IllegalArgumentException("Track number must be 1 to 126, not " + track);
        }
        if ((short) relativeTime != relativeTime) {
            throw new IllegalArgumentException(
                    "Block time " + relativeTime + " does not fit 16 bits: begin a new cluster");
        }
        this.track = track;
        this.relativeTime = relativeTime;
        this.keyFrame = keyFrame;
        this.frame = frame;
    }

    void writeTo(EbmlWriter cluster) {
        byte[] content = new byte[4 + frame.length];
        content[0] = (byte) (0x80 | track);
        content[1] = (byte) (relativeTime >> 8);
        content[2] = (byte) relativeTime;
        content[3] = (byte) (keyFrame ? KEY_FRAME_FLAG : 0);
        System.arraycopy(frame, 0, content, 4, frame.length);
        cluster.element(MatroskaIds.SIMPLE_BLOCK, content);
    }
}
