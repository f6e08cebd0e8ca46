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

package io.github.flinkkvs.examples.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks Flink's REST interface how many checkpoints a job has completed. */
public final class CheckpointCounter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;
    private long completed;

    /**
     * @param port the port of Flink's web page
     * @param jobId the job's id
     */
    public CheckpointCounter(int port, String jobId) {
        request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:"
                                                + port
                                                + "/jobs/"
                                                + jobId
                                                + "/checkpoints"))
                        .timeout(Duration.ofSeconds(2))
                        .build();
    }

    /**
     * Returns the count; the last known one where Flink does not answer, as after the job's end.
     */
    public long completed() throws InterruptedException {
        try {
            HttpResponse<byte[]> response =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            completed =
                    JSON.readTree(response.body())
                            .path("counts")
                            .path("completed")
                            .asLong(completed);
        } catch (IOException e) {
            return completed;
        }
        return completed;
    }
}
