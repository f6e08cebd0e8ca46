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
import io.github.flinkkvs.media.model.MediaTrack;

import org.apache.flink.table.data.GenericRowData;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata of one fragment and its frames. What frames share is read once, and shared by their
 * rows, which nobody changes.
 */
final class MetadataValues {

    private final List<MediaMetadata> columns;
    private final Object[] ofFragment;
    private final Map<Long, Object[]> ofTracks = new HashMap<>();

    MetadataValues(List<MediaMetadata> columns, MediaFragment fragment) {
        this.columns = columns;
        this.ofFragment = new Object[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).reader() instanceof MetadataReader.OfFragment reader) {
                ofFragment[i] = reader.read().apply(fragment);
            }
        }
    }

    /** Sets the fields of a row that is the fragment, from one on. */
    void fill(GenericRowData row, int first) {
        for (int i = 0; i < columns.size(); i++) {
            row.setField(first + i, ofFragment[i]);
        }
    }

    /** Sets the fields of a row that is a frame, from one on. */
    void fill(GenericRowData row, int first, MediaFrame frame) {
        for (int i = 0; i < columns.size(); i++) {
            row.setField(first + i, value(i, frame));
        }
    }

    private Object value(int column, MediaFrame frame) {
        MetadataReader reader = columns.get(column).reader();
        if (reader instanceof MetadataReader.OfFrame ofFrame) {
            return ofFrame.read().apply(frame);
        }
        return reader instanceof MetadataReader.OfFragment
                ? ofFragment[column]
                : ofTracks.computeIfAbsent(frame.trackNumber(), number -> ofTrack(frame.track()))[
                        column];
    }

    private Object[] ofTrack(MediaTrack track) {
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            if (columns.get(i).reader() instanceof MetadataReader.OfTrack reader) {
                values[i] = reader.read().apply(track);
            }
        }
        return values;
    }
}
