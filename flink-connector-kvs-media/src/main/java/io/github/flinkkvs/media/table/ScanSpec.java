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

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import javax.annotation.Nullable;

import java.time.ZoneId;
import java.util.Map;

/**
 * A table as its schema and options say it, checked. Immutable. Its text shows no option, since
 * some are secrets.
 *
 * @param name the table's, for operators
 * @param row what a row is
 * @param columns the columns that are metadata
 * @param rowtime the metadata that the column with the watermark is of; null if it is of none
 * @param physicalType the columns that are not
 * @param format makes these of a frame's bytes; null if there is one at most, which has the bytes
 * @param scope what is read of which streams
 * @param options of the source and of its AWS client, by key
 * @param parallelism null for the job's
 * @param producerClockAscends whether conditions on producer timestamps may become positions
 * @param zone the session's
 */
record ScanSpec(
        String name,
        ScanRow row,
        TableColumns columns,
        @Nullable MediaMetadata rowtime,
        DataType physicalType,
        @Nullable DecodingFormat<DeserializationSchema<RowData>> format,
        ScanScope scope,
        Map<String, String> options,
        @Nullable Integer parallelism,
        boolean producerClockAscends,
        ZoneId zone) {

    /** Returns the metadata that rows can have, by key. */
    Map<String, MediaMetadata> metadata() {
        return MediaMetadata.of(row, columns.hasLastTags());
    }

    @Override
    public String toString() {
        return "ScanSpec{" + name + "}";
    }
}
