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

package io.github.flinkkvs.media.source;

import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which streams a source reads, from where to where. Immutable. */
final class StreamSelection implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<StreamId> streams;
    private final StartPosition start;
    private final StopPosition stop;

    StreamSelection(List<StreamId> streams, StartPosition start, StopPosition stop) {
        this.streams = new ArrayList<>(streams);
        this.start = start;
        this.stop = stop;
    }

    StopPosition stop() {
        return stop;
    }

    /** Returns a split for each stream, at its start. */
    List<KvsMediaSplit> splits() {
        return streams.stream()
                .map(stream -> new KvsMediaSplit(stream, SplitPosition.startingAt(start), stop))
                .collect(Collectors.toUnmodifiableList());
    }
}
