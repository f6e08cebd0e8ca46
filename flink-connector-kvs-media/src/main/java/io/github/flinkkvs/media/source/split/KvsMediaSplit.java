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
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceSplit;

import java.util.Objects;

/** One stream with its position and its end. Immutable; what checkpoints hold. */
@Internal
public final class KvsMediaSplit implements SourceSplit {

    private final StreamId stream;
    private final SplitPosition position;
    private final StopPosition stop;

    public KvsMediaSplit(StreamId stream, SplitPosition position, StopPosition stop) {
        this.stream = stream;
        this.position = position;
        this.stop = stop;
    }

    /** The stream's name, whether the user gave it or an ARN: so a saved split is found again. */
    @Override
    public String splitId() {
        return stream.name();
    }

    public StreamId stream() {
        return stream;
    }

    public SplitPosition position() {
        return position;
    }

    public StopPosition stop() {
        return stop;
    }

    /** Returns the same split, read up to another position. */
    public KvsMediaSplit at(SplitPosition other) {
        return new KvsMediaSplit(stream, other, stop);
    }

    /** Returns the same split with another end. */
    public KvsMediaSplit until(StopPosition other) {
        return new KvsMediaSplit(stream, position, other);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof KvsMediaSplit
                && stream.equals(((KvsMediaSplit) o).stream)
                && position.equals(((KvsMediaSplit) o).position)
                && stop.equals(((KvsMediaSplit) o).stop);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stream, position, stop);
    }

    @Override
    public String toString() {
        return "KvsMediaSplit{stream=" + stream + ", position=" + position + ", stop=" + stop + "}";
    }
}
