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

import java.time.Duration;
import java.util.Arrays;

/** What the streams of a measurement carry. Its arrays are shared; nobody writes to them. */
@SuppressWarnings("ImmutableEnumChecker")
enum MediaKind {
    /** Two seconds of a usual camera. */
    VIDEO(SampleMedia.of(500_000, 8_000)),
    /** Two seconds of a camera that sends 100 kB/s. */
    LOW_RATE(SampleMedia.of(200_000, 4_000)),
    /** Ten seconds of a camera with much to tell. */
    HIGH_RATE(SampleMedia.of(8_000_000, 130_000)),
    /** A second of both sides of a phone call. */
    CALL(new SampleMedia(16_000, 320, 2));

    private final SampleMedia media;
    private final byte[] prelude;
    private final byte[] clusterBegin;
    private final byte[] clusterEnd;

    MediaKind(SampleMedia media) {
        this.media = media;
        this.prelude = media.prelude();
        byte[] cluster = media.cluster(Duration.ZERO);
        int half = cluster.length / 2;
        this.clusterBegin = Arrays.copyOf(cluster, half);
        this.clusterEnd = Arrays.copyOfRange(cluster, half, cluster.length);
    }

    int framesInEach() {
        return media.frames();
    }

    int bytesInEach() {
        return media.fragmentBytes();
    }

    /** Shared by all fragments, as what they show does not matter. */
    byte[] prelude() {
        return prelude;
    }

    /**
     * Half of the cluster, shared by all fragments. The emulator copies what is larger than 256 KB;
     * had it to copy all video, its collector would hold up the sending, for up to 80 ms each
     * second, and latencies would tell of that.
     */
    byte[] clusterBegin() {
        return clusterBegin;
    }

    /** The other half. */
    byte[] clusterEnd() {
        return clusterEnd;
    }
}
