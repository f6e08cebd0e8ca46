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

import io.github.flinkkvs.emulator.mkv.ClusterSummary;
import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;

/**
 * The bytes of one fragment as its producer sent them, cut where the service puts its own between.
 *
 * <p>The arrays are shared, not copied: a camera's prelude lies in memory once for all fragments.
 */
public final class FragmentMedia {
    private static final long DEFAULT_TIMECODE_SCALE = 1_000_000;

    private final byte[] ebmlHeader;
    private final byte[] prelude;
    private final byte[] cluster;
    private final byte[] interlude;

    /** Media under the emulator's own EBML header. */
    public FragmentMedia(byte[] prelude, byte[] cluster, byte[] interlude) {
        this(MatroskaElements.ebmlHeader(), prelude, cluster, interlude);
    }

    /**
     * Puts the parts together.
     *
     * @param ebmlHeader the producer's own, since the service keeps it
     * @param prelude what goes ahead of the cluster in the segment: Info, Tracks, tags
     * @param cluster one whole cluster element
     * @param interlude what follows the cluster: user tags, cues; may be empty
     */
    public FragmentMedia(byte[] ebmlHeader, byte[] prelude, byte[] cluster, byte[] interlude) {
        this.ebmlHeader = ebmlHeader;
        this.prelude = prelude;
        this.cluster = cluster;
        this.interlude = interlude;
    }

    byte[] ebmlHeader() {
        return ebmlHeader;
    }

    byte[] prelude() {
        return prelude;
    }

    byte[] cluster() {
        return cluster;
    }

    byte[] interlude() {
        return interlude;
    }

    /** Counts the cluster's frames and measures its time. */
    public ClusterSummary summary() {
        EbmlElement element =
                EbmlElement.at(cluster, 0, cluster.length)
                        .filter(e -> e.id() == MatroskaIds.CLUSTER)
                        .orElseThrow(() -> new MalformedMatroskaException("Not a cluster"));
        return ClusterSummary.of(element, timecodeScale());
    }

    private long timecodeScale() {
        int position = 0;
        while (position < prelude.length) {
            EbmlElement element = EbmlElement.at(prelude, position, prelude.length).orElse(null);
            if (element == null) {
                break;
            }
            if (element.id() == MatroskaIds.INFO) {
                return element.child(MatroskaIds.TIMECODE_SCALE)
                        .map(EbmlElement::unsigned)
                        .orElse(DEFAULT_TIMECODE_SCALE);
            }
            position = element.end();
        }
        return DEFAULT_TIMECODE_SCALE;
    }
}
