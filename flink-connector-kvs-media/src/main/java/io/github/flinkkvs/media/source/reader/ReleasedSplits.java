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

import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Splits that the reader has been told to let go. From then on no checkpoint holds them and nothing
 * of them is emitted, though the fetcher may still be at work on them; a split that comes back
 * meanwhile waits until the fetcher is done with the old one.
 *
 * <p>Task thread, but for {@link #leaving}.
 */
final class ReleasedSplits {

    private final Set<String> held = new HashSet<>();
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();
    private final Map<String, KvsMediaSplit> returning = new LinkedHashMap<>();

    /**
     * Takes splits that are assigned to the reader.
     *
     * @return those that can be read at once
     */
    List<KvsMediaSplit> assign(List<KvsMediaSplit> splits) {
        List<KvsMediaSplit> readable = new ArrayList<>();
        for (KvsMediaSplit split : splits) {
            if (isLeaving(split.splitId())) {
                returning.put(split.splitId(), split);
            } else {
                held.add(split.splitId());
                readable.add(split);
            }
        }
        return readable;
    }

    /** Lets go of those of the splits that the reader has. */
    void release(Collection<String> splitIds) {
        for (String id : splitIds) {
            returning.remove(id);
            if (held.contains(id)) {
                leaving.add(id);
            }
        }
    }

    boolean isLeaving(String splitId) {
        return leaving.contains(splitId);
    }

    /** Returns the splits that the fetcher has to finish, or has finished already. Any thread. */
    Set<String> leaving() {
        return leaving;
    }

    /** Returns what a checkpoint is to hold. */
    List<KvsMediaSplit> snapshot(List<KvsMediaSplit> all) {
        List<KvsMediaSplit> kept = new ArrayList<>(returning.values());
        all.stream().filter(split -> !isLeaving(split.splitId())).forEach(kept::add);
        return kept;
    }

    /**
     * The fetcher is done with splits, whether they were released or have ended.
     *
     * @return those that have come back meanwhile and can be read now
     */
    List<KvsMediaSplit> finished(Set<String> splitIds) {
        List<KvsMediaSplit> back = new ArrayList<>();
        for (String id : splitIds) {
            held.remove(id);
            leaving.remove(id);
            KvsMediaSplit split = returning.remove(id);
            if (split != null) {
                held.add(id);
                back.add(split);
            }
        }
        return back;
    }
}
