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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a cluster holds in numbers.
 *
 * @param timecode the cluster's own, in units of the timecode scale
 * @param blocks frames of all tracks, laced frames counted as one
 * @param duration how much time the blocks span, the last one's own length being taken for the mean
 */
public record ClusterSummary(long timecode, int blocks, Duration duration) {

    /** Looks at each block of a cluster. */
    public static ClusterSummary of(EbmlElement cluster, long timecodeScaleNanos) {
        long timecode = 0;
        int blocks = 0;
        Map<Long, int[]> lastAndCountByTrack = new HashMap<>();
        for (EbmlElement child : cluster.children()) {
            if (child.id() == MatroskaIds.TIMECODE) {
                timecode = child.unsigned();
            }
            EbmlElement block =
                    child.id() == MatroskaIds.BLOCK_GROUP
                            ? child.child(MatroskaIds.BLOCK).orElse(child)
                            : child;
            if (block.id() == MatroskaIds.SIMPLE_BLOCK || block.id() == MatroskaIds.BLOCK) {
                blocks++;
                note(block, lastAndCountByTrack);
            }
        }
        long units = lastAndCountByTrack.values().stream().mapToLong(t -> span(t)).max().orElse(0);
        return new ClusterSummary(timecode, blocks, Duration.ofNanos(units * timecodeScaleNanos));
    }

    private static void note(EbmlElement block, Map<Long, int[]> lastAndCountByTrack) {
        byte[] content = block.content();
        int trackLength = Integer.numberOfLeadingZeros(content[0] & 0xFF) - 23;
        long track = content[0];
        int time =
                (short) (((content[trackLength] & 0xFF) << 8) | (content[trackLength + 1] & 0xFF));
        int[] seen = lastAndCountByTrack.computeIfAbsent(track, t -> new int[2]);
        seen[0] = Math.max(seen[0], time);
        seen[1]++;
    }

    private static long span(int[] lastAndCount) {
        int gaps = Math.max(1, lastAndCount[1] - 1);
        return Math.round(lastAndCount[0] * (1 + 1.0 / gaps));
    }
}
