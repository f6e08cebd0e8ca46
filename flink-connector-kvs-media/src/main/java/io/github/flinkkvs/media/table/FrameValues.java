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

import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.MediaFragment;

/** The values of a fragment's frames, one frame after another, as their rows show them. */
final class FrameValues implements RowFilter.Values {

    private final RowFilter.Values ofFragment;
    private final FrameIndex index;
    private int frame;

    FrameValues(MediaFragment fragment) {
        this.ofFragment = FilterColumn.of(fragment);
        this.index = fragment.index();
    }

    /** Goes to a frame. */
    FrameValues at(int place) {
        frame = place;
        return this;
    }

    @Override
    public Comparable<?> get(FilterColumn column) {
        return switch (column) {
            case TRACK_NUMBER -> index.trackNumber(frame);
            case KEY_FRAME -> index.keyFrame(frame);
            case STREAM_NAME, PRODUCER_TIMESTAMP, SERVER_TIMESTAMP -> ofFragment.get(column);
        };
    }
}
