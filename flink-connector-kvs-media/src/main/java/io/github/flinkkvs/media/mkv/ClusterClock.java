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

/**
 * Turns the times of blocks into times relative to the fragment's producer timestamp, which is the
 * time of its first cluster: the timecode of that cluster is the producer's own and is not added.
 */
final class ClusterClock {

    private static final long DEFAULT_SCALE = 1_000_000;
    private static final long NONE = -1;

    private long nanosPerUnit = DEFAULT_SCALE;
    private int clusters;
    private long firstTimecode = NONE;
    private long timecode = NONE;

    /** To be called between chunks. */
    void clear() {
        nanosPerUnit = DEFAULT_SCALE;
        clusters = 0;
        firstTimecode = NONE;
        timecode = NONE;
    }

    void scale(long nanos) throws MalformedException {
        if (nanos == 0) {
            throw new MalformedException("the timecode scale is 0");
        }
        nanosPerUnit = nanos;
    }

    void startCluster() {
        clusters++;
        timecode = NONE;
    }

    void timecode(long units) {
        timecode = units;
        if (clusters == 1) {
            firstTimecode = units;
        }
    }

    /** The time of a block that stands {@code units} after its cluster. */
    long offsetNanos(int units) throws MalformedException {
        return clusters <= 1 ? nanos(units) : nanos(sinceFirstCluster(), units);
    }

    long nanos(long units) throws MalformedException {
        return nanos(units, 0);
    }

    private long sinceFirstCluster() throws MalformedException {
        if (timecode == NONE || firstTimecode == NONE) {
            throw new MalformedException(
                    "a further cluster of the chunk has no timecode to relate");
        }
        return timecode - firstTimecode;
    }

    private long nanos(long units, int more) throws MalformedException {
        try {
            return Math.multiplyExact(Math.addExact(units, more), nanosPerUnit);
        } catch (ArithmeticException e) {
            throw new MalformedException(
                    "a time of %d units of %d ns exceeds 64 bits".formatted(units, nanosPerUnit));
        }
    }
}
