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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.source.split.SplitPosition;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What "now" turned out to be, by split. The fetcher thread learns it from the service; the task
 * thread saves it with the split, so that a restore before the first fragment does not jump
 * forward.
 */
final class FixedStarts {

    private final Map<String, Instant> nowBySplit = new ConcurrentHashMap<>();

    void fix(String splitId, Instant now) {
        nowBySplit.put(splitId, now);
    }

    /** Returns the position with "now" fixed, if that is known by now. */
    SplitPosition applyTo(String splitId, SplitPosition position) {
        Instant now = nowBySplit.get(splitId);
        return now == null ? position : position.withNowFixedAt(now);
    }
}
