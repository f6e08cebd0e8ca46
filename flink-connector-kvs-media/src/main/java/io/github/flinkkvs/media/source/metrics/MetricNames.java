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

package io.github.flinkkvs.media.source.metrics;

import org.apache.flink.annotation.PublicEvolving;

import java.util.List;

/** Every metric of the source that is not Flink's own, named once. */
@PublicEvolving
public final class MetricNames {

    /** The group of all of them, in the operator's group. */
    public static final String GROUP = "KvsMediaSource";

    /** The key of a stream's group; its value is the stream's name. */
    public static final String STREAM = "stream";

    /** How far behind the newest data the last emitted fragment was when it was sent, in ms. */
    public static final String MILLIS_BEHIND_NOW = "millisBehindNow";

    /** Sessions that ended, planned or not, and attempts that failed: another one follows each. */
    public static final String RECONNECTS = "reconnects";

    /** Fragments that came again after a reconnect and were dropped. */
    public static final String DUPLICATES_DROPPED = "duplicatesDropped";

    /** Chunks that were cut before their trailer; they are read again. */
    public static final String CHUNKS_DISCARDED = "chunksDiscarded";

    /** Sessions that were given up for bytes that are no chunk. */
    public static final String PARSE_ERRORS = "parseErrors";

    /** Positions that the service could not serve any more. */
    public static final String LOST_POSITIONS = "lostPositions";

    /** Streams that the last search found. */
    public static final String DISCOVERED_STREAMS = "discoveredStreams";

    /** Searches for streams that failed. */
    public static final String DISCOVERY_FAILURES = "discoveryFailures";

    /** How long ago a search for streams succeeded, in ms. */
    public static final String MILLIS_SINCE_LAST_DISCOVERY = "millisSinceLastDiscovery";

    private MetricNames() {}

    /** Returns the names of all metrics of the enumerator. */
    public static List<String> ofEnumerator() {
        return List.of(DISCOVERED_STREAMS, DISCOVERY_FAILURES, MILLIS_SINCE_LAST_DISCOVERY);
    }

    /** Returns the names of all metrics of a stream. */
    public static List<String> ofStream() {
        return List.of(
                MILLIS_BEHIND_NOW,
                RECONNECTS,
                DUPLICATES_DROPPED,
                CHUNKS_DISCARDED,
                PARSE_ERRORS,
                LOST_POSITIONS);
    }
}
