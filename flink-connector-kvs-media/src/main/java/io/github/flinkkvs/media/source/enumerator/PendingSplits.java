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

import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The splits that no reader has, by what they wait for: their end, an owner, or that their owner
 * comes. So the coming of one reader costs no look at all others' splits. Coordinator thread only.
 *
 * <p>Invariant: each split waits for one of the three.
 */
final class PendingSplits {

    private final TreeMap<String, KvsMediaSplit> splits = new TreeMap<>();
    private final TreeSet<String> endless = new TreeSet<>();
    private final TreeSet<String> ownerless = new TreeSet<>();
    private final Map<Integer, TreeSet<String>> ofOwner = new HashMap<>();

    /**
     * Adds a split, or puts it in the place of the one of the same id.
     *
     * @param owner who is meant to have it, if that is known
     */
    void put(KvsMediaSplit split, Optional<Integer> owner) {
        String id = split.splitId();
        remove(id, owner);
        splits.put(id, split);
        if (split.stop().isOpenNow()) {
            endless.add(id);
        } else if (owner.isPresent()) {
            ofOwner.computeIfAbsent(owner.get(), reader -> new TreeSet<>()).add(id);
        } else {
            ownerless.add(id);
        }
    }

    /**
     * Removes a split, if it is here.
     *
     * @param owner who was meant to have it when it was added
     */
    void remove(String id, Optional<Integer> owner) {
        splits.remove(id);
        endless.remove(id);
        ownerless.remove(id);
        owner.map(ofOwner::get).ifPresent(ids -> ids.remove(id));
    }

    /** Nobody is meant to have any of them from here on. */
    void disown() {
        ofOwner.values().forEach(ownerless::addAll);
        ofOwner.clear();
    }

    boolean contains(String id) {
        return splits.containsKey(id);
    }

    int size() {
        return splits.size();
    }

    /** Returns all ids, in their order; a view. */
    Set<String> ids() {
        return Collections.unmodifiableSet(splits.keySet());
    }

    /** Returns all splits in the order of their ids; a view. */
    Collection<KvsMediaSplit> all() {
        return Collections.unmodifiableCollection(splits.values());
    }

    /** Returns the splits that wait for their end. */
    List<KvsMediaSplit> endless() {
        return endless.stream().map(splits::get).toList();
    }

    /** Returns the splits that wait for an owner, in the order of their ids. */
    List<KvsMediaSplit> ownerless() {
        return ownerless.stream().map(splits::get).toList();
    }

    Optional<KvsMediaSplit> get(String id) {
        return Optional.ofNullable(splits.get(id));
    }

    /** Removes what waits for an owner that has come, in the order of the ids. */
    List<KvsMediaSplit> takeAllOf(int owner) {
        TreeSet<String> ids = ofOwner.remove(owner);
        return ids == null ? List.of() : ids.stream().map(splits::remove).toList();
    }
}
