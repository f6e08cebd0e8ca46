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

package io.github.flinkkvs.media.mkv;

import io.github.flinkkvs.media.model.FrameIndex;

import static io.github.flinkkvs.media.mkv.MatroskaElement.BLOCK_GROUP;
import static io.github.flinkkvs.media.mkv.MatroskaElement.CLUSTER;

/** Reads Info and Cluster elements: where the chunk's frames stand and when they play. */
final class FrameReader implements Section {

    private final ClusterClock clock = new ClusterClock();
    private final BlockParser blocks;

    private boolean hasBlock;
    private boolean referenced;
    private long durationNanos;

    FrameReader(int maxFrames, TrackReader tracks) {
        this.blocks = new BlockParser(maxFrames, clock, tracks);
    }

    /** To be called after each chunk. Lets go of its bytes. */
    void clear() {
        clock.clear();
        blocks.clear();
    }

    FrameIndex frames() {
        return blocks.frames();
    }

    @Override
    public void start(MatroskaElement element) {
        if (element == CLUSTER) {
            clock.startCluster();
        } else if (element == BLOCK_GROUP) {
            hasBlock = false;
            referenced = false;
            durationNanos = FrameIndex.UNKNOWN_DURATION;
        }
    }

    @Override
    public void leaf(MatroskaElement element, Payload payload) throws MalformedException {
        switch (element) {
            case TIMECODE_SCALE -> clock.scale(payload.unsigned());
            case TIMECODE -> clock.timecode(payload.unsigned());
            case SIMPLE_BLOCK -> blocks.simpleBlock(payload);
            case BLOCK -> readBlock(payload);
            case BLOCK_DURATION -> durationNanos = clock.nanos(payload.unsigned());
            case REFERENCE_BLOCK -> referenced = true;
            default -> {}
        }
    }

    @Override
    public void end(MatroskaElement element) throws MalformedException {
        if (element == BLOCK_GROUP && hasBlock) {
            blocks.addFrames(!referenced, durationNanos);
        }
    }

    /** The rest of what tells of the block stands behind it in its group. */
    private void readBlock(Payload block) throws MalformedException {
        if (hasBlock) {
            throw new MalformedException("the group has a block already");
        }
        hasBlock = true;
        blocks.readHeader(block);
    }
}
