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

/** Every metric that the source registers itself, named once. */
@PublicEvolving
public final class MetricNames {

    /**
     * By how much event time lay behind when the newest fragment was fetched, in ms: the one of
     * Flink's standard metrics that a source has to register itself (FLIP-33).
     */
    public static final String FETCH_EVENT_TIME_LAG = "currentFetchEventTimeLag";

    /** The group of the streams, in the operator's group. */
    public static final String GROUP = "KvsMediaSource";

    /** The key of a stream's group; its value is the stream's name. */
    public static final String STREAM = "stream";

    /** The key of a group in the stream's; its value is a {@link ReconnectReason}. */
    public static final String REASON = "reason";

    /** How far behind the newest data the last emitted fragment was when it was sent, in ms. */
    public static final String MILLIS_BEHIND_NOW = "millisBehindNow";

    /** When the last emitted fragment began by its producer's clock, in ms since 1970. */
    public static final String LAST_PRODUCER_TIMESTAMP = "lastFragmentProducerTimestamp";

    /** When the service began to receive the last emitted fragment, in ms since 1970. */
    public static final String LAST_SERVER_TIMESTAMP = "lastFragmentServerTimestamp";

    /** Fragments that were emitted. */
    public static final String FRAGMENTS = "fragments";

    /** Frames in the fragments that were emitted. */
    public static final String FRAMES = "frames";

    /** Bytes that were received, those too that were dropped or are received again. */
    public static final String BYTES = "bytes";

    /** What the fragments that are fetched and not yet emitted take of memory. */
    public static final String BUFFERED_BYTES = "bufferedBytes";

    /** Sessions that the service accepted. */
    public static final String SESSIONS = "sessions";

    /** For how long the present session has been open, in ms. */
    public static final String SESSION_AGE = "sessionAge";

    /**
     * Sessions that ended, planned or not, and attempts that failed: another one follows each. Once
     * in the stream's group, and by {@link #REASON} in the groups below it.
     */
    public static final String RECONNECTS = "reconnects";

    /** Attempts that follow a failure. */
    public static final String RETRIES = "retries";

    /** Attempts that the service refused since there were too many. */
    public static final String THROTTLES = "throttles";

    /** Fragments that came again after a reconnect and were dropped. */
    public static final String DUPLICATES_DROPPED = "duplicatesDropped";

    /** Chunks that were cut before their trailer; they are read again. */
    public static final String CHUNKS_DISCARDED = "chunksDiscarded";

    /** Sessions that were given up for bytes that are no chunk. */
    public static final String PARSE_ERRORS = "parseErrors";

    /** Positions that the service could not serve any more. */
    public static final String LOST_POSITIONS = "lostPositions";

    /** How often reading went on behind media that may have expired unread. */
    public static final String POSSIBLE_GAPS = "possibleGaps";

    /** Fragments that could not be read or deserialized, and were stepped over. */
    public static final String BAD_FRAGMENTS = "badFragments";

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
                LAST_PRODUCER_TIMESTAMP,
                LAST_SERVER_TIMESTAMP,
                FRAGMENTS,
                FRAMES,
                BYTES,
                BUFFERED_BYTES,
                SESSIONS,
                SESSION_AGE,
                RECONNECTS,
                RETRIES,
                THROTTLES,
                DUPLICATES_DROPPED,
                CHUNKS_DISCARDED,
                PARSE_ERRORS,
                LOST_POSITIONS,
                POSSIBLE_GAPS,
                BAD_FRAGMENTS);
    }
}
