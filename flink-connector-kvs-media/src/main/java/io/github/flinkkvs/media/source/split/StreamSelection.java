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

package io.github.flinkkvs.media.source.split;

import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which streams a source reads, from where to where. Immutable.
 *
 * <p>What is configured wins over what was saved, but for the position: a restored split takes the
 * stream's present form (name or ARN) and the present stop, and a stream that is no longer
 * configured is dropped with its position.
 */
@Internal
public final class StreamSelection implements Serializable {

    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, StreamId> streams = new LinkedHashMap<>();
    private final StartPosition start;
    private final StopPosition stop;

    public StreamSelection(List<StreamId> streams, StartPosition start, StopPosition stop) {
        streams.forEach(stream -> this.streams.put(stream.name(), stream));
        this.start = start;
        this.stop = stop;
    }

    /** Returns whether reading ends. */
    public boolean isBounded() {
        return stop.isBounded();
    }

    /** Returns a split for each stream, at its start. */
    public List<KvsMediaSplit> splits() {
        return streams.values().stream()
                .map(stream -> new KvsMediaSplit(stream, SplitPosition.startingAt(start), stop))
                .collect(Collectors.toUnmodifiableList());
    }

    /** Returns a saved split as it is configured now; nothing if its stream no longer is. */
    public Optional<KvsMediaSplit> reconcile(KvsMediaSplit saved) {
        return Optional.ofNullable(streams.get(saved.stream().name()))
                .map(stream -> new KvsMediaSplit(stream, saved.position(), stop));
    }
}
