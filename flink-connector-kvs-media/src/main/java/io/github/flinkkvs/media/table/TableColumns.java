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

import io.github.flinkkvs.media.client.DidYouMean;
import io.github.flinkkvs.media.source.config.ConfigProblems;

import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The columns of a table: the metadata that they are of, by column, and the physical ones.
 *
 * @param keys the metadata's key for each metadata column
 * @param hasLastTags whether tags are declared with one value for each name
 */
record TableColumns(Map<String, String> keys, boolean hasLastTags) {

    /**
     * Reads and checks the columns.
     *
     * @param isDecoded whether a format makes the physical columns
     */
    static TableColumns read(
            ResolvedSchema schema, ScanRow row, boolean isDecoded, ConfigProblems problems) {
        List<Column.MetadataColumn> declared =
                schema.getColumns().stream()
                        .filter(Column.MetadataColumn.class::isInstance)
                        .map(Column.MetadataColumn.class::cast)
                        .toList();
        boolean hasLastTags = declared.stream().anyMatch(TableColumns::isLastTags);
        Map<String, MediaMetadata> known = MediaMetadata.of(row, hasLastTags);
        Map<String, String> keys = new LinkedHashMap<>();
        for (Column.MetadataColumn column : declared) {
            String key = key(column);
            MediaMetadata metadata = known.get(key);
            if (metadata == null) {
                problems.add(unknown(column, key, known.keySet()));
            } else {
                checkType(column, metadata, problems);
                keys.put(column.getName(), key);
            }
        }
        if (!isDecoded) {
            checkPayload(schema, row, problems);
        }
        return new TableColumns(keys, hasLastTags);
    }

    /**
     * Returns whether the only physical column, if any, is of bytes, so that no format is needed.
     */
    static boolean isPayloadOnly(ResolvedSchema schema) {
        List<Column> physical = physical(schema);
        return physical.isEmpty() || (physical.size() == 1 && isBytes(physical.get(0)));
    }

    private static List<Column> physical(ResolvedSchema schema) {
        return schema.getColumns().stream().filter(Column::isPhysical).toList();
    }

    private static boolean isBytes(Column column) {
        return column.getDataType().getLogicalType().getTypeRoot() == LogicalTypeRoot.VARBINARY;
    }

    private static String key(Column.MetadataColumn column) {
        return column.getMetadataKey().orElse(column.getName());
    }

    private static boolean isLastTags(Column.MetadataColumn column) {
        LogicalType type = column.getDataType().getLogicalType();
        return key(column).equals(MediaMetadata.FRAGMENT_TAGS.key())
                && MetadataTypes.isDeclarable(
                        MediaMetadata.LAST_FRAGMENT_TAGS.type().getLogicalType(), type);
    }

    private static String unknown(Column.MetadataColumn column, String key, Set<String> known) {
        if (MediaMetadata.of(ScanRow.FRAME, false).containsKey(key)) {
            return "column '%s': the metadata '%s' is of frames: set '%s' = 'frame', or leave the column out"
                    .formatted(column.getName(), key, KvsMediaTableOptions.SCAN_ROW.key());
        }
        return "column '%s': there is no metadata '%s'; %s"
                .formatted(column.getName(), key, DidYouMean.hint(key, known, known));
    }

    private static void checkType(
            Column.MetadataColumn column, MediaMetadata metadata, ConfigProblems problems) {
        LogicalType declared = column.getDataType().getLogicalType();
        LogicalType own = metadata.type().getLogicalType();
        if (!MetadataTypes.isDeclarable(own, declared)) {
            problems.add(
                    "column '%s' is declared as %s, but the metadata '%s' is %s: declare it so"
                            .formatted(
                                    column.getName(),
                                    declared.asSummaryString(),
                                    metadata.key(),
                                    metadata.type().nullable().getLogicalType().asSummaryString()));
        } else if (own.isNullable() && !declared.isNullable()) {
            problems.add(
                    "column '%s' is declared NOT NULL, but the metadata '%s' may be null: leave NOT NULL out"
                            .formatted(column.getName(), metadata.key()));
        }
    }

    private static void checkPayload(ResolvedSchema schema, ScanRow row, ConfigProblems problems) {
        if (isPayloadOnly(schema)) {
            return;
        }
        String names =
                physical(schema).stream()
                        .map(column -> column.getName() + " " + column.getDataType())
                        .collect(Collectors.joining(", "));
        String hints =
                physical(schema).stream()
                        .map(column -> column.getName().replace('_', '-'))
                        .filter(MediaMetadata.of(ScanRow.FRAME, false)::containsKey)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .map(key -> " METADATA FROM '" + key + "'")
                        .collect(Collectors.joining(","));
        problems.add(
                "the physical columns are (%s), but a %s has one payload: declare one column of BYTES, or none%s%s"
                        .formatted(
                                names,
                                row,
                                row == ScanRow.FRAME ? ", or set 'format' to decode frames" : "",
                                hints.isEmpty() ? "" : "; did you mean" + hints + "?"));
    }
}
