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

package io.github.flinkkvs.e2e.process;

import io.github.flinkkvs.e2e.Eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A cluster's REST interface. Methods that wait do so while the JobManager is not there, too; the
 * others throw {@link UncheckedIOException} then.
 */
public final class FlinkRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);
    private static final Duration LONGEST_SAVEPOINT = Duration.ofMinutes(3);
    private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LONGEST_CALL)
                    .build();
    private final URI address;

    FlinkRest(URI address) {
        this.address = address;
    }

    /** Waits until exactly so many TaskManagers are registered. */
    public void awaitTaskManagers(int count, Duration longest) {
        await(
                count + " TaskManagers are registered",
                longest,
                () -> get("/overview").path("taskmanagers").asInt(-1) == count);
    }

    /** The states of all jobs that the JobManager knows, by their ids. */
    public Map<String, String> jobs() {
        Map<String, String> states = new TreeMap<>();
        get("/jobs").get("jobs").forEach(job -> states.put(text(job, "id"), text(job, "status")));
        return states;
    }

    /** A job's state, such as RUNNING. */
    public String state(String job) {
        return text(get("/jobs/" + job), "state");
    }

    /** Waits until all tasks of the job run; not longer than until it has ended. */
    public void awaitAllRunning(String job, Duration longest) {
        await("job " + job + " runs", longest, () -> areAllRunning(job));
    }

    private boolean areAllRunning(String job) {
        JsonNode details = get("/jobs/" + job);
        String state = text(details, "state");
        if (ENDED.contains(state)) {
            throw new AssertionError("Job " + job + " is " + state + ": " + exception(job));
        }
        for (JsonNode vertex : details.get("vertices")) {
            if (vertex.get("tasks").get("RUNNING").asInt() != vertex.get("parallelism").asInt()) {
                return false;
            }
        }
        return state.equals("RUNNING");
    }

    /** Waits until the job has ended, and tells how: FINISHED, FAILED or CANCELED. */
    public String awaitEnd(String job, Duration longest) {
        await("job " + job + " ends", longest, () -> ENDED.contains(state(job)));
        return state(job);
    }

    /**
     * How many checkpoints the job has completed since it was submitted or its JobManager began.
     */
    public int completedCheckpoints(String job) {
        return get("/jobs/" + job + "/checkpoints").at("/counts/completed").asInt();
    }

    /** Waits until so many more checkpoints have completed. */
    public void awaitCheckpoints(String job, int more, Duration longest) {
        int enough = completedCheckpoints(job) + more;
        await(more + " checkpoints of " + job, longest, () -> completedCheckpoints(job) >= enough);
    }

    /** Waits until a checkpoint is complete that began after some time, as milliseconds. */
    public void awaitCheckpointOfAfter(String job, long epochMillis, Duration longest) {
        await(
                "a checkpoint of " + job,
                longest,
                () ->
                        get("/jobs/" + job + "/checkpoints")
                                        .at("/latest/completed/trigger_timestamp")
                                        .asLong()
                                > epochMillis);
    }

    /** Why the job failed last, with the stack trace; empty if it did not. */
    public String exception(String job) {
        return get("/jobs/" + job + "/exceptions")
                .at("/exceptionHistory/entries/0/stacktrace")
                .asText();
    }

    /** Cancels the job; {@link #awaitEnd} waits for it. */
    public void cancel(String job) {
        call(request("/jobs/" + job).method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }

    /** Takes a savepoint of a job that goes on, and returns its location. */
    public String savepoint(String job, URI folder) {
        return savepoint(job, folder, "savepoints", "cancel-job");
    }

    /** Takes a savepoint, stops the job, and returns the savepoint's location. */
    public String stopWithSavepoint(String job, URI folder) {
        return savepoint(job, folder, "stop", "drain");
    }

    private String savepoint(String job, URI folder, String operation, String unwanted) {
        String path = "/jobs/" + job + "/" + operation;
        String folderName = operation.equals("stop") ? "targetDirectory" : "target-directory";
        String body =
                JSON.createObjectNode().put(folderName, folder + "").put(unwanted, false) + "";
        JsonNode answer =
                call(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        String trigger = "/jobs/" + job + "/savepoints/" + text(answer, "request-id");
        await(
                "savepoint of " + job,
                LONGEST_SAVEPOINT,
                () -> get(trigger).at("/status/id").asText().equals("COMPLETED"));
        JsonNode result = get(trigger).get("operation");
        if (!result.hasNonNull("location")) {
            throw new AssertionError("No savepoint of " + job + ": " + result);
        }
        return text(result, "location");
    }

    /** Any GET, such as {@code /jobs/ID/exceptions}. */
    public JsonNode get(String path) {
        return call(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(LONGEST_CALL);
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException(response + ": " + response.body());
            }
            return response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, Duration longest, BooleanSupplier condition) {
        Eventually.await(
                what,
                longest,
                () -> {
                    try {
                        return condition.getAsBoolean();
                    } catch (UncheckedIOException notYet) {
                        return false;
                    }
                });
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asText();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
