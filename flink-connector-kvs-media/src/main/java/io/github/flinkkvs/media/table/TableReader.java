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

import io.github.flinkkvs.media.source.config.ConfigProblems;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;

import javax.annotation.Nullable;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads a table's schema and options; what is wrong with them goes to the problems. */
final class TableReader {

    private final DynamicTableFactory.Context context;
    private final FactoryUtil.TableFactoryHelper helper;
    private final ReadableConfig options;
    private final ResolvedSchema schema;
    private final ConfigProblems problems;

    TableReader(
            DynamicTableFactory.Context context,
            FactoryUtil.TableFactoryHelper helper,
            ConfigProblems problems) {
        this.context = context;
        this.helper = helper;
        this.options = helper.getOptions();
        this.schema = context.getCatalogTable().getResolvedSchema();
        this.problems = problems;
    }

    /** Returns the table; it is of use only if there are no problems. */
    ScanSpec read() {
        Set<String> written = context.getCatalogTable().getOptions().keySet();
        ScanRow row =
                ReadableOption.read(KvsMediaTableOptions.SCAN_ROW, options, problems)
                        .orElse(ScanRow.FRAGMENT);
        Optional<String> format = options.getOptional(KvsMediaTableOptions.FORMAT);
        boolean isDecoded = row == ScanRow.FRAME && format.filter(this::mustDecode).isPresent();
        if (row == ScanRow.FRAGMENT && format.isPresent()) {
            problems.add(
                    "'format' decodes frames, but a row is a fragment: leave it out, or set"
                            + " 'scan.row' = 'frame'");
        }
        KnownOptions.checkKeys(written, keysOfFormat(format), problems);
        TableColumns columns = TableColumns.read(schema, row, isDecoded, problems);
        return new ScanSpec(
                context.getObjectIdentifier().asSummaryString(),
                row,
                columns,
                rowtime(row, columns),
                schema.toPhysicalRowDataType(),
                isDecoded ? decodingFormat() : null,
                readScope(written),
                KnownOptions.ofSource(written, options, problems),
                readParallelism(),
                ReadableOption.read(
                                KvsMediaTableOptions.SCAN_PRODUCER_CLOCK_ASCENDS, options, problems)
                        .orElse(true),
                zone());
    }

    @Nullable
    private MediaMetadata rowtime(ScanRow row, TableColumns columns) {
        return schema.getWatermarkSpecs().stream()
                .map(watermark -> columns.keys().get(watermark.getRowtimeAttribute()))
                .filter(Objects::nonNull)
                .map(MediaMetadata.of(row, columns.hasLastTags())::get)
                .findFirst()
                .orElse(null);
    }

    private ZoneId zone() {
        String zone = context.getConfiguration().get(TableConfigOptions.LOCAL_TIME_ZONE);
        return zone.equals(TableConfigOptions.LOCAL_TIME_ZONE.defaultValue())
                ? ZoneId.systemDefault()
                : ZoneId.of(zone);
    }

    /** Raw bytes need no decoding. */
    private boolean mustDecode(String format) {
        return !(format.equals(KvsMediaTableOptions.FORMAT.defaultValue())
                && TableColumns.isPayloadOnly(schema));
    }

    @Nullable
    private DecodingFormat<DeserializationSchema<RowData>> decodingFormat() {
        try {
            return helper.discoverDecodingFormat(
                    DeserializationFormatFactory.class, KvsMediaTableOptions.FORMAT);
        } catch (ValidationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            problems.add("'format': " + cause.getMessage());
            return null;
        }
    }

    private Set<String> keysOfFormat(Optional<String> format) {
        Set<String> keys = new HashSet<>();
        try {
            format.map(
                            name ->
                                    FactoryUtil.discoverFactory(
                                            context.getClassLoader(),
                                            DeserializationFormatFactory.class,
                                            name))
                    .ifPresent(
                            factory -> {
                                Set<ConfigOption<?>> all = new HashSet<>(factory.requiredOptions());
                                all.addAll(factory.optionalOptions());
                                all.forEach(option -> keys.add(format.get() + "." + option.key()));
                            });
        } catch (ValidationException e) {
            // The problem of a format that is not there is added where it is made.
            context.getCatalogTable().getOptions().keySet().stream()
                    .filter(key -> key.startsWith(format.get() + "."))
                    .forEach(keys::add);
        }
        return keys;
    }

    private ScanScope readScope(Set<String> written) {
        ScanScope scope =
                new ScanScope(
                        StreamChoice.read(options, problems),
                        ScanStart.read(options, problems),
                        ScanStop.read(options, problems));
        if (scope.stop().isBounded()
                && !written.contains(KvsMediaTableOptions.SCAN_STARTUP_MODE.key())) {
            problems.add(
                    "'%s' says where the table ends, but '%s' is not set: a table that ends mostly starts in the past, such as with 'earliest'; 'now' reads what arrives before the end"
                            .formatted(
                                    KvsMediaTableOptions.SCAN_BOUNDED_MODE.key(),
                                    KvsMediaTableOptions.SCAN_STARTUP_MODE.key()));
        }
        if (scope.isEmptyRange()) {
            problems.add(
                    "'%s' (%s) must be before '%s' (%s)"
                            .formatted(
                                    KvsMediaTableOptions.SCAN_STARTUP_TIMESTAMP.key(),
                                    scope.start().value(),
                                    KvsMediaTableOptions.SCAN_BOUNDED_TIMESTAMP.key(),
                                    scope.stop().value()));
        }
        return scope;
    }

    @Nullable
    private Integer readParallelism() {
        Integer parallelism =
                ReadableOption.read(KvsMediaTableOptions.SCAN_PARALLELISM, options, problems)
                        .orElse(null);
        if (parallelism != null && parallelism < 1) {
            problems.add(
                    "'%s' must be at least 1, found %d"
                            .formatted(KvsMediaTableOptions.SCAN_PARALLELISM.key(), parallelism));
        }
        return parallelism;
    }
}
