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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The admin endpoint of an emulator; without one there all throw {@link UncheckedIOException}. */
public final class EmulatorAdmin {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    /** For the emulator at an address, whichever process that is. */
    public EmulatorAdmin(URI endpoint) {
        this.address = endpoint.resolve("/emulator/");
    }

    /** Puts a fault to a stream. */
    public void inject(String stream, String fault) {
        String body = JSON.createObjectNode().put("fault", fault).toString();
        call(request(ofStream(stream, "faults")).POST(BodyPublishers.ofString(body)));
    }

    /** Takes the faults of a stream back. */
    public void clearFaults(String stream) {
        call(request(ofStream(stream, "faults")).DELETE());
    }

    /** Switches a stream's cameras off, at the end of the fragment that they are at. */
    public void stopCameras(String stream) {
        call(request(ofStream(stream, "cameras")).DELETE());
    }

    /** The number of the newest whole fragment of each stream that has any. */
    public Map<String, String> newest() {
        Map<String, String> newest = new TreeMap<>();
        for (JsonNode stream : call(request("status").GET()).get("streams")) {
            JsonNode last = stream.path("lastFragment");
            if (!last.isMissingNode()) {
                newest.put(stream.get("name").asText(), last.get("number").asText());
            }
        }
        return newest;
    }

    /** How many cameras are on, those among them that are still at their last fragment. */
    public int cameras() {
        int cameras = 0;
        for (JsonNode stream : call(request("status").GET()).get("streams")) {
            cameras += stream.get("cameras").asInt();
        }
        return cameras;
    }

    private static String ofStream(String stream, String what) {
        return "streams/" + stream + "/" + what;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(LONGEST_CALL)
                .header("Content-Type", "application/json");
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException(response + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
