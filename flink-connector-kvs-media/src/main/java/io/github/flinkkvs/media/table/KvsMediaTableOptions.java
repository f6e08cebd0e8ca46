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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.factories.FactoryUtil;

import java.util.List;
import java.util.Map;

/**
 * The options of a table, beside those of the source ({@code source.*}), of the AWS client ({@code
 * aws.*}) and of the format.
 */
@PublicEvolving
public final class KvsMediaTableOptions {

    /** Named streams. */
    public static final ConfigOption<List<String>> STREAM =
            ConfigOptions.key("stream")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The streams to read, each by name or ARN, with semicolons between"
                                    + " them. Required, unless streams are searched for.");

    /** What the names of streams begin with. */
    public static final ConfigOption<String> STREAM_PREFIX =
            ConfigOptions.key("stream-prefix")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Reads all streams whose name begins so. Streams are searched for again"
                                    + " and again, see source.discovery.interval.");

    /** What the names of streams match. */
    public static final ConfigOption<String> STREAM_PATTERN =
            ConfigOptions.key("stream-pattern")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Reads all streams whose whole name matches this regular expression"
                                    + " (of Java); with a prefix or tags, those that match these,"
                                    + " too.");

    /** What streams are tagged with. */
    public static final ConfigOption<Map<String, String>> STREAM_TAGS =
            ConfigOptions.key("stream-tags")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "Reads all streams that have all these tags, such as 'site:north,"
                                    + "floor:2'. They are the tags of the stream, not of its"
                                    + " fragments.");

    /** What a row is. */
    public static final ConfigOption<ScanRow> SCAN_ROW =
            ConfigOptions.key("scan.row")
                    .enumType(ScanRow.class)
                    .defaultValue(ScanRow.FRAGMENT)
                    .withDescription(
                            "What a row is: a fragment, which is some seconds of media as one"
                                    + " Matroska document, or a frame of one track.");

    /** Where reading starts. */
    public static final ConfigOption<StartupMode> SCAN_STARTUP_MODE =
            ConfigOptions.key("scan.startup.mode")
                    .enumType(StartupMode.class)
                    .defaultValue(StartupMode.NOW)
                    .withDescription(
                            "Where a stream without a saved position is read from. Required where"
                                    + " scan.bounded.mode ends the table.");

    /** The instant of a start. */
    public static final ConfigOption<String> SCAN_STARTUP_TIMESTAMP =
            ConfigOptions.key("scan.startup.timestamp")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The instant to start from, such as 2026-03-01T10:00:00Z, or in"
                                    + " milliseconds since 1970.");

    /** The number of a start. */
    public static final ConfigOption<String> SCAN_STARTUP_FRAGMENT_NUMBER =
            ConfigOptions.key("scan.startup.fragment-number")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The number of the fragment to start with or behind.");

    /** The token of a start. */
    public static final ConfigOption<String> SCAN_STARTUP_CONTINUATION_TOKEN =
            ConfigOptions.key("scan.startup.continuation-token")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The token of the fragment to start behind.");

    /** Where reading ends. */
    public static final ConfigOption<BoundedMode> SCAN_BOUNDED_MODE =
            ConfigOptions.key("scan.bounded.mode")
                    .enumType(BoundedMode.class)
                    .defaultValue(BoundedMode.UNBOUNDED)
                    .withDescription(
                            "Where reading ends. A table that ends can be read in batch mode, too.");

    /** The instant of an end. */
    public static final ConfigOption<String> SCAN_BOUNDED_TIMESTAMP =
            ConfigOptions.key("scan.bounded.timestamp")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The instant to end before, such as 2026-03-01T10:00:00Z, or in"
                                    + " milliseconds since 1970.");

    /** The number of an end. */
    public static final ConfigOption<String> SCAN_BOUNDED_FRAGMENT_NUMBER =
            ConfigOptions.key("scan.bounded.fragment-number")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The number of the last fragment to read.");

    /** Whether producers' clocks may be trusted with positions. */
    public static final ConfigOption<Boolean> SCAN_PRODUCER_CLOCK_ASCENDS =
            ConfigOptions.key("scan.producer-clock-ascends")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether producer timestamps never run backward within a stream, so"
                                    + " that a filter on them can become a start or stop position."
                                    + " Where producers send old recordings later, or restart with a"
                                    + " clock of their own, set it to false: otherwise such a filter"
                                    + " may miss rows.");

    /** How many readers there are. */
    public static final ConfigOption<Integer> SCAN_PARALLELISM = FactoryUtil.SOURCE_PARALLELISM;

    /** How frames are decoded. */
    public static final ConfigOption<String> FORMAT =
            ConfigOptions.key(FactoryUtil.FORMAT.key())
                    .stringType()
                    .defaultValue("raw")
                    .withDescription(
                            "The format of frames, which makes the physical columns of a frame's"
                                    + " bytes: any of Flink's formats. For rows that are frames"
                                    + " only.");

    private KvsMediaTableOptions() {}

    /** Returns all options, for checks and for the documentation. */
    public static List<ConfigOption<?>> all() {
        return List.of(
                STREAM,
                STREAM_PREFIX,
                STREAM_PATTERN,
                STREAM_TAGS,
                SCAN_ROW,
                SCAN_STARTUP_MODE,
                SCAN_STARTUP_TIMESTAMP,
                SCAN_STARTUP_FRAGMENT_NUMBER,
                SCAN_STARTUP_CONTINUATION_TOKEN,
                SCAN_BOUNDED_MODE,
                SCAN_BOUNDED_TIMESTAMP,
                SCAN_BOUNDED_FRAGMENT_NUMBER,
                SCAN_PRODUCER_CLOCK_ASCENDS,
                SCAN_PARALLELISM,
                FORMAT);
    }
}
