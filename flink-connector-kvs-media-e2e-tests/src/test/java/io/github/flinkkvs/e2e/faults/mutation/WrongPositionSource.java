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
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.enumerator.KvsMediaEnumeratorState;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The source, but for what its readers save. */
final class WrongPositionSource
        implements Source<MediaFragment, KvsMediaSplit, KvsMediaEnumeratorState> {

    private static final long serialVersionUID = 1L;

    private final KvsMediaSource<MediaFragment> source;
    private final Mutation mutation;

    WrongPositionSource(KvsMediaSource<MediaFragment> source, Mutation mutation) {
        this.source = source;
        this.mutation = mutation;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<MediaFragment, KvsMediaSplit> createReader(SourceReaderContext context)
            throws Exception {
        SourceReader<MediaFragment, KvsMediaSplit> reader = source.createReader(context);
        return switch (mutation) {
            case EARLY -> new EarlyReader(reader);
            case LATE -> new LateReader(reader);
        };
    }

    @Override
    public SplitEnumerator<KvsMediaSplit, KvsMediaEnumeratorState> createEnumerator(
            SplitEnumeratorContext<KvsMediaSplit> context) {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KvsMediaSplit, KvsMediaEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<KvsMediaSplit> context, KvsMediaEnumeratorState state) {
        return source.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KvsMediaSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KvsMediaEnumeratorState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }
}
