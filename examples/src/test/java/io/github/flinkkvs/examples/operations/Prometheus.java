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
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** A Prometheus that scrapes one address every second, with our alerts; ended by close. */
final class Prometheus implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final URI address;

    private Prometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one.
     *
     * @param folder where it keeps its data and says what it does
     * @param scraped host and port
     */
    static Prometheus start(Path folder, String scraped) throws IOException {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - {job_name: flink, static_configs: [{targets: ["%s"]}]}
                """
                        .formatted(OperationsFiles.alerts(), scraped));
        int port = freePort();
        Process process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile())
                        .start();
        return new Prometheus(process, URI.create("http://127.0.0.1:" + port));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Returns whether the expression has a result now; no, while Prometheus does not answer. */
    boolean answers(String expression) {
        return !get("/api/v1/query?query=" + encoded(expression)).at("/data/result").isEmpty();
    }

    /** Returns the alerts that fire, each as its name and the stream or job that it is about. */
    Set<String> firing() {
        Set<String> firing = new TreeSet<>();
        for (JsonNode alert : get("/api/v1/alerts").at("/data/alerts")) {
            JsonNode labels = alert.get("labels");
            if (alert.get("state").asText().equals("firing")) {
                String about = labels.path("stream").asText(labels.path("job_name").asText());
                firing.add(labels.get("alertname").asText() + " " + about);
            }
        }
        return firing;
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
            String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return json.readTree(body);
        } catch (IOException e) {
            return json.createObjectNode();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while asking Prometheus.", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
