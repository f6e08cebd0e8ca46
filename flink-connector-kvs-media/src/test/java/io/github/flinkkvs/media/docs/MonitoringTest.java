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

import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.metrics.MetricNames;
import io.github.flinkkvs.media.source.metrics.ReconnectReason;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Dashboard and alert rules ask for metrics that there are, and lead to the run-book. */
class MonitoringTest {

    private static final String ENUMERATOR =
            "flink_jobmanager_job_operator_coordinator_enumerator_";
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
    private static final Pattern OF_REASON =
            Pattern.compile(
                    OPERATOR
                            + String.join(
                                    "_",
                                    MetricNames.GROUP,
                                    MetricNames.STREAM,
                                    MetricNames.REASON,
                                    MetricNames.RECONNECTS)
                            + "\\b");
    private static final Pattern OF_STREAM =
            Pattern.compile(
                    OPERATOR + MetricNames.GROUP + "_" + MetricNames.STREAM + "_([A-Za-z]+)\\b");
    private static final Pattern OF_ENUMERATOR =
            Pattern.compile(ENUMERATOR + MetricNames.GROUP + "_(\\w+)");
    private static final Pattern ANY_OF_OURS =
            Pattern.compile("\\w+_" + MetricNames.GROUP + "_\\w+");
    private static final Pattern REASONS = Pattern.compile("reason!?~?=?\"([a-z|-]+)\"");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook: (\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (Kvs\\w+)$");

    private final String alerts = ProjectFiles.read("operations/prometheus/kvs-media-alerts.yml");
    private final JsonNode dashboard =
            new ObjectMapper().readTree(ProjectFiles.read("operations/grafana/kvs-media.json"));

    MonitoringTest() throws IOException {}

    @Test
    void everyMetricOfOursThatIsAskedForExists() {
        String asked = alerts + String.join("\n", queries());

        assertThat(MetricNames.ofStream()).containsAll(found(OF_STREAM, asked));
        assertThat(MetricNames.ofEnumerator()).containsAll(found(OF_ENUMERATOR, asked));
        assertThat(ANY_OF_OURS.matcher(asked).results())
                .map(MatchResult::group)
                .allMatch(
                        name ->
                                OF_REASON.matcher(name).matches()
                                        || OF_STREAM.matcher(name).matches()
                                        || OF_ENUMERATOR.matcher(name).matches());
    }

    @Test
    void everyMetricOfOursIsOnTheDashboard() {
        String asked = String.join("\n", queries());

        assertThat(found(OF_STREAM, asked))
                .containsExactlyInAnyOrderElementsOf(MetricNames.ofStream());
        assertThat(found(OF_ENUMERATOR, asked))
                .containsExactlyInAnyOrderElementsOf(MetricNames.ofEnumerator());
        assertThat(asked).contains(OPERATOR + MetricNames.FETCH_EVENT_TIME_LAG);
        assertThat(asked).containsPattern(OF_REASON);
    }

    @Test
    void everyReasonThatAnAlertNamesExists() {
        List<String> reasons =
                Arrays.stream(ReconnectReason.values()).map(ReconnectReason::groupValue).toList();

        assertThat(found(REASONS, alerts))
                .isNotEmpty()
                .allSatisfy(named -> assertThat(reasons).contains(named.split("\\|")));
    }

    @Test
    void theBufferThatCountsAsFullIsThatOfTheDefault() {
        assertThat(alerts)
                .contains(
                        "> 0.9 * "
                                + KvsMediaSourceOptions.MAX_BYTES_IN_FLIGHT
                                        .defaultValue()
                                        .getBytes());
    }

    @Test
    void everyAlertHasItsSectionInTheRunbook() throws IOException {
        Set<String> names = found(ALERT, alerts);
        String runbook = ProjectFiles.read("docs/operations/runbook.md");

        assertThat(names).hasSizeGreaterThan(10);
        assertThat(found(HEADING, runbook)).isEqualTo(names);
        assertThat(RUNBOOK.matcher(alerts).results())
                .extracting(match -> match.group(1))
                .containsExactlyElementsOf(
                        ALERT.matcher(alerts)
                                .results()
                                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                                .map(anchor -> "docs/operations/runbook.md#" + anchor)
                                .toList());
    }

    @Test
    void everyPanelStandsInAPlaceOfItsOwnAndAsksTheChosenPrometheus() {
        Set<String> places = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).as(panel.toString()).isTrue();
            assertThat(cells(panel.get("gridPos"))).allMatch(places::add);
            if (!panel.get("type").asText().equals("row")) {
                assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                assertThat(panel.get("targets")).isNotEmpty();
                assertThat(panel.get("description").asText()).isNotEmpty();
            }
        }
        assertThat(dashboard.at("/templating/list"))
                .extracting(variable -> variable.get("name").asText())
                .containsExactly("datasource", "job", "stream");
    }

    private static List<String> cells(JsonNode place) {
        List<String> cells = new ArrayList<>();
        int right = place.get("x").asInt() + place.get("w").asInt();
        int bottom = place.get("y").asInt() + place.get("h").asInt();
        assertThat(right).as(place.toString()).isLessThanOrEqualTo(24);
        for (int x = place.get("x").asInt(); x < right; x++) {
            for (int y = place.get("y").asInt(); y < bottom; y++) {
                cells.add(x + " " + y);
            }
        }
        return cells;
    }

    private List<String> queries() {
        return dashboard.findValuesAsText("expr");
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }
}
