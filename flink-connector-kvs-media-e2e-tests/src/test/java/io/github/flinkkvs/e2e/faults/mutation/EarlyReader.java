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

import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

import java.util.List;
import java.util.Optional;

/** Saves what was so before the last fragment was handed on. */
final class EarlyReader extends ForwardingReader {

    private static final long NO_CHECKPOINT = -1;

    private Optional<List<KvsMediaSplit>> outdated = Optional.empty();

    EarlyReader(SourceReader<MediaFragment, KvsMediaSplit> reader) {
        super(reader);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<MediaFragment> output) throws Exception {
        List<KvsMediaSplit> before = super.snapshotState(NO_CHECKPOINT);
        InputStatus status = super.pollNext(output);
        if (!before.equals(super.snapshotState(NO_CHECKPOINT))) {
            outdated = Optional.of(before);
        }
        return status;
    }

    @Override
    public List<KvsMediaSplit> snapshotState(long checkpointId) {
        List<KvsMediaSplit> right = super.snapshotState(checkpointId);
        return outdated.orElse(right);
    }

    /** What was saved before does not know the splits. */
    @Override
    public void addSplits(List<KvsMediaSplit> splits) {
        super.addSplits(splits);
        outdated = Optional.empty();
    }
}
