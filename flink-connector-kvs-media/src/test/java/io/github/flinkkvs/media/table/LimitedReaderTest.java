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

package io.github.flinkkvs.media.table;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** A limit counts all rows of a reader, however they come. */
class LimitedReaderTest {

    private final Rows rows = new Rows();
    private final Batches batches = new Batches();

    private LimitedReader<String, SourceSplit> limitedTo(long limit) {
        return new LimitedReader<>(batches, limit);
    }

    @Test
    void whatABatchHasTooManyIsDroppedAndTheReaderIsAtItsEnd() throws Exception {
        batches.size = 3;
        LimitedReader<String, SourceSplit> reader = limitedTo(5);

        assertThat(reader.pollNext(rows)).isEqualTo(InputStatus.MORE_AVAILABLE);
        assertThat(reader.pollNext(rows)).isEqualTo(InputStatus.END_OF_INPUT);
        assertThat(reader.pollNext(rows)).isEqualTo(InputStatus.END_OF_INPUT);

        assertThat(rows.collected).hasSize(5);
        assertThat(batches.polls).isEqualTo(2);
    }

    @Test
    void theOutputsOfSplitsShareTheLimit() throws Exception {
        batches.size = 2;
        batches.splits = List.of("door", "gate");
        LimitedReader<String, SourceSplit> reader = limitedTo(3);

        assertThat(reader.pollNext(rows)).isEqualTo(InputStatus.END_OF_INPUT);

        assertThat(rows.collected).containsExactly("door-0", "door-1", "gate-0");
    }

    @Test
    void batchesWithoutRowsCountNothing() throws Exception {
        batches.size = 0;
        LimitedReader<String, SourceSplit> reader = limitedTo(1);

        for (int i = 0; i < 10; i++) {
            assertThat(reader.pollNext(rows)).isEqualTo(InputStatus.MORE_AVAILABLE);
        }
        batches.size = 1;

        assertThat(reader.pollNext(rows)).isEqualTo(InputStatus.END_OF_INPUT);
        assertThat(rows.collected).hasSize(1);
    }

    @Test
    void theReaderMayEndOrWaitBeforeTheLimitIsReached() throws Exception {
        batches.size = 1;
        batches.status = InputStatus.NOTHING_AVAILABLE;
        LimitedReader<String, SourceSplit> reader = limitedTo(100);

        assertThat(reader.pollNext(rows)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.isAvailable()).isSameAs(batches.available);
        batches.status = InputStatus.END_OF_INPUT;

        assertThat(reader.pollNext(rows)).isEqualTo(InputStatus.END_OF_INPUT);
        assertThat(rows.collected).hasSize(2);
    }

    @Test
    void aLimitOfNothingNeverAsksTheReader() throws Exception {
        assertThat(limitedTo(0).pollNext(rows)).isEqualTo(InputStatus.END_OF_INPUT);

        assertThat(batches.polls).isZero();
    }

    @Test
    void closingClosesTheReader() throws Exception {
        limitedTo(1).close();

        assertThat(batches.closed).isTrue();
    }

    /** A reader of which each poll gives so many rows of each split. */
    private static final class Batches implements SourceReader<String, SourceSplit> {

        private final CompletableFuture<Void> available = new CompletableFuture<>();
        private List<String> splits = List.of("door");
        private InputStatus status = InputStatus.MORE_AVAILABLE;
        private int size = 1;
        private int polls;
        private boolean closed;

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<String> output) {
            polls++;
            for (String split : splits) {
                SourceOutput<String> out = output.createOutputForSplit(split);
                for (int i = 0; i < size; i++) {
                    out.collect(split + "-" + i, i);
                }
            }
            return status;
        }

        @Override
        public List<SourceSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void addSplits(List<SourceSplit> added) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Rows implements ReaderOutput<String> {

        private final List<String> collected = new ArrayList<>();

        @Override
        public void collect(String row) {
            collected.add(row);
        }

        @Override
        public void collect(String row, long timestamp) {
            collected.add(row);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<String> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
