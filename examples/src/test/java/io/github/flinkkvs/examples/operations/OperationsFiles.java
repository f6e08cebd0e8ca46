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

package io.github.flinkkvs.examples.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What lies below {@code operations/}. */
final class OperationsFiles {

    private static final Path FOLDER = Path.of("..", "operations");

    private OperationsFiles() {}

    static Path alerts() {
        return FOLDER.resolve("prometheus/kvs-media-alerts.yml").toAbsolutePath().normalize();
    }

    static Path alertsTest() {
        return FOLDER.resolve("prometheus/kvs-media-alerts-test.yml").toAbsolutePath().normalize();
    }

    static Path prometheusConfig() {
        return FOLDER.resolve("prometheus/prometheus.yml").toAbsolutePath().normalize();
    }

    /** Returns what the dashboard asks Prometheus, as Grafana would ask it for all streams. */
    static List<String> dashboardQueries() throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(FOLDER.resolve("grafana/kvs-media.json").toFile());
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(
                        target.get("expr")
                                .asText()
                                .replace("$job", ".*")
                                .replace("$stream", ".*")
                                .replace("$__rate_interval", "30s"));
            }
        }
        return queries;
    }
}
