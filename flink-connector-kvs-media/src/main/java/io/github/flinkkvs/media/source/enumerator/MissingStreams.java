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

package io.github.flinkkvs.media.source.enumerator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when the search has not found streams that are read. Coordinator thread only; not saved, so
 * that a restored job gives each stream the whole time again.
 */
final class MissingStreams {

    private final Duration releaseAfter;
    private final Map<String, Instant> since = new HashMap<>();

    /**
     * @param releaseAfter how long a stream may be missed; zero for ever
     */
    MissingStreams(Duration releaseAfter) {
        this.releaseAfter = releaseAfter;
    }

    /**
     * Takes what a search found.
     *
     * @param known the streams that are read or are to be
     * @return those of them that have been missed for too long, in the order of the known
     */
    List<ReleasedStream> after(Set<String> found, Set<String> known, Instant now) {
        since.keySet().retainAll(known);
        since.keySet().removeAll(found);
        List<ReleasedStream> due = new ArrayList<>();
        for (String stream : known) {
            if (!found.contains(stream)) {
                Instant first = since.computeIfAbsent(stream, s -> now);
                if (isTooLong(first, now)) {
                    due.add(new ReleasedStream(stream, first, now));
                }
            }
        }
        return due;
    }

    private boolean isTooLong(Instant first, Instant now) {
        return !releaseAfter.isZero() && !now.isBefore(first.plus(releaseAfter));
    }
}
