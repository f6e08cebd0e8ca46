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

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which reader is meant to have which split. Coordinator thread only. */
final class SplitOwners {

    private final Map<String, Integer> bySplit = new HashMap<>();
    private final Map<Integer, Set<String>> byReader = new TreeMap<>();

    /** How many each has: asked for once for each reader and each split that is assigned. */
    private int[] counts = {};

    private int parallelism;

    /**
     * @param parallelism how many readers there were when these were the owners; 0 if not known
     */
    SplitOwners(Map<String, Integer> owners, int parallelism) {
        owners.forEach(this::own);
        this.parallelism = parallelism;
    }

    /**
     * With the same number of readers, Flink restores each one's splits to it; else it deals.
     *
     * @return whether all owners have been forgotten
     */
    boolean resize(int readers) {
        if (parallelism == readers) {
            return false;
        }
        bySplit.clear();
        byReader.clear();
        counts = new int[readers];
        parallelism = readers;
        return true;
    }

    void own(String split, int reader) {
        Integer former = bySplit.put(split, reader);
        if (former != null) {
            byReader.get(former).remove(split);
            counts[former]--;
        }
        if (reader >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(reader + 1, 2 * counts.length));
        }
        counts[reader]++;
        byReader.computeIfAbsent(reader, r -> new TreeSet<>()).add(split);
    }

    void disown(String split) {
        Integer owner = bySplit.remove(split);
        if (owner != null) {
            byReader.get(owner).remove(split);
            counts[owner]--;
        }
    }

    Optional<Integer> of(String split) {
        return Optional.ofNullable(bySplit.get(split));
    }

    int count(int reader) {
        return reader < counts.length ? counts[reader] : 0;
    }

    int parallelism() {
        return parallelism;
    }

    /**
     * Nothing as long as the number of readers is not known: owners mean little without it. A copy,
     * but none of {@code Map.copyOf}, which is slow for many names that differ by a number.
     */
    Map<String, Integer> bySplit() {
        return parallelism == 0 ? Map.of() : Collections.unmodifiableMap(new HashMap<>(bySplit));
    }

    Map<Integer, Set<String>> byReader() {
        Map<Integer, Set<String>> views = new TreeMap<>();
        for (int reader = 0; reader < parallelism; reader++) {
            views.put(reader, Collections.unmodifiableSet(byReader.getOrDefault(reader, Set.of())));
        }
        return Collections.unmodifiableMap(views);
    }
}
