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

import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

import javax.annotation.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fragments on their way from the fetcher to the task thread.
 *
 * <p>The set of finished splits is fixed when the batch is built: Flink asks for it on the fetcher
 * thread while the task thread is reading the records.
 */
final class FragmentBatch implements RecordsWithSplitIds<FetchedFragment> {

    private final Deque<SplitFragments> splits;
    private final Set<String> finishedSplits;
    private final ByteBudget budget;
    private long bytesToGiveBack;
    @Nullable private SplitFragments current;
    private int next;

    private FragmentBatch(
            Deque<SplitFragments> splits, Set<String> finished, ByteBudget budget, long bytes) {
        this.splits = splits;
        this.finishedSplits = finished;
        this.budget = budget;
        this.bytesToGiveBack = bytes;
    }

    @Override
    @Nullable
    public String nextSplit() {
        current = splits.poll();
        next = 0;
        return current == null ? null : current.splitId();
    }

    @Override
    @Nullable
    public FetchedFragment nextRecordFromSplit() {
        if (current == null || next == current.fragments().size()) {
            return null;
        }
        return current.fragments().get(next++);
    }

    @Override
    public Set<String> finishedSplits() {
        return finishedSplits;
    }

    /** Gives the bytes back, once: Flink may recycle a batch again when it closes. */
    @Override
    public void recycle() {
        budget.giveBack(bytesToGiveBack);
        bytesToGiveBack = 0;
    }

    private record SplitFragments(String splitId, List<FetchedFragment> fragments) {}

    /** Collects a batch. Fetcher thread. */
    static final class Builder {

        private static final long MAX_BYTES = 16L << 20;
        private static final int MAX_FRAGMENTS = 1_000;

        private final ByteBudget budget;
        private final Deque<SplitFragments> splits = new ArrayDeque<>();
        private final Set<String> finished = new HashSet<>();
        private long bytes;
        private int fragments;

        Builder(ByteBudget budget) {
            this.budget = budget;
        }

        void add(String splitId, FetchedFragment fragment) {
            SplitFragments last = splits.peekLast();
            if (last == null || !last.splitId().equals(splitId)) {
                last = new SplitFragments(splitId, new ArrayList<>());
                splits.add(last);
            }
            last.fragments().add(fragment);
            budget.take(fragment.retainedBytes());
            bytes += fragment.retainedBytes();
            fragments++;
        }

        void finish(String splitId) {
            finished.add(splitId);
        }

        /**
         * Returns whether the batch should go before more is added, to keep the task responsive.
         */
        boolean isFull() {
            return bytes >= MAX_BYTES || fragments >= MAX_FRAGMENTS;
        }

        boolean isEmpty() {
            return splits.isEmpty() && finished.isEmpty();
        }

        FragmentBatch build() {
            return new FragmentBatch(splits, Set.copyOf(finished), budget, bytes);
        }
    }
}
