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
import io.github.flinkkvs.media.model.MediaTag;

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

import javax.annotation.Nullable;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Values in the form that rows inside Flink's SQL have. */
final class RowValues {

    private RowValues() {}

    @Nullable
    static StringData text(@Nullable String text) {
        return StringData.fromString(text);
    }

    /** To the millisecond, since columns of event time have no more. */
    static TimestampData timestamp(Instant instant) {
        return TimestampData.fromEpochMillis(instant.toEpochMilli());
    }

    @Nullable
    static Long whole(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    static byte[] bytes(ByteBuffer view) {
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    static MapData allTags(MediaFragment fragment) {
        Map<StringData, ArrayData> tags = new HashMap<>();
        fragment.tagValues()
                .forEach(
                        (name, values) ->
                                tags.put(
                                        text(name),
                                        new GenericArrayData(
                                                values.stream().map(RowValues::text).toArray())));
        return new GenericMapData(tags);
    }

    static MapData lastTags(MediaFragment fragment) {
        Map<StringData, StringData> tags = new HashMap<>();
        for (MediaTag tag : fragment.tags()) {
            tags.put(text(tag.name()), text(tag.value()));
        }
        return new GenericMapData(tags);
    }
}
