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

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a query wants of each fragment or frame. Immutable.
 *
 * @param hasPayload whether the payload's bytes are the first field
 * @param metadata the fields behind them
 * @param filters what rows must pass, all of it
 */
record RowPlan(boolean hasPayload, List<MediaMetadata> metadata, List<RowFilter> filters)
        implements Serializable {

    int arity() {
        return firstMetadata() + metadata.size();
    }

    int firstMetadata() {
        return hasPayload ? 1 : 0;
    }

    /** Returns the frames that pass; of the others nothing is made. For one walk at a time. */
    Iterable<MediaFrame> frames(MediaFragment fragment) {
        FrameValues values = new FrameValues(fragment);
        List<MediaFrame> frames = fragment.frames();
        return () ->
                IntStream.range(0, frames.size())
                        .filter(frame -> passes(values.at(frame)))
                        .mapToObj(frames::get)
                        .iterator();
    }

    boolean passes(RowFilter.Values row) {
        for (RowFilter filter : filters) {
            if (!filter.test(row)) {
                return false;
            }
        }
        return true;
    }
}
