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

import java.util.Locale;

/** Why a session, or an attempt to open one, is followed by another. */
@PublicEvolving
public enum ReconnectReason {
    /** The service ended the session or closed its connection, as it does after some time. */
    ENDED,
    /** The connection broke in the midst of a session. */
    BROKEN,
    /** A chunk came without its trailer, and then another one; the first is read again, once. */
    INCOMPLETE,
    /** Nothing came for so long that it was closed here. */
    SILENT,
    /** It was closed here since alignment or back-pressure kept it from being read for long. */
    HELD_BACK,
    /** The service refused, did not answer, or reported an error inside the session. */
    FAILED,
    /** What came was no chunk. */
    UNREADABLE;

    /** Returns the value of {@link MetricNames#REASON}. */
    public String groupValue() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
