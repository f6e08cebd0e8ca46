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

import javax.annotation.Nullable;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The splits that watermark alignment has paused, and what was fetched of them before. Task thread.
 *
 * <p>Flink pauses a split since its watermark is too far ahead; were all that has been fetched
 * emitted nevertheless, minutes of media could follow. It waits here instead, within bounds: above
 * them alignment gives way, since the splits that are waited for need their part of the budget.
 */
final class PausedSplits {

    private final long maxBytes;
    private final Set<String> paused = new HashSet<>();
    private final Map<String, SplitFragments> waiting = new LinkedHashMap<>();
    private long bytes;

    /**
     * @param maxBytes how many bytes may wait
     */
    PausedSplits(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void pauseOrResume(Collection<String> toPause, Collection<String> toResume) {
        paused.addAll(toPause);
        paused.removeAll(toResume);
    }

    void ended(String splitId) {
        paused.remove(splitId);
    }

    boolean contains(String splitId) {
        return paused.contains(splitId);
    }

    /**
     * Keeps fragments if their split is paused and there is space; they come behind those that wait
     * already.
     *
     * @return whether they wait; if not, they go on behind those that did
     */
    boolean keep(SplitFragments fragments) {
        String splitId = fragments.splitId();
        if (!paused.contains(splitId) || bytes + fragments.bytes() > maxBytes) {
            return false;
        }
        bytes += fragments.bytes();
        waiting.computeIfAbsent(splitId, SplitFragments::new).addAll(fragments);
        return true;
    }

    /** Takes all that waits of a split. */
    SplitFragments take(String splitId) {
        SplitFragments taken = waiting.remove(splitId);
        if (taken == null) {
            return new SplitFragments(splitId);
        }
        bytes -= taken.bytes();
        return taken;
    }

    /**
     * Takes what waits of some split that is paused no more, or that is one of those that end.
     *
     * @return nothing if there is no such split
     */
    @Nullable
    SplitFragments takeNext(Set<String> ending) {
        if (waiting.isEmpty()) {
            return null;
        }
        Iterator<String> splits = waiting.keySet().iterator();
        while (splits.hasNext()) {
            String splitId = splits.next();
            if (!paused.contains(splitId) || ending.contains(splitId)) {
                return take(splitId);
            }
        }
        return null;
    }
}
