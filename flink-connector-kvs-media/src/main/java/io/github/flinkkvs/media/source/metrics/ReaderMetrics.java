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

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The metrics of one reader. A stream's are registered when its split comes, and taken back when
 * the split leaves.
 *
 * <p>Flink's {@code pendingRecords} and {@code pendingBytes} are not set: they count what is yet to
 * be fetched (FLIP-33), and the service tells how old that is, not how much.
 */
@Internal
public final class ReaderMetrics {

    private final Counter bytesIn;
    private final RecordErrors recordErrors;
    private final FetchLag fetchLag;
    private final MetricGroup streams;
    private final Clock clock;
    private final Map<String, SplitMetrics> bySplit = new ConcurrentHashMap<>();

    public ReaderMetrics(SourceReaderMetricGroup reader, Clock clock) {
        this.bytesIn = reader.getIOMetricGroup().getNumBytesInCounter();
        this.recordErrors = new RecordErrors(reader.getNumRecordsInErrorsCounter());
        this.fetchLag = new FetchLag(reader, clock);
        this.streams = reader.addGroup(MetricNames.GROUP);
        this.clock = clock;
    }

    /** Returns the metrics of a split's stream; registers them if they are not. */
    public SplitMetrics of(KvsMediaSplit split) {
        return bySplit.computeIfAbsent(split.splitId(), id -> register(split.stream().name()));
    }

    private SplitMetrics register(String stream) {
        MetricGroup group = streams.addGroup(MetricNames.STREAM, stream);
        return new SplitMetrics(group, fetchLag, clock);
    }

    /** Takes back the metrics of a split that has left the reader. */
    public void release(String splitId) {
        SplitMetrics left = bySplit.remove(splitId);
        if (left != null) {
            left.release();
        }
    }

    /** Counts a bad fragment that is stepped over. Task thread only. */
    public void badFragment(String splitId) {
        recordErrors.inc();
        SplitMetrics split = bySplit.get(splitId);
        if (split != null) {
            split.badFragments().inc();
        }
    }

    /** Notes that a fragment waits no more. Task thread only. */
    public void taken(String splitId, MediaFragment fragment) {
        SplitMetrics split = bySplit.get(splitId);
        if (split != null) {
            split.taken(fragment);
        }
    }

    /** Counts a fragment that has gone to the job. Task thread only. */
    public void emitted(String splitId, MediaFragment fragment) {
        bytesIn.inc(fragment.chunkLength());
        SplitMetrics split = bySplit.get(splitId);
        if (split != null) {
            split.emitted(fragment);
        }
    }

    /** Counts a fragment that no records could be made of. */
    public void notDeserialized() {
        recordErrors.inc();
    }
}
