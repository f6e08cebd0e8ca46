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

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Metadata by which the source itself can filter; none of it is ever null. */
enum FilterColumn {
    STREAM_NAME(String.class, MediaMetadata.STREAM_NAME),
    PRODUCER_TIMESTAMP(Instant.class, MediaMetadata.PRODUCER_TIMESTAMP),
    SERVER_TIMESTAMP(Instant.class, MediaMetadata.SERVER_TIMESTAMP),
    TRACK_NUMBER(Long.class, MediaMetadata.TRACK_NUMBER),
    KEY_FRAME(Boolean.class, MediaMetadata.KEY_FRAME);

    private final Class<? extends Comparable<?>> type;
    private final MediaMetadata metadata;

    FilterColumn(Class<? extends Comparable<?>> type, MediaMetadata metadata) {
        this.type = type;
        this.metadata = metadata;
    }

    /** Returns the class of the values. */
    Class<? extends Comparable<?>> type() {
        return type;
    }

    /**
     * Finds the metadata that a column of the table is of.
     *
     * @param keys the metadata's key for each metadata column
     */
    static Optional<FilterColumn> of(String column, Map<String, String> keys) {
        String key = keys.get(column);
        for (FilterColumn filter : values()) {
            if (filter.metadata.key().equals(key)) {
                return Optional.of(filter);
            }
        }
        return Optional.empty();
    }

    /** Returns a fragment's values, as its row shows them; what is a frame's is not there. */
    static RowFilter.Values of(MediaFragment fragment) {
        return column ->
                switch (column) {
                    case STREAM_NAME -> fragment.streamName();
                    case PRODUCER_TIMESTAMP -> shown(fragment.producerTimestamp());
                    case SERVER_TIMESTAMP -> shown(fragment.serverTimestamp());
                    case TRACK_NUMBER, KEY_FRAME ->
                            throw new IllegalStateException(column + " is of frames only");
                };
    }

    private static Instant shown(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
