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

package io.github.flinkkvs.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All that Flink's web pages are made of: what its REST API says of a job and of the cluster. */
final class RestPages {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final List<String> OF_JOB =
            List.of(
                    "",
                    "/accumulators?includeSerializedValue=true",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/config",
                    "/exceptions",
                    "/execution-result",
                    "/jobmanager/config",
                    "/plan",
                    "/status");
    private static final List<String> OF_VERTEX =
            List.of(
                    "",
                    "/accumulators",
                    "/jm-operator-metrics",
                    "/metrics",
                    "/subtasks/0",
                    "/subtasks/0/metrics",
                    "/subtasks/accumulators",
                    "/subtasks/metrics",
                    "/subtasktimes",
                    "/taskmanagers",
                    "/watermarks");
    private static final List<String> OF_JOB_MANAGER =
            List.of("config", "environment", "log", "logs", "metrics", "stdout", "thread-dump");
    private static final List<String> OF_TASK_MANAGER =
            List.of("", "/log", "/logs", "/metrics", "/stdout", "/thread-dump");

    private final Map<String, String> pages = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI cluster;

    private RestPages(URI cluster) {
        this.cluster = cluster;
    }

    /** Reads all pages that are there; by their paths. */
    static Map<String, String> of(URI cluster, String job) throws Exception {
        RestPages all = new RestPages(cluster);
        all.read("/overview");
        all.read("/config");
        all.read("/jobs/overview");
        for (String page : OF_JOB) {
            all.read("/jobs/" + job + page);
        }
        for (String vertex : all.ids("/jobs/" + job)) {
            for (String page : OF_VERTEX) {
                all.read("/jobs/" + job + "/vertices/" + vertex + page);
            }
        }
        for (String page : OF_JOB_MANAGER) {
            all.read("/jobmanager/" + page);
        }
        all.read("/taskmanagers");
        for (String taskManager : all.ids("/taskmanagers")) {
            for (String page : OF_TASK_MANAGER) {
                all.read("/taskmanagers/" + taskManager + page);
            }
        }
        return all.pages;
    }

    private Set<String> ids(String page) {
        return ID.matcher(pages.getOrDefault(page, ""))
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of metrics there are first the names and, where these are asked for, the values. */
    private void read(String path) throws IOException, InterruptedException {
        get(path);
        if (path.endsWith("metrics") && !ids(path).isEmpty()) {
            get(path + "?get=" + String.join(",", ids(path)).replaceAll("[^\\w.,-]", "_"));
        }
    }

    private void get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(cluster.resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            pages.put(path, answer.body());
        }
    }
}
