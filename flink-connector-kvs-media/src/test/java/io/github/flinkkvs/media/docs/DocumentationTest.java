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

package io.github.flinkkvs.media.docs;

import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.client.FailureAction;
import io.github.flinkkvs.media.client.FailurePhase;
import io.github.flinkkvs.media.client.FailureRow;
import io.github.flinkkvs.media.client.FailureTable;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.metrics.EnumeratorMetrics;
import io.github.flinkkvs.media.source.metrics.MetricNames;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.metrics.ReconnectReason;
import io.github.flinkkvs.media.source.metrics.RecordingMetrics;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.util.TimeUtils;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of {@code docs/reference.md} say what the code does. */
class DocumentationTest {

    private static final Map<String, String> TYPES_WITHOUT_DEFAULT =
            Map.of(
                    KvsMediaSourceOptions.MAX_BYTES_PER_SECOND.key(), "MemorySize",
                    KvsMediaSourceOptions.MAX_FRAGMENTS_PER_SECOND.key(), "Double");

    private final Reference reference = Reference.read();
    private final RecordingMetrics registry = new RecordingMetrics();

    DocumentationTest() throws IOException {
        new ReaderMetrics(registry.reader("reader"), Clock.systemUTC())
                .of(
                        new KvsMediaSplit(
                                StreamId.of("cam"),
                                SplitPosition.startingAt(StartPosition.now()),
                                StopPosition.never()));
    }

    @Test
    void everyOptionOfTheSourceIsInItsTableWithDefaultAndDescription() {
        List<String> expected = new ArrayList<>();
        for (ConfigOption<?> option : KvsMediaSourceOptions.all()) {
            expected.add(
                    String.format(
                            "| `%s` | %s | %s | %s |",
                            option.key(),
                            type(option),
                            text(option.defaultValue()),
                            new HtmlFormatter().format(option.description())));
        }

        reference.assertTable("Options of the source", expected);
    }

    /** Flink keeps the type of an option to itself; its default shows it. */
    private static String type(ConfigOption<?> option) {
        return option.hasDefaultValue()
                ? option.defaultValue().getClass().getSimpleName()
                : TYPES_WITHOUT_DEFAULT.get(option.key());
    }

    private static String text(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        return value instanceof MemorySize size ? size.getMebiBytes() + " mb" : value.toString();
    }

    @Test
    void everyAwsOptionIsInItsTable() {
        assertThat(reference.names("Options of the AWS client"))
                .containsExactlyInAnyOrderElementsOf(AwsOptions.keys());
    }

    @Test
    void everyStandardMetricThatTheSourceFeedsIsInItsTable() {
        reference.assertTableExplains(
                "Of a reader",
                List.of(
                        "| `numBytesIn` | counter | ",
                        metricRow("numRecordsInErrors", registry.below("reader")),
                        metricRow(MetricNames.FETCH_EVENT_TIME_LAG, registry.below("reader"))));
    }

    @Test
    void everyMetricOfAStreamIsInItsTableWithItsType() {
        Map<String, Metric> ofStream = registry.below("reader.KvsMediaSource.stream.cam");

        reference.assertTableExplains(
                "Of a stream",
                MetricNames.ofStream().stream().map(name -> metricRow(name, ofStream)).toList());
    }

    private static String metricRow(String name, Map<String, Metric> registered) {
        assertThat(registered).containsKey(name);
        boolean isCounter = registered.get(name) instanceof Counter;
        return "| `%s` | %s | ".formatted(name, isCounter ? "counter" : "gauge");
    }

    @Test
    void everyMetricOfTheEnumeratorIsInItsTableWithItsType() {
        new EnumeratorMetrics(registry.reader("enumerator"), Clock.systemUTC());
        Map<String, Metric> registered = registry.below("enumerator.KvsMediaSource");

        assertThat(registered.keySet())
                .containsExactlyInAnyOrderElementsOf(MetricNames.ofEnumerator());
        reference.assertTableExplains(
                "Of the enumerator",
                MetricNames.ofEnumerator().stream()
                        .map(name -> metricRow(name, registered))
                        .toList());
    }

    @Test
    void everyReasonOfAReconnectIsInItsTable() {
        reference.assertTableExplains(
                "Why a session is followed by another",
                Arrays.stream(ReconnectReason.values())
                        .map(reason -> "| `%s` | ".formatted(reason.groupValue()))
                        .toList());
    }

    @Test
    void everyErrorIsInItsTableWithItsPhasesActionAndAdvice() {
        reference.assertTable(
                "By error", FailureTable.rows().stream().map(DocumentationTest::row).toList());
    }

    private static String row(FailureRow row) {
        String phases =
                row.phases().stream()
                        .sorted()
                        .map(DocumentationTest::phase)
                        .collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |"
                .formatted(row.error(), phases, row.action(), row.advice())
                .replace("|  |", "| |");
    }

    private static String phase(FailurePhase phase) {
        return switch (phase) {
            case CREDENTIALS -> "credentials";
            case CONTROL_PLANE -> "control plane";
            case ARCHIVE -> "ListFragments";
            case GET_MEDIA -> "GetMedia";
            case BODY -> "session";
        };
    }

    @Test
    void everyActionIsInItsTable() {
        reference.assertTableExplains(
                "What is done",
                Arrays.stream(FailureAction.values())
                        .map(action -> "| `%s` | ".formatted(action))
                        .toList());
    }
}
