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

import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

import javax.annotation.Nullable;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The outputs of a reader's splits, each with a watermark of its own. Task thread.
 *
 * <p>An idle split's output is released and made anew when the split wakes. Marking it idle is not
 * enough: a periodic watermark generator, which knows nothing of it, repeats its last watermark
 * some milliseconds later, and that marks the output active again. It must not be released while
 * the split is paused, since Flink then looks for the output when it resumes the split.
 *
 * <p>Outputs that are all released say nothing about the reader as a whole; it is marked idle
 * besides, and so is a reader that has no split.
 */
final class SplitOutputs<T> implements SplitActivityListener {

    /** The splits that have an output and may hold back the watermark. */
    private final Set<String> active = new HashSet<>();

    private final PausedSplits paused;

    /** Splits that the reader does not read, though Flink has made outputs for them. */
    private final Set<String> refused = new HashSet<>();

    @Nullable private ReaderOutput<T> reader;
    private boolean readerIdle;

    /** The splits that the reader has, idle ones among them. */
    private final Set<String> assigned = new HashSet<>();

    private boolean isBounded;

    SplitOutputs(PausedSplits paused) {
        this.paused = paused;
    }

    /**
     * Says that the source ends. A reader without splits is not idle then: it waits for its first
     * one, or ends in a moment. A reader that has ended has passed on the last watermark of all, so
     * beside one that is idle it would end the time of the job: what the idle one still reads, and
     * what operators behind it have not passed on yet, would be late.
     */
    void ofBoundedSource() {
        isBounded = true;
    }

    /** Takes the reader's output, which is the same for all its life. */
    void attach(ReaderOutput<T> output) {
        reader = output;
        releaseRefused();
        settle();
    }

    /** Notes splits that the reader will not read. */
    void refused(Collection<String> splitIds) {
        refused.addAll(splitIds);
        releaseRefused();
    }

    private void releaseRefused() {
        if (reader != null) {
            refused.forEach(this::release);
            refused.clear();
        }
    }

    /** Notes new splits, for which Flink has made outputs. */
    void added(Collection<String> splitIds) {
        active.addAll(splitIds);
        assigned.addAll(splitIds);
        settle();
    }

    /** Returns where a split's records go; a record wakes an idle split. */
    SourceOutput<T> of(String splitId) {
        if (!active.contains(splitId)) {
            awake(Set.of(splitId));
        }
        return reader.createOutputForSplit(splitId);
    }

    @Override
    public void awake(Set<String> splitIds) {
        for (String splitId : splitIds) {
            if (active.add(splitId)) {
                reader.createOutputForSplit(splitId).markActive();
            }
        }
        settle();
    }

    /** A split that was paused meanwhile is reported again when it is idle after the pause. */
    @Override
    public void idle(Set<String> splitIds) {
        for (String splitId : splitIds) {
            if (!paused.contains(splitId) && active.remove(splitId)) {
                release(splitId);
            }
        }
        settle();
    }

    /** Marked idle first, it lets the watermark of the others go on at once. */
    private void release(String splitId) {
        reader.createOutputForSplit(splitId).markIdle();
        reader.releaseOutputForSplit(splitId);
    }

    @Override
    public void finishing(Set<String> splitIds) {
        active.removeAll(splitIds);
        assigned.removeAll(splitIds);
        boolean endsReader = isBounded && assigned.isEmpty();
        for (String splitId : splitIds) {
            paused.ended(splitId);
            // Flink releases it in a moment, and fails if it is not there: an idle one has none.
            SourceOutput<T> output = reader.createOutputForSplit(splitId);
            if (!endsReader) {
                output.markIdle();
            }
        }
        settle();
    }

    /** All has been read: an idle reader could not pass on the last watermark. */
    void ended() {
        markReader(false);
    }

    private void settle() {
        markReader(active.isEmpty() && !(isBounded && assigned.isEmpty()));
    }

    private void markReader(boolean idle) {
        if (reader == null || idle == readerIdle) {
            return;
        }
        readerIdle = idle;
        if (idle) {
            reader.markIdle();
        } else {
            reader.markActive();
        }
    }
}
