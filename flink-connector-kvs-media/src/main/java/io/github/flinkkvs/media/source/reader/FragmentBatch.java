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
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Fragments on their way from the fetcher to the task thread.
 *
 * <p>The set of finished splits is fixed when the batch is built: Flink asks for it on the fetcher
 * thread while the task thread is reading the records.
 */
final class FragmentBatch implements RecordsWithSplitIds<FetchedFragment> {

    private final Deque<SplitFragments> splits;
    private final SplitChanges changes;
    private final SplitActivityListener listener;
    private final PausedSplits paused;
    private final ByteBudget budget;
    private final boolean hasFragments;

    /** What the batch owns of the budget: not what waits for its split to be resumed. */
    private long bytesToGiveBack;

    private boolean recycled;
    @Nullable private SplitFragments current;

    private FragmentBatch(Builder builder, SplitActivityListener listener, PausedSplits paused) {
        this.splits = builder.splits;
        this.changes =
                new SplitChanges(
                        Set.copyOf(builder.awake),
                        Set.copyOf(builder.idle),
                        Set.copyOf(builder.finished));
        this.listener = listener;
        this.paused = paused;
        this.budget = builder.budget;
        this.hasFragments = !builder.splits.isEmpty();
        this.bytesToGiveBack = builder.bytes;
    }

    /**
     * Begins with what waited for its split to be resumed. Behind the last split, tells what has
     * become of splits.
     */
    @Override
    @Nullable
    public String nextSplit() {
        current = takeWaiting();
        while (current == null && !splits.isEmpty()) {
            SplitFragments next = splits.remove();
            if (!isKept(next)) {
                current = paused.take(next.splitId());
                bytesToGiveBack += current.bytes();
                current.addAll(next);
            }
        }
        if (current == null) {
            changes.tell(listener);
            return null;
        }
        return current.splitId();
    }

    @Nullable
    private SplitFragments takeWaiting() {
        SplitFragments waiting = paused.takeNext(changes.finished());
        if (waiting != null) {
            bytesToGiveBack += waiting.bytes();
        }
        return waiting;
    }

    /** Returns whether fragments wait until their split is resumed. A split that ends cannot. */
    private boolean isKept(SplitFragments fragments) {
        if (changes.finished().contains(fragments.splitId())) {
            return false;
        }
        long bytes = fragments.bytes();
        boolean kept = paused.keep(fragments);
        if (kept) {
            bytesToGiveBack -= bytes;
        }
        return kept;
    }

    /** Looks each time whether the split is paused: its own last record may be the reason. */
    @Override
    @Nullable
    public FetchedFragment nextRecordFromSplit() {
        if (current == null || current.isEmpty() || isKept(current)) {
            return null;
        }
        return current.remove();
    }

    @Override
    public Set<String> finishedSplits() {
        return changes.finished();
    }

    /** Gives the bytes back, once: Flink may recycle a batch again when it closes. */
    @Override
    public void recycle() {
        if (recycled) {
            return;
        }
        recycled = true;
        budget.giveBack(bytesToGiveBack);
        if (hasFragments) {
            budget.batchTaken();
        }
    }

    private record SplitChanges(Set<String> awake, Set<String> idle, Set<String> finished) {

        void tell(SplitActivityListener listener) {
            listener.awake(awake);
            listener.idle(idle);
            listener.finishing(finished);
        }
    }

    /** Collects a batch. Fetcher thread. */
    static final class Builder {

        private static final long MAX_BYTES = 16L << 20;
        private static final int MAX_FRAGMENTS = 1_000;

        private final ByteBudget budget;
        private final Deque<SplitFragments> splits = new ArrayDeque<>();
        private final Set<String> awake = new HashSet<>();
        private final Set<String> idle = new HashSet<>();
        private final Set<String> finished = new HashSet<>();
        private long bytes;
        private int fragments;

        Builder(ByteBudget budget) {
            this.budget = budget;
        }

        void add(String splitId, FetchedFragment fragment) {
            SplitFragments last = splits.peekLast();
            if (last == null || !last.splitId().equals(splitId)) {
                last = new SplitFragments(splitId);
                splits.add(last);
            }
            last.add(fragment);
            budget.take(fragment.retainedBytes());
            bytes += fragment.retainedBytes();
            fragments++;
        }

        void finish(String splitId) {
            idle.remove(splitId);
            awake.remove(splitId);
            finished.add(splitId);
        }

        /** Says that nothing comes from a split; what is in the batch comes before. */
        void idle(String splitId) {
            awake.remove(splitId);
            idle.add(splitId);
        }

        /** Says that more comes from a split that was idle. */
        void awake(String splitId) {
            idle.remove(splitId);
            awake.add(splitId);
        }

        /**
         * Returns whether the batch should go before more is added, to keep the task responsive.
         */
        boolean isFull() {
            return bytes >= MAX_BYTES || fragments >= MAX_FRAGMENTS;
        }

        boolean isEmpty() {
            return splits.isEmpty() && finished.isEmpty() && idle.isEmpty() && awake.isEmpty();
        }

        /**
         * @param listener told behind the fragments what has become of splits
         * @param paused where fragments of paused splits wait
         */
        FragmentBatch build(SplitActivityListener listener, PausedSplits paused) {
            if (!splits.isEmpty()) {
                budget.batchHandedOver();
            }
            return new FragmentBatch(this, listener, paused);
        }
    }
}
