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

package io.github.flinkkvs.e2e.faults.mutation;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Holds each fragment back until the next one comes, though its position counts as read. */
final class LateReader extends ForwardingReader {

    private ReaderOutput<MediaFragment> late;
    private Runnable held = () -> {};

    LateReader(SourceReader<MediaFragment, KvsMediaSplit> reader) {
        super(reader);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<MediaFragment> output) throws Exception {
        if (late == null) {
            late = new LateReaderOutput(output);
        }
        return super.pollNext(late);
    }

    private void hold(Runnable newest) {
        held.run();
        held = newest;
    }

    private class LateOutput implements SourceOutput<MediaFragment> {

        private final SourceOutput<MediaFragment> output;

        LateOutput(SourceOutput<MediaFragment> output) {
            this.output = output;
        }

        @Override
        public void collect(MediaFragment fragment) {
            hold(() -> output.collect(fragment));
        }

        @Override
        public void collect(MediaFragment fragment, long timestamp) {
            hold(() -> output.collect(fragment, timestamp));
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            output.markIdle();
        }

        @Override
        public void markActive() {
            output.markActive();
        }
    }

    private final class LateReaderOutput extends LateOutput implements ReaderOutput<MediaFragment> {

        private final ReaderOutput<MediaFragment> all;

        LateReaderOutput(ReaderOutput<MediaFragment> all) {
            super(all);
            this.all = all;
        }

        @Override
        public SourceOutput<MediaFragment> createOutputForSplit(String split) {
            return new LateOutput(all.createOutputForSplit(split));
        }

        @Override
        public void releaseOutputForSplit(String split) {
            all.releaseOutputForSplit(split);
        }
    }
}
